/**
 * Integer constant expressions, C11 6.6, with what gcc folds besides (offsetof, builtins on
 * constants, addresses cast to integers where they do not matter). Undefined: not constant to us.
 */
import {
  P_AMP, P_ANDAND, P_CARET, P_EQ, P_GE, P_GT, P_LE, P_LT, P_MINUS, P_NE, P_OROR, P_PERCENT, P_PIPE, P_PLUS, P_SHL, P_SHR, P_SLASH, P_STAR,
} from '../lexer/spellings.ts'; // biome-ignore format: a list
import type { Expression } from '../syntax/ast.ts';
import type { Parser } from '../syntax/parser.ts';
import { type CType, type IntegerType, resolve } from '../types/types.ts';
import { asInteger, compatible, precisionBits, usualConversions } from './arithmetic.ts';
import { constantBuiltinCall } from './constant-builtins.ts';
import { offsetofBytes } from './offsetof.ts';

/** What an evaluation needs: the layouts, the builtin types, the names. The parser is one. */
export type ConstantContext = Pick<Parser, 'layouts' | 'types' | 'interner' | 'stream'>;

/** The value as a JavaScript number, for lengths and widths. */
export function constantNumber(c: ConstantContext, expression: Expression): number | undefined {
  const value = constantValue(c, expression);
  return value === undefined ? undefined : Number(value);
}

/** The value, wrapped to the expression's type. */
export function constantValue(c: ConstantContext, e: Expression): bigint | undefined {
  switch (e.kind) {
    case 'integer':
      return e.value;
    case 'identifier':
      return e.symbol?.kind === 'enumerator' ? e.symbol.value : undefined;
    case 'unary':
      return unaryValue(c, e);
    case 'binary':
      return binaryValue(c, e);
    case 'conditional':
      return conditionalValue(c, e);
    case 'cast':
      return castValue(c, e);
    case 'sizeof':
      return sizeofValue(c, e);
    case 'offsetof':
      return asBigint(offsetofBytes(c, e));
    case 'generic':
      return e.chosen && constantValue(c, e.chosen.expression);
    case 'choose':
      return e.chosen && constantValue(c, e.chosen);
    case 'typesCompatible':
      return compatible(c.layouts, e.left.type, e.right.type) ? 1n : 0n;
    case 'call':
      return constantBuiltinCall(c, e);
    default:
      return undefined;
  }
}

function asBigint(value: number | undefined): bigint | undefined {
  // An offset in a record with a member of unknown size is no number.
  return value === undefined || !Number.isFinite(value) ? undefined : BigInt(value);
}

