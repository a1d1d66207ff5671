import { join } from 'node:path';
import { findTargets } from '../check/target-files.ts';
import { scanTree } from '../index/scan-tree.ts';
import type { Profile } from '../profile/profile.ts';

/**
 * The files that the index holds and the configuration builds, below the tree: those that speak of
 * struct page or of a record over it. Finding them takes seconds the first time.
 */
export function indexedFiles(profile: Profile): string[] {
  return findTargets(profile)
    .files.filter((path) => path.endsWith('.c') && profile.isBuilt(join(profile.tree, path)))
    .sort();
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
