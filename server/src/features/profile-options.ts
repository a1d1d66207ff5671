import { existsSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { type KernelTree, modelMachines, openKernelTree } from '../kernel/kernel-tree.ts';
import { knownBuilds } from '../kernel/known-builds.ts';
import { knownConfigurations } from '../kernel/known-configurations.ts';
import { modelTree } from '../kernel/model-tree.ts';
import type { ProfileRequest } from '../profile/profile-request.ts';
import type { ProfileChoice, ProfileOption, ProfileOptions } from '../protocol.ts';

/**
 * The profiles to choose from: builds and configurations of the tree that is open and of the other trees
 * of the workspace, then the machines of the modelled kernel, which always is at hand.
 */
export function profileOptions(
  request: ProfileRequest,
  kernel: KernelTree,
  others: readonly KernelTree[] = [],
): ProfileOptions {
  const model = kernel.model ? kernel : openKernelTree(modelTree());
  const trees = [kernel, ...others].filter((tree) => !tree.model);
  return {
    current: choiceOf(request),
    options: [
      ...trees.flatMap((tree) => treeProfiles(tree, tree === kernel ? request : undefined, trees)),
      ...(model ? machines(model) : []),
    ],
  };
}

/** A request as others may choose it again. */
function choiceOf(request: ProfileRequest): ProfileChoice {
  const { tree, build, arch, configFile, defconfig, set } = request;
  return {
    tree,
    ...(build === undefined ? {} : { build }),
    ...(arch === undefined ? {} : { arch }),
    ...(configFile === undefined ? {} : { config: configFile }),
    ...(defconfig === undefined ? {} : { defconfig }),
    ...(set === undefined ? {} : { symbols: set }),
  };
}

/** Every build of a real tree, each with its own configuration and with those that lie beside it. */
function treeProfiles(
  { root: tree, version }: KernelTree,
  request: ProfileRequest | undefined,
  trees: readonly KernelTree[],
): ProfileOption[] {
  const isAlone = trees.filter((other) => other.version.text === version.text).length === 1;
  const group = `Linux ${version.text}${isAlone ? '' : ` in ${basename(tree)}`}`;
  const own = existsSync(join(tree, '.config')) ? [{ tree }] : [];
  const folders = new Set(knownBuilds(tree));
  if (request?.build !== undefined) folders.add(request.build);
  const builds = [...own, ...[...folders].map((build) => ({ tree, build }))];
  const configured = builds.flatMap((choice) => [
    { name: basename(placeOf(choice)), choice },
    ...knownConfigurations(placeOf(choice)).map((config) => named({ ...choice, config })),
  ]);
  // The generated headers are those of the build that is read now.
  const read = request ? choiceOf(request) : builds[0];
  const beside = read === undefined ? [] : knownConfigurations(dirname(tree));
  const all = [...configured, ...beside.map((config) => named({ ...read, tree, config }))];
  return all.map((option) => ({ ...option, group }));
}

const placeOf = ({ tree, build }: ProfileChoice): string => build ?? tree;

/** "build-full/.config.old", "config-6.12 on build-full" */
function named(choice: ProfileChoice & { readonly config: string }): {
  name: string;
  choice: ProfileChoice;
} {
  const place = placeOf(choice);
  const below = relative(place, choice.config);
  const name = below.startsWith('..')
    ? `${basename(choice.config)} on ${basename(place)}`
    : join(basename(place), below);
  return { name, choice };
}

function machines(model: KernelTree): ProfileOption[] {
  return modelMachines(model).map(({ arch, name, path }) => {
    const machine = name.replace(/_defconfig$/, '');
    return {
      name: machine.startsWith(arch) ? machine : `${arch} ${machine}`,
      group: 'modelled kernel',
      choice: { tree: model.root, arch, config: path },
    };
  });
}
