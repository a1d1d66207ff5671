import type { KernelTree } from '../kernel/kernel-tree.ts';
import { profileConfig } from '../profile/profile-config.ts';
import type { ProfileRequest } from '../profile/profile-request.ts';
import type { ProfileChoice, ProfileOption } from '../protocol.ts';
import type { SimulatedMachine } from './machines.ts';

/**
 * The other builds and configurations of a real tree as machines, beside the one that it is read as. One
 * whose configuration cannot be read is left out.
 */
export function profileMachines(
  tree: KernelTree,
  current: ProfileChoice,
  options: readonly ProfileOption[],
): SimulatedMachine[] {
  return options
    .filter(({ choice }) => choice.tree === tree.root && !isSame(choice, current))
    .flatMap(({ name, choice }) => machineOf(tree, name, choice) ?? []);
}

function machineOf(
  tree: KernelTree,
  name: string,
  { tree: root, build, arch, config }: ProfileChoice,
): SimulatedMachine | undefined {
  const request: ProfileRequest = {
    tree: root,
    ...(build === undefined ? {} : { build }),
    ...(arch === undefined ? {} : { arch }),
    ...(config === undefined ? {} : { configFile: config }),
  };
  try {
    const { sourceArch } = profileConfig(request, tree, build ?? root);
    return { name, arch: sourceArch, request };
  } catch {
    return undefined;
  }
}

function isSame(a: ProfileChoice, b: ProfileChoice): boolean {
  return a.build === b.build && a.arch === b.arch && a.config === b.config;
}
