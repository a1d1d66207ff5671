import { type Comparison, comparison, hex } from './comparison.ts';
import type { FlagsReading } from './decoded-page.ts';
import type { DumpText, PrintedFlags } from './dump-text.ts';
import type { PageFacts } from './page-facts.ts';
import type { PageReading } from './page-reading.ts';

/** The line "flags:": the number, the names, node and zone and their like, and the word before it. */
export function compareFlags({ subject, facts }: PageReading, dump: DumpText): Comparison[] {
  const printed = dump.flags;
  const flags = subject?.flags;
  if (!printed || !flags || !subject) return [];
  const number = comparison('flags', hex(printed.value), hex(flags.value));
  // What a changed number makes of the names says nothing new; the names themselves are the text's.
  const parts = [number, ...kind(subject, dump, printed)];
  if (!printed.isWhole) return parts;
  const names = facts.flags.length > 0 ? [compareNames(printed, flags)] : [];
  // Kernels before 5.13 printed no numbers there.
  const hasFields = dump.form === 'plain' || printed.fields.size > 0;
  const isKnown = facts.flags.length > 0 && hasFields;
  const unknown = unknownBits(facts, flags.value);
  // A kernel that prints them says itself which bits are which.
  const bits =
    !isKnown && facts.flags.length > 0 && unknown !== 0n
      ? [comparison('flags', hex(printed.value), `${hex(unknown)}, which is nothing here`)]
      : [];
  return [...parts, ...names, ...bits, ...compareFields(printed, flags, isKnown)];
}

/** The bits that are no flag of this kernel, and belong to no number in the upper bits. */
export function unknownBits({ constants, flags, fields }: PageFacts, value: bigint): bigint {
  let known = constants.get('PAGE_FLAGS_CHECK_AT_FREE') ?? 0n;
  for (const { bit } of flags) known |= 1n << BigInt(bit);
  for (const { shift, widthBits } of fields)
    known |= ((1n << BigInt(widthBits)) - 1n) << BigInt(shift);
  return value & ~known;
}

/** PAGE_MAPPING_ANON and PAGE_MAPPING_KSM of include/linux/page-flags.h. */
function kind(subject: PageReading, dump: DumpText, printed: PrintedFlags): Comparison[] {
  const word = subject.pageField('mapping');
  // Until 5.6 the word stood in a line of its own.
  if (word === undefined || (printed.type === null && dump.form !== 'plain')) return [];
  const isAnon = (word & 1n) === 1n;
  const isKsm = (word & 3n) === 3n;
  // Without CONFIG_KSM such a page is called anonymous.
  const read = isKsm && printed.type !== 'anon' ? 'ksm' : isAnon ? 'anon' : 'neither';
  return [comparison('anon or ksm', printed.type ?? 'neither', read)];
}

function compareNames(printed: PrintedFlags, flags: FlagsReading): Comparison {
  const shown = flags.names.map(({ name, aliases }) => {
    const all = [name, ...aliases].map((each) => each.replace('PG_', ''));
    return printed.names.find((each) => all.includes(each)) ?? name;
  });
  const text = (names: readonly string[]) => [...new Set(names)].sort().join('|') || 'none';
  return comparison('flag names', text(printed.names), text(shown));
}

/** A kernel prints each of these that has any bits in its configuration. */
function compareFields(printed: PrintedFlags, flags: FlagsReading, isKnown: boolean): Comparison[] {
  if (!isKnown) return [];
  const own = new Map(flags.fields.map(({ name, value }) => [name, value]));
  return [...new Set([...printed.fields.keys(), ...own.keys()])].map((name) => {
    const [text, read] = [printed.fields.get(name), own.get(name)];
    const shown = (value: bigint | undefined) => (value === undefined ? 'none' : hex(value));
    return comparison(name, shown(text), shown(read));
  });
}
