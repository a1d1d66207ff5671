import type { Interner } from '../lexer/interner.ts';
import {
  P_ADD_ASSIGN,
  P_AMP,
  P_AND_ASSIGN,
  P_ANDAND,
  P_ARROW,
  P_ASSIGN,
  P_CARET,
  P_COLON,
  P_DEC,
  P_DIV_ASSIGN,
  P_DOT,
  P_ELLIPSIS,
  P_EQ,
  P_GE,
  P_GT,
  P_HASH,
  P_HASHHASH,
  P_INC,
  P_LE,
  P_LT,
  P_MINUS,
  P_MOD_ASSIGN,
  P_MUL_ASSIGN,
  P_NOT,
  P_OR_ASSIGN,
  P_OROR,
  P_PERCENT,
  P_PIPE,
  P_PLUS,
  P_SHL,
  P_SHL_ASSIGN,
  P_SHR,
  P_SHR_ASSIGN,
  P_SLASH,
  P_STAR,
  P_SUB_ASSIGN,
} from '../lexer/spellings.ts';
import {
  F_LINE_START,
  F_SPACE_BEFORE,
  T_CHARACTER,
  T_EOF,
  T_IDENTIFIER,
  T_NUMBER,
  T_OTHER,
  T_PUNCTUATOR,
  T_STRING,
  type TokenStream,
} from '../lexer/token-stream.ts';
import type { PragmaTable } from './pragmas.ts';
import { spellingOf } from './spelling.ts';

/** What of a unit is printed: a Preprocessor has it all. */
export interface PrintableUnit {
  readonly tokens: TokenStream;
  readonly pragmas: PragmaTable;
  readonly sources: { readonly interner: Interner };
}

/**
 * The text of a unit, as `gcc -E -P` prints it but for its line breaks: lexing it again gives the same
 * tokens. #pragma and #ident have lines of their own.
 */
export function printTokens(unit: PrintableUnit): string {
  const { tokens, pragmas } = unit;
  const { interner } = unit.sources;
  const parts: string[] = [];
  let pragma = 0;
  let previous = -1;
  for (let i = 0; i < tokens.length; i++) {
    while (pragma < pragmas.length && pragmas.outputIndex(pragma) <= i) {
      parts.push(previous >= 0 ? '\n' : '', pragmaLine(pragmas, pragma++, interner), '\n');
      previous = -1;
    }
    if (tokens.kinds[i] === T_EOF) break;
    const flags = tokens.flags[i] as number;
    if (previous >= 0 && flags & F_LINE_START) {
      parts.push('\n');
      previous = -1;
    }
    if (needsSpace(tokens, previous, i)) parts.push(' ');
    const spelling = spellingOf(interner, tokens.ids[i] as number, flags);
    parts.push(tokens.kinds[i] === T_IDENTIFIER ? inAscii(spelling) : spelling);
    previous = i;
  }
  if (previous >= 0) parts.push('\n');
  return parts.join('');
}

/** gcc 12 prints the letters of identifiers that are not ASCII as universal character names. */
function inAscii(identifier: string): string {
  if (!/[^\w$]/.test(identifier)) return identifier;
  const named = (code: number): string => `\\U${code.toString(16).padStart(8, '0')}`;
  return identifier
    .replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/g, (_, short, long) =>
      named(Number.parseInt(short ?? long, 16)),
    )
    .replace(/\P{ASCII}/gu, (letter) => named(letter.codePointAt(0) as number));
}

function pragmaLine(pragmas: PragmaTable, entry: number, interner: Interner): string {
  const { tokens } = pragmas;
  let line = '#';
  for (let i = pragmas.start(entry); i < pragmas.end(entry); i++) {
    const flags = tokens.flags[i] as number;
    if (flags & F_SPACE_BEFORE && line !== '#') line += ' ';
    line += spellingOf(interner, tokens.ids[i] as number, flags);
  }
  return line;
}

