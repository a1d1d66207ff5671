import { findKernelTree } from './kernel-tree.ts';

/** The root of the kernel tree around a folder; undefined when it lies in none. Answers are remembered. */
export function findTree(folder: string): string | undefined {
  const known = roots.get(folder);
  if (known !== undefined) return known;
  const root = findKernelTree(folder)?.root;
  // Only finds are kept: a folder may become part of a tree while an editor is open.
  if (root !== undefined) roots.set(folder, root);
  return root;
}

const roots = new Map<string, string>();
