import { type Mention, overlaidSource, TreeConversion } from '../conversions/convert-tree.ts';
import { hasDescriptor } from '../conversions/table-api.ts';
import { counted } from '../counted.ts';
import { openKernelTree } from '../kernel/kernel-tree.ts';
import { writePatch } from '../patch/write-patch.ts';
import { CommandError } from './command-error.ts';
import { type Output, progress, warn } from './output.ts';

/** What `ptdesc convert` was asked for. */
export interface ConvertOptions {
  readonly tree: string;
  /** Files and folders below the tree; undefined for the whole tree. */
  readonly paths: readonly string[] | undefined;
}

/**
 * `ptdesc convert [PATH...]`: a patch that makes the code about page tables speak of struct ptdesc.
 * Nothing is written to the tree. Documents that name what went away are told of on stderr.
 * @throws CommandError for a tree that has no struct ptdesc
 */
export function convert({ tree, paths }: ConvertOptions, output: Output): void {
  const source = overlaidSource(tree, new Map());
  // The modelled kernel as it was before the series gets struct ptdesc by that series.
  if (!openKernelTree(tree)?.model && !hasDescriptor(source))
    throw new CommandError(`${tree} has no struct ptdesc (include/linux/mm_types.h) to convert to`);
  const conversion = new TreeConversion(source);
  let count = 0;
  for (const converted of conversion.files(paths)) {
    if (!converted) continue;
    const { file, bytes, regions } = converted;
    const edits = regions.flatMap((region) => region.edits);
    output.latin1(writePatch(file, bytes, edits));
    progress(counted(++count, 'file'));
  }
  progress('');
  for (const mentions of conversion.mentions()) {
    for (const mention of mentions) warn(describe(mention));
  }
}

function describe({ file, line, column, from, to }: Mention): string {
  return `${file}:${line}:${column}: names ${from}(), which is ${to}() now`;
}
