import { join } from 'node:path';
import type { NodeFileSystem } from '../node-file-system.ts';
import type { TreeFiles } from './defconfig.ts';

/** A tree's files by paths relative to it, through the profile's own file system. */
export function treeFiles(fs: NodeFileSystem, tree: string): TreeFiles {
  return {
    readText: (file) => fs.readText(join(tree, file)),
    list: (folder) => fs.list(join(tree, folder)),
  };
}
