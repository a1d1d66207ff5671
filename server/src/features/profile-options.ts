import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type KernelTree, modelMachines, openKernelTree } from '../kernel/kernel-tree.ts';
import { knownBuilds } from '../kernel/known-builds.ts';
import type { ProfileRequest } from '../kernel/profile-request.ts';
import { modelTree } from '../model-tree.ts';
import type { ProfileChoice, ProfileOption, ProfileOptions } from '../protocol.ts';

/**
 * The profiles to choose from: the builds of the tree that is open, then the machines of the
 * modelled kernel, which always is at hand.
 */
export function profileOptions(request: ProfileRequest, kernel: KernelTree): ProfileOptions {
  const model = kernel.model ? kernel : openKernelTree(modelTree());
  return {
    current: choiceOf(request),
    options: [...(kernel.model ? [] : builds(request, kernel)), ...(model ? machines(model) : [])],
  };
}

function choiceOf({ tree, build, arch, configFile }: ProfileRequest): ProfileChoice {
  return {
    tree,
    ...(build === undefined ? {} : { build }),
    ...(arch === undefined ? {} : { arch }),
    ...(configFile === undefined ? {} : { config: configFile }),
  };
}

function builds(request: ProfileRequest, kernel: KernelTree): ProfileOption[] {
  const tree = kernel.root;
  const group = `Linux ${kernel.version.text}`;
  const folders = new Set(knownBuilds(tree));
  if (request.build !== undefined) folders.add(request.build);
  const own = existsSync(join(tree, '.config'))
    ? [{ name: basename(tree), group, choice: { tree } }]
    : [];
  const others = [...folders].map((build) => ({
    name: basename(build),
    group,
    choice: { tree, build },
  }));
  return [...own, ...others];
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
