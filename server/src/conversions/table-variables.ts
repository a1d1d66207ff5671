import { CALLS, ENTRIES, SOURCES } from './equivalents.ts';
import type { Call, RegionReader } from './region-reader.ts';
import type { TableApi } from './table-api.ts';
import { callAround, declaredPages, loopPartners, type Use, usesOf } from './variable-uses.ts';

/** A variable of type `struct page *` of a function, and what becomes of it. */
export interface TableVariable {
  readonly name: string;
  /** The tokens `page` of its declarations' types, and those of its name there. */
  readonly types: readonly number[];
  readonly names: readonly number[];
  readonly uses: readonly Use[];
  /** Variables of the same declaration or loop: they change together or not at all. */
  readonly partners: ReadonlySet<string>;
}

const CALL_OF = new Map(CALLS.map((call) => [call.from, call]));
const SOURCE_OF = new Map(SOURCES.map((source) => [source.from, source]));

/** What the tree, and the rest of a file, say about tables. */
export interface FileTables {
  readonly api: Pick<TableApi, 'has'>;
  /** Functions that will give descriptors. */
  readonly makers: ReadonlySet<string>;
  /** Types of entries whose tables are freed by their address, which a descriptor's memory must not be. */
  readonly freedByAddress: ReadonlySet<string>;
}

/** The local variables of a function that hold pages of page tables and can hold descriptors instead. */
export function tableVariables(reader: RegionReader, file: FileTables): Map<string, TableVariable> {
  const candidates = new Map<string, TableVariable>();
  const declared = declaredPages(reader);
  for (const [name, { types, names, partners }] of declared) {
    const uses = usesOf(reader, file.api, name, names);
    if (!uses) continue;
    for (const partner of loopPartners(reader, name)) partners.add(partner);
    candidates.set(name, { name, types, names, uses, partners });
  }
  return chosen(reader, candidates, file);
}

/** Only groups in which every variable can change, and which are about tables more than about pages. */
function chosen(
  reader: RegionReader,
  candidates: ReadonlyMap<string, TableVariable>,
  file: FileTables,
): Map<string, TableVariable> {
  const taken = new Map<string, TableVariable>();
  for (const [name, variable] of candidates) {
    const group = groupOf(name, candidates);
    const isWhole = group.every((each) => candidates.has(each));
    const members = group.flatMap((each) => candidates.get(each) ?? []);
    const isTable = members.some((each) => isAboutTables(reader, each, file));
    const weight = members.reduce((sum, each) => sum + balance(reader, each, file), 0);
    if (isWhole && isTable && weight >= 0) taken.set(name, variable);
  }
  return taken;
}

function groupOf(name: string, candidates: ReadonlyMap<string, TableVariable>): string[] {
  const group = new Set([name]);
  for (const each of group) {
    for (const partner of candidates.get(each)?.partners ?? []) group.add(partner);
    for (const [other, { partners }] of candidates) if (partners.has(each)) group.add(other);
  }
  return [...group];
}

/** Something says that the variable is about tables: a function, a member, or an entry's address. */
function isAboutTables(
  reader: RegionReader,
  { uses }: TableVariable,
  { makers, freedByAddress }: FileTables,
): boolean {
  return uses.some((use) => {
    if (use.kind === 'member') return use.member.isAboutTables === true;
    if (use.kind === 'assigned') {
      const call = reader.call(use.value);
      if (call && makers.has(call.name)) return true;
      return call?.name === 'virt_to_page' && reader.isEntryAddress(call.arguments[0] ?? use.value);
    }
    const call = use.kind === 'same' ? callAround(reader, use.at) : undefined;
    if (!call) return false;
    if (CALL_OF.get(call.name)?.isAboutTables) return true;
    const type = tableGiven(reader, call);
    return type !== undefined && !freedByAddress.has(type);
  });
}

/** The entries that an address is taken for: it is assigned, returned or cast as that of a table. */
function tableGiven(reader: RegionReader, call: Call): string | undefined {
  if (call.name !== 'page_address' && call.name !== 'page_to_virt') return undefined;
  let at = call.at - 1;
  // (pte_t *)page_address(page)
  while (reader.text(at) === ')' && reader.text(at - 1) === '*') {
    const type = reader.entryType({ from: reader.pair(at), to: call.close + 1 });
    if (type !== undefined) return type;
    at = reader.pair(at) - 1;
  }
  // page ? page_address(page) : NULL
  if (reader.text(at) === '?') at -= 2;
  if (reader.text(at) === 'return') return reader.region.entries;
  if (reader.text(at) !== '=') return undefined;
  const from = reader.text(at - 1) === ']' ? reader.pair(at - 1) - 1 : at - 1;
  return reader.entryType({ from, to: at });
}

/** How many uses become plainer, less those that must turn the descriptor into a page again. */
function balance(reader: RegionReader, { uses }: TableVariable, { makers }: FileTables): number {
  const weights = uses.map((use): number => {
    // A word of the page's own weighs more: the code is about that.
    if (use.kind === 'page') return reader.text(use.at + 1) === '->' ? -2 : -1;
    if (use.kind === 'member') return 1;
    if (use.kind === 'same') {
      const call = callAround(reader, use.at);
      // That it is on a list says nothing about what it is.
      return call && CALL_OF.has(call.name) ? 1 : 0;
    }
    const call = reader.call(use.value);
    if (reader.word(use.value) === 'NULL') return 0;
    const isMade =
      call && (SOURCE_OF.has(call.name) || makers.has(call.name) || ENTRIES.has(call.name));
    return isMade ? 1 : -1;
  });
  return weights.reduce((sum, weight) => sum + weight, 0);
}