function needsSpace(tokens: TokenStream, previous: number, at: number): boolean {
  const flags = tokens.flags[at] as number;
  if (previous < 0) {
    // A `#` that a macro made must not begin a line.
    const isHash = tokens.kinds[at] === T_PUNCTUATOR && tokens.ids[at] === P_HASH;
    return isHash || (flags & F_SPACE_BEFORE) !== 0;
  }
  return (flags & F_SPACE_BEFORE) !== 0 || wouldJoin(tokens, previous, at);
}

/** Punctuators that, as the second of two, may make a longer one of the first. */
const JOINS: ReadonlyMap<number, readonly number[]> = new Map([
  [P_GT, [P_GT]],
  [P_LT, [P_LT, P_PERCENT, P_COLON]],
  [P_PLUS, [P_PLUS]],
  [P_MINUS, [P_MINUS, P_GT]],
  [P_SLASH, [P_SLASH, P_STAR]],
  [P_COLON, [P_COLON, P_GT]],
  [P_AMP, [P_AMP]],
  [P_PIPE, [P_PIPE]],
  [P_PERCENT, [P_GT, P_COLON, P_PERCENT]],
  [P_HASH, [P_HASH]],
  [P_DOT, [P_DOT, P_PERCENT]],
]);
/** Punctuators that take an `=`. */
const TAKES_ASSIGN: ReadonlySet<number> = new Set([
  P_ASSIGN,
  P_NOT,
  P_GT,
  P_LT,
  P_PLUS,
  P_MINUS,
  P_STAR,
  P_SLASH,
  P_PERCENT,
  P_AMP,
  P_PIPE,
  P_CARET,
  P_SHL,
  P_SHR,
]);

/** True when two tokens side by side would be read as others (cpplib's cpp_avoid_paste). */
function wouldJoin(tokens: TokenStream, left: number, right: number): boolean {
  const leftKind = tokens.kinds[left] as number;
  const rightKind = tokens.kinds[right] as number;
  const rightId = tokens.ids[right] as number;
  if (leftKind === T_IDENTIFIER || leftKind === T_NUMBER) {
    if (rightKind === T_PUNCTUATOR) {
      if (leftKind === T_IDENTIFIER) return false;
      return [P_DOT, P_PLUS, P_MINUS].some((first) => startsLike(rightId, first));
    }
    return rightKind !== T_EOF;
  }
  if (leftKind === T_OTHER) return true;
  if (leftKind === T_STRING || leftKind === T_CHARACTER) return rightKind === T_IDENTIFIER;
  const leftId = tokens.ids[left] as number;
  if (rightKind === T_NUMBER) return leftId === P_DOT;
  if (rightKind !== T_PUNCTUATOR) return false;
  if (startsLike(rightId, P_ASSIGN) && TAKES_ASSIGN.has(leftId)) return true;
  return beginsJoin(leftId, rightId);
}

function beginsJoin(leftId: number, rightId: number): boolean {
  const partners = JOINS.get(leftId);
  return partners?.some((partner) => startsLike(rightId, partner)) ?? false;
}

/** The punctuators that begin with the same character, by the one that is nothing else. */
const FAMILY: ReadonlyMap<number, number> = new Map([
  ...[P_SHL, P_LE, P_SHL_ASSIGN].map((id) => [id, P_LT] as const),
  ...[P_SHR, P_GE, P_SHR_ASSIGN].map((id) => [id, P_GT] as const),
  ...[P_ARROW, P_DEC, P_SUB_ASSIGN].map((id) => [id, P_MINUS] as const),
  ...[P_INC, P_ADD_ASSIGN].map((id) => [id, P_PLUS] as const),
  ...[P_ANDAND, P_AND_ASSIGN].map((id) => [id, P_AMP] as const),
  ...[P_OROR, P_OR_ASSIGN].map((id) => [id, P_PIPE] as const),
  [P_ELLIPSIS, P_DOT],
  [P_MOD_ASSIGN, P_PERCENT],
  [P_DIV_ASSIGN, P_SLASH],
  [P_MUL_ASSIGN, P_STAR],
  [P_EQ, P_ASSIGN],
  [P_HASHHASH, P_HASH],
]);

function startsLike(id: number, first: number): boolean {
  return id === first || FAMILY.get(id) === first;
}
