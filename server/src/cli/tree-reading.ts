import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { viaFor } from '../index/include-graph.ts';
import { findBuildFolder } from '../kernel/build-folder.ts';
import { findTree } from '../kernel/find-tree.ts';
import { openKernelTree, whyNoTree } from '../kernel/kernel-tree.ts';
import { missingText } from '../kernel/missing-header.ts';
import { modelTree } from '../kernel/model-tree.ts';
import { refusalLine } from '../kernel/node-file-system.ts';
import { openProfile, type Profile, type ProfileRequest } from '../profile/profile.ts';
import { CommandError } from './command-error.ts';
import type { TreeOptions } from './options.ts';
import { warn, warnOnce } from './output.ts';
import { type Reading, sourcesOf } from './reading.ts';

/** A reading under a kernel's profile. */
export interface TreeReading extends Reading {
  readonly profile: Profile;
}

/** Opens the profile that the options choose; what is missing ends the command with one line. */
export function treeReading(options: TreeOptions): TreeReading {
  const profile = openProfile(profileRequest(options));
  profile.fs.onRefuse((path, problem) => warnOnce(refusalLine(path, problem)));
  if (profile.missing) throw new CommandError(missingText(profile.missing));
  for (const line of profile.consequences) warn(line);
  return {
    profile,
    root: profile.tree,
    target: profile.target,
    sources: sourcesOf(profile.fs),
    allow: (path) => profile.fs.allow(path),
    options: (path) => profile.fileOptions(path),
    via: (path) => viaFor(profile, path),
  };
}

/** What opens the profile that the options choose, also in another thread. */
export function profileRequest(options: TreeOptions): ProfileRequest {
  const { tree, build } = placeOf(options);
  const { arch, config } = options;
  if (config !== undefined && !existsSync(config)) {
    throw new CommandError(`--config ${config}: no such file`);
  }
  return {
    tree,
    ...(build === undefined ? {} : { build: resolve(build) }),
    ...(arch === undefined ? {} : { arch }),
    ...(config === undefined ? {} : { configFile: resolve(config) }),
    ...(options.set.length === 0 ? {} : { set: [...options.set] }),
    ...(options.setOnly.length === 0 ? {} : { setOnly: [...options.setOnly] }),
    ...(options.toolchain === undefined ? {} : { toolchain: options.toolchain }),
  };
}

/**
 * The tree and the object tree asked for; else those around the current folder, which may be an `O=`
 * folder; else the modelled kernel, which is said.
 */
function placeOf({ tree, build }: TreeOptions): { tree: string; build: string | undefined } {
  if (tree !== undefined) {
    const root = resolve(tree);
    if (!openKernelTree(root)) throw new CommandError(whyNoTree(root));
    return { tree: root, build };
  }
  const own = findBuildFolder(build ?? process.cwd());
  if (own !== undefined) return { tree: own.tree, build: build ?? own.build };
  const root = findTree(process.cwd());
  if (root === undefined) warn('no kernel tree is here: the modelled kernel answers (see --tree)');
  return { tree: root ?? modelTree(), build };
}
