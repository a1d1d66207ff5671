import {
  CALLS,
  type CallEquivalent,
  ENTRIES,
  LOOPS,
  MEMBERS,
  type MemberEquivalent,
  SOURCES,
  TRUTHS,
} from './equivalents.ts';
import type { Call, RegionReader, Span } from './region-reader.ts';
import type { TableApi } from './table-api.ts';

/** How one use of a variable is written when the variable is a descriptor. */
export type Use =
  /** As before, under the new name: also where the function around it gets another name. */
  | { readonly kind: 'same'; readonly at: number }
  /** `page->lru`, whose member has another name. */
  | { readonly kind: 'member'; readonly at: number; readonly member: MemberEquivalent }
  /** It goes to something that knows pages only. */
  | { readonly kind: 'page'; readonly at: number }
  /** `page = …`: what the expression gives must become a descriptor. */
  | { readonly kind: 'assigned'; readonly at: number; readonly value: Span };

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
const MEMBER_OF = new Map(MEMBERS.map((member) => [member.from, member]));

interface Declared {
  readonly types: number[];
  readonly names: number[];
  readonly partners: Set<string>;
}

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
    const uses = usesOf(reader, file, name, names);
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

/** `struct page *page = …, *next;` in the body. Parameters are what callers agreed on. */
function declaredPages(reader: RegionReader): Map<string, Declared> {
  const found = new Map<string, Declared>();
  const { tokens, region } = reader;
  for (let at = region.body; at < tokens.length; at++) {
    const isType = reader.text(at) === 'struct' && reader.text(at + 1) === 'page';
    if (!isType || reader.text(at + 2) !== '*') continue;
    const names = declarators(reader, at + 2);
    for (const name of names) {
      const text = reader.text(name);
      const known = found.get(text) ?? { types: [], names: [], partners: new Set() };
      known.types.push(at + 1);
      known.names.push(name);
      for (const other of names) if (other !== name) known.partners.add(reader.text(other));
      found.set(text, known);
    }
  }
  return found;
}

/** The indices of the names behind a type, `star` being the first star; none for a cast. */
function declarators(reader: RegionReader, star: number): number[] {
  const names: number[] = [];
  for (let at = star; reader.text(at) === '*' && reader.tokens[at + 1]?.isWord; ) {
    const next = at + 2;
    if (!['=', ',', ';'].includes(reader.text(next))) return [];
    names.push(at + 1);
    const behind = reader.text(next) === '=' ? reader.expressionFrom(next + 1).to : next;
    if (reader.text(behind) !== ',') break;
    at = behind + 1;
  }
  return names;
}

/** Every use of a variable; undefined when one of them keeps it from becoming a descriptor. */
function usesOf(
  reader: RegionReader,
  { api }: FileTables,
  name: string,
  names: readonly number[],
): Use[] | undefined {
  const uses: Use[] = [];
  for (let at = 0; at < reader.tokens.length; at++) {
    if (reader.text(at) !== name || reader.isMember(at)) continue;
    const before = reader.text(at - 1);
    // `struct page` is a type; a parameter of the same name is another variable.
    if (before === 'struct') continue;
    if (at < reader.region.body) return undefined;
    const use = names.includes(at) ? declarationUse(reader, at) : useAt(reader, api, at);
    if (use === 'none') continue;
    if (use === undefined) return undefined;
    uses.push(use);
  }
  return uses;
}

function declarationUse(reader: RegionReader, at: number): Use | 'none' {
  if (reader.text(at + 1) !== '=') return 'none';
  return { kind: 'assigned', at, value: reader.expressionFrom(at + 2) };
}

const OPERANDS_BEFORE: ReadonlySet<string> = new Set([')', ']']);

function useAt(reader: RegionReader, api: FileTables['api'], at: number): Use | undefined {
  const [before, after] = [reader.text(at - 1), reader.text(at + 1)];
  if (after === '->') {
    const member = MEMBER_OF.get(reader.text(at + 2));
    return member ? { kind: 'member', at, member } : { kind: 'page', at };
  }
  const beforeThat = reader.tokens[at - 2];
  const isAddress =
    before === '&' && !OPERANDS_BEFORE.has(beforeThat?.text ?? '') && !beforeThat?.isWord;
  const changes = ['++', '--', '+=', '-='];
  if (isAddress || changes.includes(before) || changes.includes(after)) return undefined;
  if (after === '=') return { kind: 'assigned', at, value: reader.expressionFrom(at + 2) };
  return { kind: isSame(reader, api, at) ? 'same' : 'page', at };
}

/** Whether a descriptor can stand where the page stood: it is only looked at, or goes to a table's function. */
function isSame(reader: RegionReader, api: FileTables['api'], at: number): boolean {
  const [before, after] = [reader.text(at - 1), reader.text(at + 1)];
  const isNull = (operator: string, other: string) =>
    (operator === '==' || operator === '!=') && other === 'NULL';
  if (isNull(after, reader.text(at + 2)) || isNull(before, reader.text(at - 2))) return true;
  if (before === '!') return true;
  if (after === '?' || after === '&&' || after === '||') return true;
  if ((before === '&&' || before === '||') && after === ')') return true;
  const call = callAround(reader, at);
  if (!call) return false;
  const index = call.arguments.findIndex((each) => reader.bare(each).from === at);
  if (call.arguments.length === 1 && TRUTHS.has(call.name)) return true;
  if (index < (LOOPS.get(call.name) ?? 0)) return true;
  const rule = CALL_OF.get(call.name);
  return rule?.argument === index && hasNew(api, rule, call);
}

/** Whether the tree has what a call becomes, with as many parameters as it is given. */
export function hasNew(
  api: Pick<TableApi, 'has'>,
  { to, dropped }: CallEquivalent,
  call: Call,
): boolean {
  return api.has(to, call.arguments.length - (dropped === undefined ? 0 : 1));
}

/** The call of which the token is a whole argument, in parentheses of its own or not. */
function callAround(reader: RegionReader, at: number): Call | undefined {
  let [left, right] = [at - 1, at + 1];
  while (reader.pair(left) === right && !reader.tokens[left - 1]?.isWord) {
    left--;
    right++;
  }
  if (!['(', ','].includes(reader.text(left)) || ![')', ','].includes(reader.text(right))) {
    return undefined;
  }
  while (left >= 0 && reader.pair(left) < at) {
    const partner = reader.pair(left);
    if (partner < 0 && [';', '{', '}'].includes(reader.text(left))) return undefined;
    left = partner < 0 ? left - 1 : partner - 1;
  }
  return reader.callAt(left - 1);
}

/** The other variables of loops over lists of tables. */
function loopPartners(reader: RegionReader, name: string): string[] {
  return reader.calls(LOOPS).flatMap((call) => {
    const count = LOOPS.get(call.name) ?? 0;
    const names = call.arguments.slice(0, count).flatMap((each) => reader.word(each) ?? []);
    return names.includes(name) ? names.filter((each) => each !== name) : [];
  });
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