/** Wraps to an integer type, C11 6.3.1.3 (gcc: modulo also when signed). */
export function wrap(value: bigint, type: IntegerType): bigint {
  if (type.rank === 0) return value === 0n ? 0n : 1n;
  const bits = precisionBits(type);
  return type.signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

function wrapTo(value: bigint, type: CType): bigint {
  const integer = asInteger(type);
  return integer ? wrap(value, integer) : value;
}

function unaryValue(c: ConstantContext, e: Expression & { kind: 'unary' }): bigint | undefined {
  if (e.operator === '&') return addressValue(c, e.operand);
  const value = constantValue(c, e.operand);
  if (value === undefined) return e.operator === '!' ? notAddress(e.operand) : undefined;
  switch (e.operator) {
    case '+': return wrapTo(value, e.type);
    case '-': return wrapTo(-value, e.type);
    case '~': return wrapTo(~value, e.type);
    case '!': return value === 0n ? 1n : 0n;
    default: return undefined;
  } // biome-ignore format: a table
}

/** `!"text"` and the like: an address is not null. */
function notAddress(e: Expression): bigint | undefined {
  return e.kind === 'string' ? 0n : undefined;
}

/** `&((struct page *)0)->lru`: the offset, as the old spelling of offsetof wants it. */
function addressValue(c: ConstantContext, e: Expression): bigint | undefined {
  if (e.kind === 'unary' && e.operator === '*') return constantValue(c, e.operand);
  if (e.kind === 'index') return indexAddress(c, e);
  if (e.kind !== 'member' || e.path.length === 0) return undefined;
  const base = e.arrow ? constantValue(c, e.object) : addressValue(c, e.object);
  const offsetBits = c.layouts.pathOffsetBits(e.record, e.path);
  return base === undefined || offsetBits === undefined ? undefined : base + BigInt(offsetBits / 8);
}

function indexAddress(c: ConstantContext, e: Expression & { kind: 'index' }): bigint | undefined {
  const object =
    resolve(e.object.type).kind === 'array'
      ? addressValue(c, e.object)
      : constantValue(c, e.object);
  const index = constantValue(c, e.index);
  const size = c.layouts.sizeBytes(e.type);
  return object === undefined || index === undefined || size === undefined
    ? undefined
    : object + index * BigInt(size);
}

function conditionalValue(
  c: ConstantContext,
  e: Expression & { kind: 'conditional' },
): bigint | undefined {
  const condition = constantValue(c, e.condition);
  if (condition === undefined) return undefined;
  const arm = condition === 0n ? e.otherwise : (e.then ?? e.condition);
  const value = constantValue(c, arm);
  return value === undefined ? undefined : wrapTo(value, e.type);
}

function castValue(c: ConstantContext, e: Expression & { kind: 'cast' }): bigint | undefined {
  if (e.operand.kind === 'float') return BigInt(Math.trunc(e.operand.value));
  const value = constantValue(c, e.operand);
  if (value === undefined) return undefined;
  const to = resolve(e.type);
  if (to.kind === 'pointer') return BigInt.asUintN(8 * c.layouts.target.pointerSizeBytes, value);
  const integer = asInteger(to);
  return integer ? wrap(value, integer) : undefined;
}

function sizeofValue(c: ConstantContext, e: Expression & { kind: 'sizeof' }): bigint | undefined {
  const type = e.typeName?.type ?? e.operand?.type;
  if (type === undefined) return undefined;
  if (e.alignof) return BigInt(alignofBytes(c, e, type));
  const t = resolve(type);
  if (t.kind === 'void' || t.kind === 'function') return 1n;
  return asBigint(c.layouts.sizeBytes(type));
}

/** `__alignof__` of a member or variable answers for the declaration, `_Alignof` caps as in a record. */
function alignofBytes(c: ConstantContext, e: Expression & { kind: 'sizeof' }, type: CType): number {
  const operand = e.operand;
  const minimal = c.interner.text(c.stream.ids[e.token] as number) === '_Alignof';
  const natural = minimal ? c.layouts.memberAlignBytes(type) : c.layouts.alignBytes(type);
  if (operand?.kind === 'member') {
    const member = operand.path[operand.path.length - 1];
    return Math.max(member?.packed ? 1 : natural, member?.alignBytes ?? 0);
  }
  if (operand?.kind === 'identifier' && operand.symbol && 'alignBytes' in operand.symbol)
    return Math.max(natural, operand.symbol.alignBytes);
  return natural;
}

function binaryValue(c: ConstantContext, e: Expression & { kind: 'binary' }): bigint | undefined {
  const left = constantValue(c, e.left);
  if (e.operator === P_ANDAND) return left === 0n ? 0n : logical(left, constantValue(c, e.right));
  if (e.operator === P_OROR)
    return left !== undefined && left !== 0n ? 1n : logical(left, constantValue(c, e.right));
  const right = constantValue(c, e.right);
  if (left === undefined || right === undefined) return undefined;
  if (resolve(e.left.type).kind === 'pointer') return pointerValue(c, e, left, right);
  const shift = e.operator === P_SHL || e.operator === P_SHR;
  const common = comparisonType(c, e);
  const a = wrapTo(left, shift ? e.type : common);
  const b = shift ? right : wrapTo(right, common);
  const value = compute(e.operator, a, b);
  return value === undefined ? undefined : wrapTo(value, e.type);
}

/** The second operand of `&&` and `||` decides, once the first one does not. */
function logical(left: bigint | undefined, right: bigint | undefined): bigint | undefined {
  if (left === undefined || right === undefined) return undefined;
  return right === 0n ? 0n : 1n;
}

function comparisonType(c: ConstantContext, e: Expression & { kind: 'binary' }): CType {
  const isComparison = e.operator >= P_LT && e.operator <= P_NE;
  return isComparison ? usualConversions(c.types, e.left.type, e.right.type) : e.type;
}

function pointerValue(
  c: ConstantContext,
  e: Expression & { kind: 'binary' },
  left: bigint,
  right: bigint,
): bigint | undefined {
  const pointer = resolve(e.left.type);
  const size = pointer.kind === 'pointer' ? BigInt(c.layouts.sizeBytes(pointer.pointee) ?? 1) : 1n;
  if (e.operator === P_PLUS) return left + right * size;
  if (e.operator === P_MINUS)
    return resolve(e.right.type).kind === 'pointer'
      ? (left - right) / (size || 1n)
      : left - right * size;
  return compute(e.operator, left, right);
}

function compute(operator: number, a: bigint, b: bigint): bigint | undefined {
  switch (operator) {
    case P_STAR: return a * b;
    case P_SLASH: return b === 0n ? undefined : a / b;
    case P_PERCENT: return b === 0n ? undefined : a % b;
    case P_PLUS: return a + b;
    case P_MINUS: return a - b;
    case P_SHL: return b < 0n || b > 128n ? undefined : a << b;
    case P_SHR: return b < 0n || b > 128n ? undefined : a >> b;
    case P_LT: return a < b ? 1n : 0n;
    case P_GT: return a > b ? 1n : 0n;
    case P_LE: return a <= b ? 1n : 0n;
    case P_GE: return a >= b ? 1n : 0n;
    case P_EQ: return a === b ? 1n : 0n;
    case P_NE: return a !== b ? 1n : 0n;
    case P_AMP: return a & b;
    case P_CARET: return a ^ b;
    case P_PIPE: return a | b;
    default: return undefined;
  } // biome-ignore format: a table
}
