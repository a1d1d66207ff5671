/** Compares our layouts of one unit with those of gcc, record by record and member by member. */
import type { LayoutLine, MemberLine } from '../oracles/layout-lines.ts';
import { spellType } from './spell-type.ts';

/** What a comparison counted, and each difference in one line. */
export interface LayoutComparison {
  records: number;
  members: number;
  differences: string[];
  typeDifferences: string[];
  /**
   * Ours that gcc's debug information gives a size and no members: gcc loses those of a typedef with
   * `transparent_union`. Their members have to be checked in another way.
   */
  unsaid: LayoutLine[];
}

/**
 * Compares every distinct definition. A definition is known by its tag and the line that declares it:
 * one tag may be defined twice.
 */
export function compareLayouts(
  ours: readonly LayoutLine[],
  theirs: readonly LayoutLine[],
): LayoutComparison {
  const differences: string[] = [];
  const typeDifferences: string[] = [];
  const unsaid: LayoutLine[] = [];
  const mine = byDefinition(ours);
  const gcc = byDefinition(theirs);
  let members = 0;
  for (const [key, expected] of gcc) {
    members += expected.members.length;
    const found = mine.get(key);
    if (found === undefined) differences.push(`${key}: gcc has it, we do not`);
    else if (expected.members.length === 0 && expected.size > 0 && expected.size === found.size)
      unsaid.push(found);
    else {
      differences.push(...compareRecord(key, found, expected));
      typeDifferences.push(...compareTypes(key, found, expected));
    }
  }
  for (const key of mine.keys())
    if (!gcc.has(key)) differences.push(`${key}: we have it, gcc does not`);
  return { records: gcc.size, members, differences, typeDifferences, unsaid };
}

function byDefinition(lines: readonly LayoutLine[]): Map<string, LayoutLine> {
  return new Map(lines.map((line) => [`${line.tag} (${line.decl})`, line]));
}

function compareRecord(key: string, ours: LayoutLine, theirs: LayoutLine): string[] {
  const differences: string[] = [];
  if (ours.kind !== theirs.kind) differences.push(`${key}: we say ${ours.kind}`);
  if (ours.size !== theirs.size)
    differences.push(`${key}: size is ${theirs.size}, we say ${ours.size}`);
  const expected = theirs.members.map(describeMember);
  const found = ours.members.map(describeMember);
  const at = expected.findIndex((member, index) => member !== found[index]);
  if (at >= 0)
    differences.push(`${key}: expected ${expected[at]}, we say ${found[at] ?? 'nothing'}`);
  else if (found.length > expected.length)
    differences.push(`${key}: we invent ${found[expected.length]}`);
  return differences;
}

function describeMember({ path, offset_bits, size_bits, bitfield }: MemberLine): string {
  return `${path}@${offset_bits}+${size_bits}${bitfield ? ' (bit-field)' : ''}`;
}

/** Types of members that are laid out alike and spelled differently. */
function compareTypes(key: string, ours: LayoutLine, theirs: LayoutLine): string[] {
  return theirs.members.flatMap(({ path, type }, index) => {
    const found = ours.members[index];
    if (found?.path !== path || spellType(found.type) === spellType(type)) return [];
    return [`${key}: ${path} is ${spellType(type)}, we say ${spellType(found.type)}`];
  });
}
