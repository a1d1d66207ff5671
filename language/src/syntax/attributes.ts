import {K_LAST, 
  keywordId, P_COMMA, P_LPAREN, P_RPAREN,
} from '../lexer/spellings.ts'; // biome-ignore format: a list
import type { CType, IntegerType } from '../types/types.ts';
import { constantNumber } from '../typing/constant.ts';
import type { Expression } from './ast.ts';
import { parseAssignment, parseConditional } from './expressions.ts';
import type { Parser } from './parser.ts';
import type { LinkNames, Sym } from './symbols.ts';
import { isTypeStart, parseTypeName } from './type-names.ts';

const K_ATTRIBUTE = keywordId('__attribute__');
const K_ATTRIBUTE_SHORT = keywordId('__attribute');
const K_ALIGNAS = keywordId('_Alignas');

/** The attributes that change a type, a layout, or what a variable's end does. */
export class Attributes {
  packed = false;
  /** Bytes; 0 for none. */
  alignBytes = 0;
  /** From `_Alignas` alone, bytes; attributes before an anonymous record mean nothing, it does. */
  alignasBytes = 0;
  mode: string | undefined;
  /** An attribute that changes layouts in a way that we do not follow. */
  unknownLayout: string | undefined;
  vectorBytes = 0;
  transparent = false;
  cleanup: Sym | undefined;
  link: LinkNames | undefined;
  /** Expressions written inside attributes. */
  expressions: Expression[] | undefined;
}

export function atAttribute(p: Parser): boolean {
  return p.tok === K_ATTRIBUTE || p.tok === K_ATTRIBUTE_SHORT || p.tok === K_ALIGNAS;
}

/** What most declarations have; it is never written to. */
export const NO_ATTRIBUTES: Attributes = Object.freeze(new Attributes());

/** Any number of `__attribute__((…))` and `_Alignas(…)`, added to those that were read before. */
export function parseAttributes(p: Parser, before: Attributes): Attributes {
  if (!atAttribute(p)) return before;
  const into = before === NO_ATTRIBUTES ? new Attributes() : before;
  while (atAttribute(p)) {
    if (p.tok === K_ALIGNAS) parseAlignas(p, into);
    else parseAttributeList(p, into);
  }
  return into;
}

/** A copy that further attributes may be added to. */
export function copyOfAttributes(attributes: Attributes): Attributes {
  if (attributes === NO_ATTRIBUTES) return attributes;
  const copy = new Attributes();
  copy.packed = attributes.packed;
  copy.alignBytes = attributes.alignBytes;
  return copy;
}

function parseAlignas(p: Parser, into: Attributes): void {
  p.advance();
  if (!p.expect(P_LPAREN)) return;
  const bytes = isTypeStart(p)
    ? p.layouts.memberAlignBytes(parseTypeName(p).type)
    : parseNumber(p, into);
  into.alignBytes = Math.max(into.alignBytes, bytes ?? 0);
  into.alignasBytes = Math.max(into.alignasBytes, bytes ?? 0);
  p.expect(P_RPAREN);
}

function parseNumber(p: Parser, into: Attributes): number | undefined {
  const expression = parseConditional(p);
  into.expressions ??= [];
  into.expressions.push(expression);
  return constantNumber(p, expression);
}

function parseAttributeList(p: Parser, into: Attributes): void {
  p.advance();
  if (!p.expect(P_LPAREN) || !p.expect(P_LPAREN)) return;
  while (!p.atEnd && p.tok !== P_RPAREN) {
    if (p.tok !== P_COMMA) parseAttribute(p, into);
    if (!p.accept(P_COMMA)) break;
  }
  if (!p.expect(P_RPAREN) || !p.expect(P_RPAREN)) p.skipToEnd();
}

/** gnu-attribute := name | name '(' arguments ')'. Names may stand between double underscores. */
function parseAttribute(p: Parser, into: Attributes): void {
  const name = attributeName(p, p.tok);
  p.advance();
  if (p.tok !== P_LPAREN) {
    applyPlain(p, name, into);
    return;
  }
  const open = p.pos;
  p.advance();
  if (!applyWithArguments(p, name, into)) {
    p.seek(open);
    p.skipBalanced();
    return;
  }
  p.expect(P_RPAREN);
}

/** The name without its double underscores. */
function attributeName(p: Parser, id: number): string {
  const known = p.attributeNames[id];
  if (known !== undefined) return known;
  const name = p.interner.text(id).replace(/^__(.*)__$/, '$1');
  p.attributeNames[id] = name;
  return name;
}

