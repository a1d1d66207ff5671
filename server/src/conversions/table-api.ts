import { join } from 'node:path';
import type { Profile } from '../profile/profile.ts';
import { CALLS, type MemberEquivalent, SOURCES, TO_PAGE, TO_TABLE } from './equivalents.ts';

/** What a tree has for page tables. */
export interface TableApi {
  /** Whether code may call a function with this many arguments; it may where the tree has none. */
  has(name: string, count?: number): boolean;
  /** Whether the tree still has something under its old name. */
  defines(name: string): boolean;
  /** What a member of struct page is called in struct ptdesc. */
  member(equivalent: MemberEquivalent): string | undefined;
}

/** Where the kernel keeps what is about page tables. */
const HEADERS = [
  'include/linux/mm_types.h',
  'include/linux/mm.h',
  'include/linux/pgtable.h',
  'include/asm-generic/tlb.h',
];

const NAMES = new Set([
  ...[...CALLS, ...SOURCES].flatMap(({ from, to }) => [from, to]),
  ...[TO_PAGE, TO_TABLE],
]);

/**
 * Reads which functions on descriptors the tree's headers define, and with how many parameters. A tree
 * without struct ptdesc is one that is still to get it: there, everything is taken to come.
 */
export function readTableApi({ fs, tree }: Pick<Profile, 'fs' | 'tree'>): TableApi {
  const text = headersOf({ fs, tree });
  const members = descriptorIn(text);
  const counts = parameterCounts(text);
  return {
    has: (name, count) => {
      if (members === undefined) return true;
      const known = counts.get(name);
      return known !== undefined && (count === undefined || known.has(count));
    },
    defines: (name) => counts.has(name),
    member: ({ to }) =>
      members === undefined ? to[0] : to.find((name) => new RegExp(`\\b${name}\\b`).test(members)),
  };
}

/** False for a tree that is still to get struct ptdesc. */
export function hasDescriptor(source: Pick<Profile, 'fs' | 'tree'>): boolean {
  return descriptorIn(headersOf(source)) !== undefined;
}

function headersOf({ fs, tree }: Pick<Profile, 'fs' | 'tree'>): string {
  const texts = HEADERS.map((header) => {
    const bytes = fs.readFile(join(tree, header));
    return bytes
      ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
      : '';
  });
  return texts.join('\n');
}

/** The members of struct ptdesc. */
function descriptorIn(text: string): string | undefined {
  return /\bstruct ptdesc \{(.*?)\n\};/s.exec(text)?.[1];
}

/** How many parameters each function or macro of a name has; a name may be defined several times. */
function parameterCounts(text: string): Map<string, Set<number>> {
  const counts = new Map<string, Set<number>>();
  const definition =
    /^(?:#define[ \t]+(\w+)\(([^()\n]*)\)|(?:[a-z_]+[ \t*]+)+\*?(\w+)\(([^()]*)\))/gm;
  for (const [, macro, parameters, name = macro ?? '', list = parameters ?? ''] of text.matchAll(
    definition,
  )) {
    if (!NAMES.has(name)) continue;
    const count = list.trim() === '' || list.trim() === 'void' ? 0 : list.split(',').length;
    const known = counts.get(name);
    if (known) known.add(count);
    else counts.set(name, new Set([count]));
  }
  return counts;
}
