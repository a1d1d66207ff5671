import { resolve } from 'node:path';
import { ReadableFolders } from '../files/readable-folders.ts';
import type { Configuration } from '../kernel/kconfig/configuration.ts';
import { openKernelTree } from '../kernel/kernel-tree.ts';
import { NodeFileSystem } from '../kernel/node-file-system.ts';
import { configurationUnder } from './computed-config.ts';
import { profileConfig } from './profile-config.ts';
import type { ProfileRequest } from './profile-request.ts';

/** Texts that an editor has not saved, by their absolute paths. */
export type UnsavedTexts = readonly (readonly [path: string, text: string])[];

/**
 * Kconfig with the values that a profile has, for questions why; undefined where the tree has no Kconfig
 * files, as the modelled kernel has none. What `--set-only` says stands beside Kconfig and is left out.
 * @throws ProfileError when the request contradicts the tree
 */
export function configurationOf(
  request: ProfileRequest,
  unsaved: UnsavedTexts = [],
): Configuration | undefined {
  const root = resolve(request.tree);
  const tree = openKernelTree(root);
  if (tree === undefined) return undefined;
  const build = request.build === undefined ? root : resolve(request.build);
  const fs = new NodeFileSystem(new ReadableFolders([root, build]));
  for (const [path, text] of unsaved) fs.setVirtual(path, text);
  const { set = [], setOnly: _, ...own } = request;
  return configurationUnder({ request, tree, fs }, profileConfig(own, tree, build, fs), set);
}
