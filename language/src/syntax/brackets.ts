import {
  K_LAST,
  keywordId,
  P_LBRACE,
  P_LBRACKET,
  P_LPAREN,
  P_RBRACE,
  P_RBRACKET,
  P_RPAREN,
} from '../lexer/spellings.ts';
import { F_LINE_START, F_SPACE_BEFORE, T_EOF, type TokenStream } from '../lexer/token-stream.ts';

/** The closing partner of an opening bracket; 0 for other tokens. */
function closerOf(id: number): number {
  if (id === P_LPAREN) return P_RPAREN;
  if (id === P_LBRACE) return P_RBRACE;
  return id === P_LBRACKET ? P_RBRACKET : 0;
}

/** What closes the brackets that are open; kept, for it would be made anew for every statement. */
const expected: number[] = [];

/** The token behind the partner of the bracket at `open`; undefined when brackets do not match. */
export function balancedEnd(stream: TokenStream, open: number): number | undefined {
  const { ids, kinds } = stream;
  let depth = 0;
  for (let at = open; kinds[at] !== T_EOF; at++) {
    const id = ids[at] as number;
    if (id > P_RBRACKET) continue;
    const closer = closerOf(id);
    if (closer !== 0) expected[depth++] = closer;
    else if (id === P_RPAREN || id === P_RBRACE || id === P_RBRACKET) {
      if (expected[--depth] !== id) return undefined;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

/**
 * Where to go on when a bracket is not closed, as in code that is just being typed. For a brace: behind
 * the brace that closes it when parentheses are not counted. Else, and never beyond it: the next
 * declaration that begins at the margin, or behind the brace at the margin that ends a function.
 */
export function unbalancedEnd(stream: TokenStream, open: number): number {
  const { ids, kinds } = stream;
  const isBrace = ids[open] === P_LBRACE;
  let depth = 0;
  for (let at = open; ; at++) {
    if (kinds[at] === T_EOF) return at;
    if (at > open && beginsAtMargin(stream, at)) return at;
    const id = ids[at];
    if (id === P_LBRACE) depth++;
    else if (id === P_RBRACE) {
      if (isBrace && (--depth === 0 || isAtMargin(stream, at))) return at + 1;
      if (!isBrace && --depth < 0) return at;
    }
  }
}

/** The token stands in the text, in column 1. */
function isAtMargin(stream: TokenStream, token: number): boolean {
  const flags = stream.flags[token] as number;
  return (
    (flags & (F_LINE_START | F_SPACE_BEFORE)) === F_LINE_START && stream.expansions[token] === 0
  );
}

const STARTS = new Set(
  (
    [
      'static',
      'extern',
      'struct',
      'union',
      'enum',
      'typedef',
      'inline',
      'const',
      'void',
      'int',
      'unsigned',
      'long',
      'char',
      'short',
      'signed',
      '_Bool',
      '__inline__',
    ] as const
  ).map(keywordId),
);

/** A keyword in column 1 that begins a declaration: kernel code has it at file level only. */
export function beginsAtMargin(stream: TokenStream, token: number): boolean {
  const id = stream.ids[token] as number;
  return id <= K_LAST && STARTS.has(id) && isAtMargin(stream, token);
}
