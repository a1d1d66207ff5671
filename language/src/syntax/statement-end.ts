import {
  K_LAST, keywordId, P_COLON, P_LBRACE, P_LBRACKET, P_LPAREN, P_QUESTION, P_RBRACE, P_SEMI,
} from '../lexer/spellings.ts'; // biome-ignore format: a list
import { T_EOF, T_IDENTIFIER, type TokenStream } from '../lexer/token-stream.ts';
import { balancedEnd } from './brackets.ts';

const K_CASE = keywordId('case');
const K_DEFAULT = keywordId('default');
const K_DO = keywordId('do');
const K_ELSE = keywordId('else');
const K_FOR = keywordId('for');
const K_IF = keywordId('if');
const K_SWITCH = keywordId('switch');
const K_WHILE = keywordId('while');

/** Statements in statements, deeper than this, are left to the parser. */
const MAX_NESTING = 100;

/**
 * The token behind the statement that begins at a token (C11 6.8, with what GNU adds), found without
 * parsing it; undefined where brackets do not match, and then only the parser can say.
 */
export function statementEnd(stream: TokenStream, start: number, nesting = 0): number | undefined {
  if (nesting > MAX_NESTING) return undefined;
  const { ids } = stream;
  const at = behindLabels(stream, start);
  if (at === undefined) return undefined;
  switch (ids[at]) {
    case P_LBRACE: return balancedEnd(stream, at);
    case K_IF: return ifEnd(stream, at, nesting);
    case K_DO: return doEnd(stream, at, nesting);
    case K_FOR: case K_SWITCH: case K_WHILE: return controlledEnd(stream, at, nesting);
    default: return semicolonEnd(stream, at);
  } // biome-ignore format: a table
}

/** `name:`, `case 1 ... 3:` and `default:`, any number of them. A label may end a block. */
function behindLabels(stream: TokenStream, start: number): number | undefined {
  const { ids, kinds } = stream;
  for (let at = start; ; ) {
    const id = ids[at] as number;
    const isLabel = id > K_LAST && kinds[at] === T_IDENTIFIER && ids[at + 1] === P_COLON;
    if (isLabel || id === K_DEFAULT) at += 2;
    else if (id === K_CASE) {
      const colon = caseColon(stream, at + 1);
      if (colon === undefined) return undefined;
      at = colon + 1;
    } else return at;
  }
}

/** The colon of a case, past those that belong to `?`. */
function caseColon(stream: TokenStream, start: number): number | undefined {
  const { ids, kinds } = stream;
  let questions = 0;
  for (let at = start; kinds[at] !== T_EOF; ) {
    const id = ids[at] as number;
    if (id === P_COLON && questions-- === 0) return at;
    if (id === P_SEMI || id === P_LBRACE || id === P_RBRACE) return undefined;
    if (id === P_QUESTION) questions++;
    const end = id === P_LPAREN || id === P_LBRACKET ? balancedEnd(stream, at) : at + 1;
    if (end === undefined) return undefined;
    at = end;
  }
  return undefined;
}

/** `for (…) statement` and its like. */
function controlledEnd(stream: TokenStream, at: number, nesting: number): number | undefined {
  const body = stream.ids[at + 1] === P_LPAREN ? balancedEnd(stream, at + 1) : undefined;
  return body === undefined ? undefined : statementEnd(stream, body, nesting + 1);
}

function ifEnd(stream: TokenStream, start: number, nesting: number): number | undefined {
  const { ids } = stream;
  for (let at = start; ; ) {
    const end = controlledEnd(stream, at, nesting);
    if (end === undefined || ids[end] !== K_ELSE) return end;
    // A row of `else if` may be long.
    if (ids[end + 1] !== K_IF) return statementEnd(stream, end + 1, nesting + 1);
    at = end + 1;
  }
}

function doEnd(stream: TokenStream, at: number, nesting: number): number | undefined {
  const body = statementEnd(stream, at + 1, nesting + 1);
  return body !== undefined && stream.ids[body] === K_WHILE
    ? semicolonEnd(stream, body)
    : undefined;
}

function semicolonEnd(stream: TokenStream, start: number): number | undefined {
  const { ids, kinds } = stream;
  for (let at = start; kinds[at] !== T_EOF; ) {
    const id = ids[at] as number;
    if (id === P_SEMI) return at + 1;
    if (id === P_RBRACE) return at > start ? undefined : at;
    const opens = id === P_LPAREN || id === P_LBRACKET || id === P_LBRACE;
    const end = opens ? balancedEnd(stream, at) : at + 1;
    if (end === undefined) return undefined;
    at = end;
  }
  return undefined;
}
