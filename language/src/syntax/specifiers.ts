import {
  K_FIRST,
  K_LAST,
  KEYWORDS,
  keywordId,
  P_LPAREN,
  P_RPAREN,
  P_STAR,
} from '../lexer/spellings.ts';
import { T_IDENTIFIER } from '../lexer/token-stream.ts';
import {
  type CType,
  ERROR,
  Q_ATOMIC,
  Q_CONST,
  Q_RESTRICT,
  Q_VOLATILE,
  qualify,
  unqualified,
  VOID,
} from '../types/types.ts';
import type { Expression } from './ast.ts';
import {
  type Attributes,
  applyTypeAttributes,
  NO_ATTRIBUTES,
  parseAttributes,
} from './attributes.ts';
import { declareOpenParameters } from './declarators.ts';
import { parseEnum } from './enums.ts';
import { parseExpression } from './expressions.ts';
import type { Parser } from './parser.ts';
import { parseRecord } from './records.ts';
import type { Storage } from './symbols.ts';
import { isTypeStart, parseTypeName } from './type-names.ts';
import { isDeclared } from './visibility.ts';

/** What stands before the declarators: `static inline const struct page`. */
export interface Specifiers {
  type: CType;
  storage: Storage;
  inline: boolean;
  /** `__auto_type`: the initialiser decides the type. */
  auto: boolean;
  /** False when only storage or qualifiers were written. */
  hasType: boolean;
  attributes: Attributes;
  expressions: Expression[];
  startToken: number;
}

const S_NONE = 0;
const S_STORAGE = 1;
const S_QUALIFIER = 2;
const S_BASIC = 3;
const S_RECORD = 4;
const S_ENUM = 5;
const S_TYPEOF = 6;
const S_AUTO = 7;
const S_INLINE = 8;
const S_IGNORED = 9;
const S_ATTRIBUTE = 10;
const S_VA_LIST = 11;

const CLASSES: Record<string, number> = {
  typedef: S_STORAGE, extern: S_STORAGE, static: S_STORAGE, auto: S_STORAGE, register: S_STORAGE,
  const: S_QUALIFIER, __const: S_QUALIFIER, __const__: S_QUALIFIER, volatile: S_QUALIFIER, __volatile: S_QUALIFIER,
  __volatile__: S_QUALIFIER, restrict: S_QUALIFIER, __restrict: S_QUALIFIER, __restrict__: S_QUALIFIER, _Atomic: S_QUALIFIER,
  void: S_BASIC, char: S_BASIC, short: S_BASIC, int: S_BASIC, long: S_BASIC, signed: S_BASIC, __signed: S_BASIC,
  __signed__: S_BASIC, unsigned: S_BASIC, float: S_BASIC, double: S_BASIC, _Bool: S_BASIC, _Complex: S_BASIC,
  __complex__: S_BASIC, __complex: S_BASIC, __int128: S_BASIC, __int128_t: S_BASIC, __uint128_t: S_BASIC,
  _Float16: S_BASIC, _Float32: S_BASIC, _Float64: S_BASIC, _Float128: S_BASIC, __float128: S_BASIC, _Float32x: S_BASIC, _Float64x: S_BASIC,
  struct: S_RECORD, union: S_RECORD, enum: S_ENUM,
  typeof: S_TYPEOF, __typeof: S_TYPEOF, __typeof__: S_TYPEOF, typeof_unqual: S_TYPEOF, __typeof_unqual: S_TYPEOF, __typeof_unqual__: S_TYPEOF,
  __auto_type: S_AUTO, inline: S_INLINE, __inline: S_INLINE, __inline__: S_INLINE, _Noreturn: S_IGNORED,
  __thread: S_IGNORED, _Thread_local: S_IGNORED, __extension__: S_IGNORED, __seg_gs: S_IGNORED, __seg_fs: S_IGNORED,
  __attribute__: S_ATTRIBUTE, __attribute: S_ATTRIBUTE, _Alignas: S_ATTRIBUTE, __builtin_va_list: S_VA_LIST,
}; // biome-ignore format: a table

