import {
  P_AMP, P_EQ, P_GE, P_GT, P_LE, P_LT, P_MINUS, P_NE, P_PIPE, P_PLUS, P_SHL, P_SHR, P_SLASH, P_STAR,
} from '../../../language/src/lexer/spellings.ts'; // biome-ignore format: a list
import type { BinaryExpression } from '../../../language/src/syntax/ast.ts';
import { resolve } from '../../../language/src/types/types.ts';
import { numberValue, UNKNOWN, type Value } from './path-state.ts';
import type { TableTypes } from './table-types.ts';

/** Masks below this ask for bits within a page; the largest page is 256 KiB. */
const LOW_BITS = 1n << 18n;

/** True for a value that is 0, or NULL. */
export function isZero(value: Value): boolean {
  return value.kind === 'number' && value.value === 0n;
}

/** The value of an operation on two known numbers. */
export function compute(e: BinaryExpression, a: bigint, b: bigint): Value {
  switch (e.operator) {
    case P_PLUS: return numberValue(a + b);
    case P_MINUS: return numberValue(a - b);
    case P_AMP: return numberValue(a & b);
    case P_PIPE: return numberValue(a | b);
    case P_SHL: return b >= 0n && b < 64n ? numberValue(a << b) : UNKNOWN;
    case P_EQ: return numberValue(a === b ? 1n : 0n);
    case P_NE: return numberValue(a !== b ? 1n : 0n);
    case P_LT: return numberValue(a < b ? 1n : 0n);
    case P_GT: return numberValue(a > b ? 1n : 0n);
    case P_LE: return numberValue(a <= b ? 1n : 0n);
    case P_GE: return numberValue(a >= b ? 1n : 0n);
    default: return UNKNOWN;
  } // biome-ignore format: a table
}

/**
 * Addresses computed from an object's belong to it: conversions between addresses, frames and pages
 * are arithmetic. A descriptor's neighbour is another page's.
 */
export function arithmetic(types: TableTypes, e: BinaryExpression, a: Value, b: Value): Value {
  const [object, operand, other] = a.kind === 'object' ? [a, e.left, b] : [b, e.right, a];
  if (object.kind !== 'object' || other.kind === 'object') return UNKNOWN;
  // From an address to the number of its frame and on to its descriptor, one size after the other.
  if (e.operator === P_SLASH || e.operator === P_STAR) return { ...object, form: 'frame' };
  if (e.operator === P_SHR) return { ...object, form: 'frame' };
  if (e.operator === P_SHL) return { ...object, form: 'address' };
  if (e.operator === P_AMP || e.operator === P_PIPE) return masked(object, other);
  if (e.operator !== P_PLUS && e.operator !== P_MINUS) return UNKNOWN;
  if (isZero(other)) return object;
  const isPointer = resolve(operand.type).kind === 'pointer';
  if (isPointer && resolve(e.type).kind !== 'pointer') return { ...object, form: 'frame' };
  if (types.isDescriptor(operand.type)) return UNKNOWN;
  if (types.isDescriptor(e.type)) return { ...object, form: 'address' };
  return types.isEntry(operand.type) ? { ...object, form: 'interior' } : object;
}

/** A few low bits are a test of the alignment; the rest is the address, if maybe of the page. */
function masked(object: Value & { kind: 'object' }, mask: Value): Value {
  if (mask.kind === 'number' && mask.value >= 0n && mask.value < LOW_BITS) return UNKNOWN;
  return { ...object, form: object.form === 'frame' ? 'frame' : 'interior' };
}
