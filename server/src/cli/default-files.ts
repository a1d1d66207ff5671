import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { scanTree } from '../index/scan-tree.ts';
import type { Profile } from '../kernel/profile.ts';

/** The files of `mm/` that the configuration builds, below the tree, in the order of their names. */
export function memoryManagementFiles(profile: Profile): string[] {
  return readdirSync(join(profile.tree, 'mm'))
    .filter((name) => name.endsWith('.c'))
    .sort()
    .map((name) => join('mm', name))
    .filter((path) => profile.isBuilt(join(profile.tree, path)));
}

/**
 * Files that may define one of the tags, the likeliest first: the header of struct page (its unit
 * holds most of what memory management knows), then every file with a matching definition.
 * `open` shrinks while the caller finds them.
 */
export function* definitionFiles(profile: Profile, open: ReadonlySet<string>): Generator<string> {
  yield join(profile.tree, 'include/linux/mm_types.h');
  const names = [...open].map((tag) => tag.replace(/^(struct|union)\s+/, ''));
  const definition = new RegExp(
    String.raw`\b(?:struct|union)\s+(?:${names.join('|')})\s*\{|\}[^;{}]*\b(?:${names.join('|')})\s*;`,
  );
  const matches = (bytes: Buffer) =>
    names.some((name) => bytes.includes(name)) && definition.test(bytes.toString('latin1'));
  const { tree, sourceArch } = profile;
  for (const hits of scanTree({ tree, sourceArch, matches, known: {} })) {
    for (const hit of hits) yield join(tree, hit);
  }
}