function applyPlain(p: Parser, name: string, into: Attributes): void {
  if (name === 'packed') into.packed = true;
  else if (name === 'aligned') into.alignBytes = p.options.target.biggestAlignmentBytes;
  else if (name === 'ms_struct') into.unknownLayout = name;
  else if (name === 'transparent_union') into.transparent = true;
  else if (name === 'weak') into.link = { ...into.link, weak: true };
  else if (name === 'constructor') into.link = { ...into.link, runsBefore: NO_PRIORITY };
  else if (name === 'destructor') into.link = { ...into.link, runsAfter: NO_PRIORITY };
}

/** False when the arguments mean nothing to us; the caller skips them. */
function applyWithArguments(p: Parser, name: string, into: Attributes): boolean {
  switch (name) {
    case 'aligned':
      into.alignBytes = Math.max(into.alignBytes, parseNumber(p, into) ?? 0);
      return true;
    case 'vector_size':
      into.vectorBytes = parseNumber(p, into) ?? 0;
      return true;
    case 'mode':
      into.mode = p.interner.text(p.tok).replace(/^__(.*)__$/, '$1');
      p.advance();
      return true;
    case 'cleanup':
      into.cleanup = p.scope.symbol(p.tok);
      p.advance();
      return true;
    case 'scalar_storage_order':
      into.unknownLayout = name;
      return false;
    case 'alloc_size':
    case 'format':
    case 'section':
      return false;
    case 'alias':
    case 'weakref':
      return readAlias(p, into);
    case 'constructor':
      into.link = { ...into.link, runsBefore: parseNumber(p, into) ?? NO_PRIORITY };
      return true;
    case 'destructor':
      into.link = { ...into.link, runsAfter: parseNumber(p, into) ?? NO_PRIORITY };
      return true;
    default:
      return skipOrParse(p, into);
  }
}

/** Constructors without a priority come last. */
const NO_PRIORITY = 65535;

function readAlias(p: Parser, into: Attributes): boolean {
  const text = p.interner.text(p.tok);
  if (!text.startsWith('"')) return false;
  into.link = { ...into.link, alias: text.slice(1, -1) };
  p.advance();
  return p.tok === P_RPAREN;
}

/** Arguments of other attributes are checked expressions when they begin like one (`assume_aligned(n)`). */
function skipOrParse(p: Parser, into: Attributes): boolean {
  if (p.tok === P_RPAREN) return true;
  if (p.tok <= K_LAST || p.scope.symbol(p.tok) === undefined) return false;
  do {
    into.expressions ??= [];
    into.expressions.push(parseAssignment(p));
  } while (p.accept(P_COMMA));
  return p.tok === P_RPAREN;
}

/** The type that `mode(…)` and `vector_size(…)` make of a type. */
export function applyTypeAttributes(p: Parser, type: CType, attributes: Attributes): CType {
  const moded = attributes.mode === undefined ? type : modeType(p, type, attributes.mode);
  return attributes.vectorBytes > 0
    ? { kind: 'vector', element: moded, sizeBytes: attributes.vectorBytes }
    : moded;
}

/** gcc's machine modes: the size decides, the signedness stays (gcc internals, Machine Modes). */
function modeType(p: Parser, type: CType, mode: string): CType {
  const { types } = p;
  const floats: Record<string, CType> = {
    HF: types.float16,
    SF: types.float,
    DF: types.double,
    XF: types.ldouble,
    TF: types.float128,
  };
  if (floats[mode]) return floats[mode];
  const signed = type.kind !== 'integer' || type.signed;
  const pick = (s: IntegerType, u: IntegerType) => (signed ? s : u);
  const word = p.options.target.pointerSizeBytes === 8 ? 'DI' : 'SI';
  const name =
    mode === 'word' || mode === 'pointer' || mode === 'unwind_word'
      ? word
      : mode === 'byte'
        ? 'QI'
        : mode;
  const long64 = types.long.sizeBytes === 8;
  switch (name) {
    case 'QI': return pick(types.schar, types.uchar);
    case 'HI': return pick(types.short, types.ushort);
    case 'SI': return pick(types.int, types.uint);
    case 'DI': return long64 ? pick(types.long, types.ulong) : pick(types.llong, types.ullong);
    case 'TI': return pick(types.int128, types.uint128);
    default: return type;
  } // biome-ignore format: a table
}
