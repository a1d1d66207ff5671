import { type CToken, type CTokens, pairBrackets } from './c-tokens.ts';
import { ENTRY_TYPES } from './equivalents.ts';

/** A function or a macro: what variables live in, and what is converted as a whole. */
export interface Region {
  /** The name of the function or the macro. */
  readonly name: string;
  readonly kind: 'function' | 'macro';
  readonly tokens: readonly CToken[];
  /** The partner of each bracket of `tokens`. */
  readonly pairs: Int32Array;
  /** Indices into `tokens` below this one belong to the head, with the parameters. */
  readonly body: number;
  readonly isStatic: boolean;
  readonly returnsPage: boolean;
  /** The type of the entries whose table's address the function gives back. */
  readonly entries: string | undefined;
}

/** The functions and macros of a file, in the order of their kind. */
export function regionsOf({ code, defines }: CTokens): Region[] {
  return [...functionsIn(code), ...defines.flatMap((tokens) => macroOf(tokens) ?? [])];
}

function macroOf(tokens: readonly CToken[]): Region | undefined {
  const [, , name, open] = tokens;
  if (!name) return undefined;
  const hasParameters = open?.text === '(' && open.start === name.end;
  const pairs = pairBrackets(tokens);
  const close = hasParameters ? (pairs[3] as number) : 2;
  if (close < 0) return undefined;
  const base = { name: name.text, kind: 'macro', isStatic: false, returnsPage: false } as const;
  return { ...base, entries: undefined, tokens, pairs, body: close + 1 };
}

/** Function definitions at the file's top level: a head that ends in a parenthesis, and braces. */
function functionsIn(code: readonly CToken[]): Region[] {
  const regions: Region[] = [];
  let head = 0;
  for (let at = 0; at < code.length; at++) {
    const { text } = code[at] as CToken;
    if (text === ';') head = at + 1;
    if (text !== '{') continue;
    const end = endOfBraces(code, at);
    const region = functionOf(code.slice(head, end + 1), at - head);
    if (region) regions.push(region);
    at = end;
    head = end + 1;
  }
  return regions;
}

/**
 * The brace that closes a definition. The kernel writes it at the beginning of a line, which holds
 * where the branches of an #if open more braces than they close.
 */
function endOfBraces(code: readonly CToken[], open: number): number {
  let depth = 0;
  for (let at = open; at < code.length; at++) {
    const { text, beginsLine } = code[at] as CToken;
    if (text === '{') depth++;
    if (text === '}' && (--depth === 0 || beginsLine)) return at;
  }
  return code.length - 1;
}

function functionOf(tokens: readonly CToken[], brace: number): Region | undefined {
  const pairs = pairBrackets(tokens);
  const open = tokens.findIndex(
    ({ text }, at) => at < brace && text === '(' && isName(tokens[at - 1]),
  );
  const name = tokens[open - 1];
  if (open < 1 || !name || (pairs[open] as number) > brace) return undefined;
  const before = tokens.slice(0, open - 1);
  if (before.some(({ text }) => text === '=' || text === 'typedef')) return undefined;
  return {
    name: name.text,
    kind: 'function',
    tokens,
    pairs,
    body: brace,
    isStatic: before.some(({ text }) => text === 'static'),
    returnsPage: isPagePointer(before),
    entries: entriesOf(before),
  };
}

const isName = (token: CToken | undefined): boolean =>
  token?.isWord === true && token.text !== '__attribute__';

function isPagePointer(before: readonly CToken[]): boolean {
  const star = before.findIndex(({ text }) => text === '*');
  return before[star - 1]?.text === 'page' && before[star - 2]?.text === 'struct';
}

function entriesOf(before: readonly CToken[]): string | undefined {
  const star = before.findIndex(({ text }) => text === '*');
  const type = before[star - 1]?.text ?? '';
  if (ENTRY_TYPES.has(type)) return type;
  return before.find(({ text }) => text === 'pgtable_t')?.text;
}