const CLASS_OF = new Uint8Array(K_LAST + 1);
for (const [i, spelling] of KEYWORDS.entries()) CLASS_OF[K_FIRST + i] = CLASSES[spelling] ?? S_NONE;

const QUALIFIER_OF = new Uint8Array(K_LAST + 1);
for (const [i, spelling] of KEYWORDS.entries()) {
  if (CLASSES[spelling] !== S_QUALIFIER) continue;
  const bare = spelling.replaceAll('_', '');
  QUALIFIER_OF[K_FIRST + i] =
    { const: Q_CONST, volatile: Q_VOLATILE, restrict: Q_RESTRICT, Atomic: Q_ATOMIC }[bare] ?? 0;
}

/** True when a keyword or a typedef name begins a declaration here. */
export function isSpecifier(p: Parser, id: number): boolean {
  if (id <= K_LAST) return CLASS_OF[id] !== S_NONE;
  return p.scope.symbol(id)?.kind === 'typedef';
}

/** A name that nothing declares, where only a type makes sense: in front of a name or a star. */
export function isUnknownType(p: Parser): boolean {
  if (!p.atName) return false;
  const next = p.peek();
  const isBeforeName = next > K_LAST && p.peekKind() === T_IDENTIFIER;
  return (isBeforeName || next === P_STAR) && p.scope.symbol(p.tok) === undefined;
}

/** The qualifier bit of a keyword, 0 for other tokens. */
export function qualifierOf(id: number): number {
  return id <= K_LAST ? (QUALIFIER_OF[id] as number) : 0;
}

const K_SEG_GS = keywordId('__seg_gs');
const K_SEG_FS = keywordId('__seg_fs');

/** A named address space of x86 (gcc manual): a qualifier that changes neither size nor layout. */
export function isAddressSpace(id: number): boolean {
  return id === K_SEG_GS || id === K_SEG_FS;
}

/** Counts of the basic words seen, since `long unsigned int long` may come in any order. */
class BasicWords {
  long = 0;
  signed = 0;
  unsigned = 0;
  complex = 0;
  base: string | undefined;
  any = false;

  add(word: string): void {
    this.any = true;
    if (word === 'long') this.long++;
    else if (word === 'signed' || word === '__signed' || word === '__signed__') this.signed++;
    else if (word === 'unsigned') this.unsigned++;
    else if (word === '_Complex' || word === '__complex__' || word === '__complex') this.complex++;
    else if (word !== 'int' || this.base === undefined) this.base = word;
  }
}

/**
 * declaration-specifiers, C11 6.7 with GNU extensions. At least one specifier is read when the
 * parser stands at one; the type is int when only storage or qualifiers were written.
 */
export function parseSpecifiers(p: Parser): Specifiers {
  const result: Specifiers = {
    type: ERROR, storage: 'none', inline: false, auto: false, hasType: true, attributes: NO_ATTRIBUTES, expressions: [], startToken: p.pos,
  }; // biome-ignore format: a record
  let type: CType | undefined;
  let words: BasicWords | undefined;
  let qualifiers = 0;
  for (;;) {
    const id = p.tok;
    if (id > K_LAST) {
      if (type !== undefined || words !== undefined || result.auto || !p.atName) break;
      const symbol = p.scope.symbol(id);
      if (symbol?.kind !== 'typedef') {
        if (!isUnknownType(p)) break;
        p.problem(`unknown type name '${p.interner.text(id)}'`);
        type = ERROR;
      } else {
        if (!isDeclared(p, id)) p.problem(`unknown type name '${symbol.name}'`);
        type = symbol.type;
      }
      p.advance();
      continue;
    }
    const cls = CLASS_OF[id];
    if (cls === S_NONE) break;
    switch (cls) {
      case S_STORAGE: result.storage = p.interner.text(id) as Storage; p.advance(); break;
      case S_QUALIFIER: qualifiers |= QUALIFIER_OF[id] as number; p.advance(); type = atomicType(p, id, type); break;
      case S_BASIC: words ??= new BasicWords(); words.add(p.interner.text(id)); p.advance(); break;
      case S_RECORD: type = parseTagged(p, parseRecord, result); break;
      case S_ENUM: type = parseTagged(p, parseEnum, result); break;
      case S_TYPEOF: type = parseTypeof(p, result.expressions); break;
      case S_AUTO: result.auto = true; p.advance(); break;
      case S_INLINE: result.inline = true; p.advance(); break;
      case S_ATTRIBUTE: result.attributes = parseAttributes(p, result.attributes); break;
      case S_VA_LIST: type = vaListType(p); p.advance(); break;
      default: p.advance();
    } // biome-ignore format: a table
  }
  result.hasType = type !== undefined || words !== undefined || result.auto;
  type ??= words === undefined ? p.types.int : basicType(p, words);
  const { attributes } = result;
  if (attributes.expressions) result.expressions.push(...attributes.expressions);
  result.type = qualify(applyTypeAttributes(p, type, attributes), qualifiers);
  return result;
}

