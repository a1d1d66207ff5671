import type { RawTokens } from '../lexer/raw-tokens.ts';
import { P_COMMA, P_LBRACE, P_RBRACE, P_RPAREN, P_SEMI } from '../lexer/spellings.ts';
import { F_LINE_START, F_SPACE_BEFORE } from '../lexer/token-stream.ts';

const NONE = new Int32Array(0);
const known = new WeakMap<RawTokens, Int32Array>();

/**
 * The bodies of functions in a file that can be passed over without reading them, as pairs of raw
 * tokens: a brace in column 1 behind a parenthesis, and the brace in column 1 that closes it, with
 * balanced braces and no directive between them. Whatever looks otherwise is read as usual.
 */
export function functionBodies(tokens: RawTokens): Int32Array {
  let pairs = known.get(tokens);
  if (pairs === undefined) {
    pairs = findBodies(tokens);
    known.set(tokens, pairs);
  }
  return pairs;
}

function findBodies(tokens: RawTokens): Int32Array {
  const { ids, directives, count } = tokens;
  const pairs: number[] = [];
  let directive = 0;
  for (let at = 1; at < count; at++) {
    if (ids[at] !== P_LBRACE || ids[at - 1] !== P_RPAREN || !isAtMargin(tokens, at)) continue;
    while (directive < directives.count && (directives.tokens[directive] as number) < at)
      directive++;
    const stop = directive < directives.count ? (directives.tokens[directive] as number) : count;
    const close = closingBrace(tokens, at, stop);
    if (close < 0) continue;
    pairs.push(at, close);
    at = close;
  }
  return pairs.length === 0 ? NONE : Int32Array.from(pairs);
}

/** The closing brace of a function; -1 when there is none before `stop`, or it closes something else. */
function closingBrace(tokens: RawTokens, open: number, stop: number): number {
  let depth = 0;
  for (let at = open; at < stop; at++) {
    const id = tokens.ids[at];
    if (id === P_LBRACE) depth++;
    else if (id === P_RBRACE && --depth === 0) return isFunctionEnd(tokens, at) ? at : -1;
  }
  return -1;
}

/** In column 1, and alone on its line: behind that of a struct or an initialiser comes a semicolon. */
function isFunctionEnd(tokens: RawTokens, close: number): boolean {
  const next = tokens.ids[close + 1];
  return (
    isAtMargin(tokens, close) &&
    next !== P_SEMI &&
    next !== P_COMMA &&
    isLineStart(tokens, close + 1)
  );
}

function isLineStart(tokens: RawTokens, at: number): boolean {
  return at >= tokens.count - 1 || ((tokens.flags[at] as number) & F_LINE_START) !== 0;
}

function isAtMargin(tokens: RawTokens, at: number): boolean {
  return ((tokens.flags[at] as number) & (F_LINE_START | F_SPACE_BEFORE)) === F_LINE_START;
}
