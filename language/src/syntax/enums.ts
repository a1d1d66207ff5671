import { P_ASSIGN, P_COMMA, P_LBRACE, P_RBRACE } from '../lexer/spellings.ts';
import type { CType, EnumType, IntegerType } from '../types/types.ts';
import { constantValue } from '../typing/constant.ts';
import { type Attributes, NO_ATTRIBUTES, parseAttributes } from './attributes.ts';
import { parseConditional } from './expressions.ts';
import type { Parser } from './parser.ts';
import type { EnumeratorSym } from './symbols.ts';

/** enum-specifier, C11 6.7.2.2. */
export function parseEnum(p: Parser): EnumType {
  const keywordToken = p.pos;
  p.advance();
  const attributes = parseAttributes(p, NO_ATTRIBUTES);
  const tagToken = p.atName ? p.pos : undefined;
  const tagId = p.tok;
  if (tagToken !== undefined) p.advance();
  const known =
    tagToken === undefined
      ? undefined
      : p.tok === P_LBRACE
        ? p.scope.tagHere(tagId)
        : p.scope.tag(tagId);
  if (known?.kind === 'enum' && p.tok === P_LBRACE && known.complete)
    p.problem(`redeclaration of 'enum ${known.tag}'`, tagToken);
  const type =
    known?.kind === 'enum' && !(p.tok === P_LBRACE && known.complete)
      ? known
      : makeEnum(p, tagToken, tagId, keywordToken);
  if (p.tok === P_LBRACE) parseEnumerators(p, type, attributes, tagToken ?? keywordToken);
  return type;
}

function makeEnum(
  p: Parser,
  tagToken: number | undefined,
  tagId: number,
  keywordToken: number,
): EnumType {
  const type: EnumType = {
    kind: 'enum', tag: tagToken === undefined ? undefined : p.interner.text(tagId), typedefName: undefined,
    loc: p.loc(tagToken ?? keywordToken), complete: false, packed: false, underlying: p.types.uint,
  }; // biome-ignore format: a record
  if (tagToken !== undefined) p.scope.declareTag(tagId, type);
  return type;
}

function parseEnumerators(p: Parser, type: EnumType, before: Attributes, token: number): void {
  type.loc = p.loc(token);
  p.advance();
  const symbols: EnumeratorSym[] = [];
  let next = 0n;
  while (!p.atEnd && p.tok !== P_RBRACE) {
    const symbol = parseEnumerator(p, type, next);
    if (symbol === undefined) {
      p.skipToSemicolon();
      break;
    }
    next = symbol.value + 1n;
    symbols.push(symbol);
    if (!p.accept(P_COMMA)) break;
  }
  p.expect(P_RBRACE);
  type.packed = parseAttributes(p, before).packed;
  completeEnum(p, type, symbols);
}

function parseEnumerator(p: Parser, owner: EnumType, next: bigint): EnumeratorSym | undefined {
  if (!p.atName) {
    p.problem(`expected an enumerator before ${p.describe()}`);
    return undefined;
  }
  const nameId = p.tok;
  const token = p.pos;
  p.advance();
  parseAttributes(p, NO_ATTRIBUTES);
  const value = p.accept(P_ASSIGN) ? (parseValue(p) ?? next) : next;
  if (p.scope.symbolHere(nameId) !== undefined)
    p.problem(`redeclaration of '${p.interner.text(nameId)}'`, token);
  const symbol: EnumeratorSym = {
    kind: 'enumerator', nameId, name: p.interner.text(nameId), type: enumeratorType(p, value), value, owner, loc: p.loc(token), token,
    local: p.scope.depth > 0,
  }; // biome-ignore format: a record
  p.scope.declare(nameId, symbol);
  return symbol;
}

function parseValue(p: Parser): bigint | undefined {
  const expression = parseConditional(p);
  p.loose.push(expression);
  const value = constantValue(p, expression);
  if (value === undefined && expression.kind !== 'error')
    p.problem('an enumerator needs a constant value', expression.token);
  return value;
}

/** int where it fits; gcc widens an enumerator whose value does not. */
function enumeratorType(p: Parser, value: bigint): CType {
  const { types } = p;
  return (
    [types.int, types.uint, types.long, types.ulong, types.llong].find((t) => fits(value, t)) ??
    types.ullong
  );
}

export function fits(value: bigint, type: IntegerType): boolean {
  const bits = BigInt(type.sizeBytes * 8);
  const low = type.signed ? -(1n << (bits - 1n)) : 0n;
  const high = type.signed ? (1n << (bits - 1n)) - 1n : (1n << bits) - 1n;
  return value >= low && value <= high;
}

/**
 * gcc's choice (finish_enum): unsigned int, or int when a value is negative, wider when they do not
 * fit, the narrowest when packed. An enumerator is an int where its value fits, else of the enum's type
 * (gcc up to 12 and clang; gcc 13 gives all of them the enum's type once one does not fit).
 */
function completeEnum(p: Parser, type: EnumType, symbols: readonly EnumeratorSym[]): void {
  const { types } = p;
  let low = 0n;
  let high = 0n;
  for (const s of symbols) {
    if (s.value < low) low = s.value;
    if (s.value > high) high = s.value;
  }
  const wide =
    low < 0n ? [types.int, types.long, types.llong] : [types.uint, types.ulong, types.ullong];
  const narrow = low < 0n ? [types.schar, types.short] : [types.uchar, types.ushort];
  const candidates = type.packed ? [...narrow, ...wide] : wide;
  type.underlying = candidates.find((t) => fits(low, t) && fits(high, t)) ?? types.ullong;
  type.complete = true;
  for (const s of symbols) if (!fits(s.value, types.int)) s.type = type.underlying;
}
