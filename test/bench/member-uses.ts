/** Where the benchmarks hover: member uses, taken evenly over a file. */
import { join } from 'node:path';
import { type KernelBuild, measuredUnits } from '../kernels/builds.ts';
import { clangAccesses } from '../oracles/clang-accesses/clang-accesses.ts';
import { pathInTree } from '../oracles/kbuild-cmd.ts';
import type { Position } from './document.ts';

/** A file and the uses in it that are asked about. */
export interface HoverTargets {
  file: string;
  path: string;
  uses: Position[];
}

/** The records that our server has something to say about; clangd hovers on every one. */
const MEMDESCS = new Set(['struct page', 'struct folio', 'struct ptdesc', 'struct slab']);

/**
 * `count` uses of members, evenly spaced over `file` (relative to the tree). With `memdescs`, only
 * members of records over struct page: there our server has to answer.
 */
export async function memberUses(
  kernel: KernelBuild,
  file: string,
  count: number,
  memdescs = false,
): Promise<HoverTargets> {
  const unit = measuredUnits(kernel).find((command) => pathInTree(command, kernel.tree) === file);
  if (unit === undefined) throw new Error(`${file} is not built in ${kernel.build}`);
  const all = (await clangAccesses(kernel, unit)).filter(
    ({ kind, record }) => kind !== 'designator' && (!memdescs || MEMDESCS.has(record)),
  );
  const step = Math.max(1, all.length / count);
  const chosen = all.filter(
    (_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step),
  );
  const uses = chosen.map(({ line, col }) => ({ line: line - 1, character: col - 1 }));
  return { file, path: join(kernel.tree, file), uses: uses.slice(0, count) };
}
