import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { filesOf } from '../../../language/src/unit/unit-files.ts';
import { enumerators, matches } from './tree-probe.ts';

/** One bit of page->flags. */
export interface PageFlag {
  readonly bit: number;
  /** "locked" of PG_locked: the first name that the enum gives to the bit. */
  readonly name: string;
  /** Other names of the bit, as they are spelled: "PG_swapcache", "PT_kernel". */
  readonly aliases: readonly string[];
}

/** `enum pageflags`, and every other enumerator that is written as one of its bits. */
export function flagsOf(unit: TranslationUnit, flagText: string): PageFlag[] {
  const count = unit.symbol('__NR_PAGEFLAGS');
  const limit = count?.kind === 'enumerator' ? count.value : 0n;
  const byBit = new Map<number, string[]>();
  for (const [name, value] of enumerators(unit, matches(flagText, /\b(PG_[a-z]\w*)\b/g))) {
    if (value < 0n || value >= limit) continue;
    const names = byBit.get(Number(value)) ?? [];
    byBit.set(Number(value), [...names, name]);
  }
  const others = otherNames(unit);
  return [...byBit]
    .sort(([a], [b]) => a - b)
    .map(([bit, [first = '', ...aliases]]) => ({
      bit,
      name: first.replace('PG_', ''),
      aliases: [...aliases, ...(others.get(bit) ?? [])],
    }));
}

/** `PT_kernel = PG_referenced` of an enum elsewhere: a memdesc's own name for a bit. */
function otherNames(unit: TranslationUnit): Map<number, string[]> {
  const names = new Map<number, string[]>();
  for (const file of filesOf(unit)) {
    const written = matches(
      Buffer.from(file.bytes).toString('latin1'),
      /\b(\w+)\s*=\s*PG_\w+\s*[,}\n]/g,
    );
    for (const [name, value] of enumerators(unit, written)) {
      if (name.startsWith('PG_')) continue;
      names.set(Number(value), [...(names.get(Number(value)) ?? []), name]);
    }
  }
  return names;
}
