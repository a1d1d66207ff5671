/** Compares our member accesses of one file with those of clang, token by token. */
import type { AccessLine } from '../oracles/clang-accesses/clang-accesses.ts';

/** What a comparison counted, and each difference in one line. */
export interface AccessComparison {
  /** How many accesses clang lists. */
  expected: number;
  /** clang has them, we do not; or we say something else about them. */
  missed: string[];
  /** We have them, clang does not. */
  invented: string[];
}

/**
 * Compares by written token and record; an access with another kind, field or flag counts as missed.
 * Our accesses in inactive branches have no counterpart and are left out.
 */
export function compareAccesses(
  file: string,
  ours: readonly AccessLine[],
  theirs: readonly AccessLine[],
): AccessComparison {
  const active = ours.filter((access) => access.active !== false);
  const mine = new Map(active.map((access) => [keyOf(access), access]));
  const clang = new Map(theirs.map((access) => [keyOf(access), access]));
  const missed: string[] = [];
  for (const [key, access] of clang) {
    const found = mine.get(key);
    const expected = describe(access);
    const said = found === undefined ? 'nothing' : describe(found);
    if (said !== expected) missed.push(`${file}:${key}: ${expected}; we say ${said}`);
  }
  const extra = [...mine].filter(([key]) => !clang.has(key));
  const invented = extra.map(([key, access]) => `${file}:${key}: we invent ${describe(access)}`);
  return { expected: clang.size, missed, invented };
}

/** Only the accesses on these records, named as in `record`. */
export function onRecords(
  lines: readonly AccessLine[],
  records: ReadonlySet<string>,
): AccessLine[] {
  return lines.filter(({ record }) => records.has(record));
}

function keyOf({ line, col, record }: AccessLine): string {
  return `${line}:${col}: ${record}`;
}

function describe({ field, spelled, kind, arrow, in_macro_arg }: AccessLine): string {
  const renamed = spelled === undefined ? '' : ` (spelled ${spelled})`;
  return `${arrow ? '->' : '.'}${field}${renamed} ${kind}${in_macro_arg ? ' in a macro argument' : ''}`;
}