/** A struct, union or enum; the expressions inside its braces go to the specifiers'. */
function parseTagged(p: Parser, parse: (p: Parser) => CType, specifiers: Specifiers): CType {
  const outer = p.loose;
  p.loose = specifiers.expressions;
  const type = parse(p);
  p.loose = outer;
  return type;
}

/** `_Atomic(type)`. */
function atomicType(p: Parser, id: number, type: CType | undefined): CType | undefined {
  if (QUALIFIER_OF[id] !== Q_ATOMIC || p.tok !== P_LPAREN) return type;
  p.advance();
  const inner = parseTypeName(p).type;
  p.expect(P_RPAREN);
  return inner;
}

function basicType(p: Parser, words: BasicWords): CType {
  const { types } = p;
  const real = realType(p, words);
  if (words.complex === 0 || (real.kind !== 'integer' && real.kind !== 'float')) return real;
  const bare = words.base === undefined && words.long === 0 && words.signed + words.unsigned === 0;
  return { kind: 'complex', element: bare ? types.double : real };
}

function realType(p: Parser, words: BasicWords): CType {
  const { types } = p;
  const unsigned = words.unsigned > 0;
  switch (words.base) {
    case 'void': return VOID;
    case '_Bool': return types.bool;
    case 'char': return unsigned ? types.uchar : words.signed > 0 ? types.schar : types.char;
    case 'short': return unsigned ? types.ushort : types.short;
    case '__int128': return unsigned ? types.uint128 : types.int128;
    case '__int128_t': return types.int128;
    case '__uint128_t': return types.uint128;
    case 'float': case '_Float32': return types.float;
    case 'double': return words.long > 0 ? types.ldouble : types.double;
    case '_Float64': case '_Float32x': return types.double;
    case '_Float16': return types.float16;
    case '_Float64x': return types.ldouble;
    case '_Float128': case '__float128': return types.float128;
    default:
      if (words.long >= 2) return unsigned ? types.ullong : types.llong;
      if (words.long === 1) return unsigned ? types.ulong : types.long;
      return unsigned ? types.uint : types.int;
  } // biome-ignore format: a table
}

/** typeof '(' expression | type-name ')'; the _unqual forms drop the outermost qualifiers. */
function parseTypeof(p: Parser, expressions: Expression[]): CType {
  const drop = p.interner.text(p.tok).includes('unqual');
  p.advance();
  if (!p.expect(P_LPAREN)) return ERROR;
  declareOpenParameters(p);
  let type: CType;
  if (isTypeStart(p)) {
    const name = parseTypeName(p);
    expressions.push(...name.expressions);
    type = name.type;
  } else {
    const expression = parseExpression(p);
    expressions.push({
      kind: 'unevaluated',
      token: expression.token,
      operand: expression,
      type: expression.type,
    });
    type = expression.type;
  }
  p.expect(P_RPAREN);
  return drop ? unqualified(type) : type;
}

/** `__builtin_va_list` as the target represents it; made once a parser, so that it equals itself. */
function vaListType(p: Parser): CType {
  return p.vaList;
}
