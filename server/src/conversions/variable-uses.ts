import {
  CALLS,
  type CallEquivalent,
  LOOPS,
  MEMBERS,
  type MemberEquivalent,
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

const CALL_OF = new Map(CALLS.map((call) => [call.from, call]));
const MEMBER_OF = new Map(MEMBERS.map((member) => [member.from, member]));

/** Where a variable is declared, and with which others. */
export interface Declared {
  readonly types: number[];
  readonly names: number[];
  readonly partners: Set<string>;
}

/** `struct page *page = …, *next;` in the body. Parameters are what callers agreed on. */
export function declaredPages(reader: RegionReader): Map<string, Declared> {
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
export function usesOf(
  reader: RegionReader,
  api: Api,
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

/** What a tree must be asked for uses to be judged. */
type Api = Pick<TableApi, 'has'>;

const OPERANDS_BEFORE: ReadonlySet<string> = new Set([')', ']']);

function useAt(reader: RegionReader, api: Api, at: number): Use | undefined {
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
function isSame(reader: RegionReader, api: Api, at: number): boolean {
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
export function hasNew(api: Api, { to, dropped }: CallEquivalent, call: Call): boolean {
  return api.has(to, call.arguments.length - (dropped === undefined ? 0 : 1));
}

/** The call of which the token is a whole argument, in parentheses of its own or not. */
export function callAround(reader: RegionReader, at: number): Call | undefined {
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
export function loopPartners(reader: RegionReader, name: string): string[] {
  return reader.calls(LOOPS).flatMap((call) => {
    const count = LOOPS.get(call.name) ?? 0;
    const names = call.arguments.slice(0, count).flatMap((each) => reader.word(each) ?? []);
    return names.includes(name) ? names.filter((each) => each !== name) : [];
  });
}
