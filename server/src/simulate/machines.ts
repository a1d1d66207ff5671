import { makeArchitecture, sourceArchitecture } from '../kernel/architectures.ts';
import { type KernelTree, modelMachines } from '../kernel/kernel-tree.ts';
import { profileConfig } from '../profile/profile-config.ts';
import type { ProfileRequest } from '../profile/profile-request.ts';

/** A machine that scenarios run on: a profile with a name. */
export interface SimulatedMachine {
  /** `s390`, `x86_64_full`; with the architecture where two have the same: `um-x86_64`. */
  readonly name: string;
  /** The folder under arch/. */
  readonly arch: string;
  readonly request: ProfileRequest;
}

/**
 * The machines of a tree that a request is for: those of the modelled kernel, or the one that a real
 * tree is configured for. A name chooses one machine, an architecture all of its own.
 */
export function simulatedMachines(tree: KernelTree, request: ProfileRequest): SimulatedMachine[] {
  if (!tree.model || request.configFile !== undefined) return [configured(tree, request)];
  const all = allOfModel(tree, request);
  const { arch: wanted } = request;
  if (wanted === undefined) return all;
  const folder = sourceArchitecture(wanted);
  const exact = all.filter(
    ({ name, arch }) => name === wanted || (arch === folder && name.endsWith(`-${wanted}`)),
  );
  return exact.length > 0 ? exact : all.filter(({ arch }) => arch === folder);
}

/** Named as `make ARCH=` would name it, where the request does not. */
function configured(tree: KernelTree, request: ProfileRequest): SimulatedMachine {
  const { config, sourceArch } = profileConfig(request, tree, request.build ?? tree.root);
  return { name: request.arch ?? makeArchitecture(sourceArch, config), arch: sourceArch, request };
}

function allOfModel(tree: KernelTree, request: ProfileRequest): SimulatedMachine[] {
  const machines = modelMachines(tree).map(({ arch, name, path }) => ({
    arch,
    short: name.replace(/_defconfig$/, ''),
    path,
  }));
  const { arch: _wanted, ...rest } = request;
  return machines.map(({ arch, short, path }) => ({
    // User-mode Linux names its machines as those that it runs on.
    name: arch === 'um' ? `um-${short}` : short,
    arch,
    request: { ...rest, arch, configFile: path },
  }));
}
