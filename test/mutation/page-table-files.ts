/** Which files of a tree work on page tables, by their text: nobody lists them. */
import { dirname, join } from 'node:path';
import { viaFor } from '../../server/src/index/include-graph.ts';
import type { Profile } from '../../server/src/profile/profile.ts';

/** Words of a call or a definition that somebody who works on page tables writes. */
const WORDS =
  /\b(pagetable_\w+|pgtable_\w+|\w*ptdesc\w*|p(te|md|ud|4d|gd)_(alloc|free)\w*|tlb_remove_\w+|\w*pgtable\w*|TABLE_MATCH)\s*\(/;

/** A file, and the unit in which it is read. */
export interface PageTableFile {
  readonly file: string;
  readonly main: string;
}

/** The files that the profile reads, in a fixed order. */
export function pageTableFiles(profile: Profile): PageTableFile[] {
  const folders = ['mm', 'include/asm-generic', 'include/linux', `arch/${profile.sourceArch}`];
  const found = folders.flatMap((folder) => filesBelow(profile, folder));
  const texts = found.filter((file) => WORDS.test(textOf(profile, file)));
  return texts.flatMap((file) => {
    const main = mainOf(profile, file);
    return main === undefined ? [] : [{ file, main }];
  });
}

export function textOf(profile: Profile, file: string): string {
  return Buffer.from(profile.fs.readFile(join(profile.tree, file)) ?? []).toString('latin1');
}

function filesBelow(profile: Profile, folder: string): string[] {
  const { fs, tree } = profile;
  return fs
    .list(join(tree, folder))
    .sort()
    .flatMap((name) => {
      const path = `${folder}/${name}`;
      if (/\.[ch]$/.test(name)) return [path];
      return /\./.test(name) ? [] : filesBelow(profile, path);
    });
}

/** A header is read in the unit of a neighbour that includes it. */
function mainOf(profile: Profile, file: string): string | undefined {
  const path = join(profile.tree, file);
  if (file.endsWith('.c')) return profile.isBuilt(path) ? file : undefined;
  const via = viaFor(profile, path);
  const main = via && profile.relative(via);
  return main && dirname(main) !== '.' && profile.isBuilt(join(profile.tree, main))
    ? main
    : undefined;
}
