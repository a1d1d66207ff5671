import { discoverTree } from '../index/discover-tree.ts';
import type { MemdescModel } from '../memdesc/memdesc.ts';
import { mergeModels } from '../memdesc/merge.ts';
import { CommandError } from './command-error.ts';
import { progress } from './output.ts';
import type { TreeReading } from './tree-reading.ts';

/** Every memdesc of the tree; the first call after a change of the tree takes seconds. */
export function knownMemdescs(reading: TreeReading): MemdescModel {
  let model: MemdescModel | undefined;
  progress('searching the tree for memdescs');
  for (const found of discoverTree(reading.profile)) model = mergeModels(model, found);
  progress('');
  if (!model) throw new CommandError('no file of this tree asserts anything about struct page');
  return model;
}
