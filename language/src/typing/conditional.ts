import type { Expression } from '../syntax/ast.ts';
import {
  type CType,
  ERROR,
  pointerTo,
  qualifiersOf,
  qualify,
  resolve,
  VOID,
} from '../types/types.ts';
import { asFloat, asInteger, compatible, decay, usualConversions } from './arithmetic.ts';
import { type ConstantContext, constantValue } from './constant.ts';
import { promotedOperand } from './promoted-operand.ts';

/**
 * The type of `c ? a : b`, C11 6.5.15. The rule on null pointer constants must be exact: the kernel's
 * `__is_constexpr()` asks the compiler with it.
 */
export function conditionalType(
  c: ConstantContext,
  then: Expression,
  otherwise: Expression,
): CType {
  const a = decay(then.type);
  const b = decay(otherwise.type);
  if (isArithmetic(a) && isArithmetic(b)) {
    const [x, y] = [promotedOperand(c.types, then), promotedOperand(c.types, otherwise)];
    return usualConversions(c.types, x, y);
  }
  const pa = resolve(a);
  const pb = resolve(b);
  if (pa.kind === 'pointer' && pb.kind === 'pointer')
    return pointers(c, then, otherwise, pa.pointee, pb.pointee);
  if (pa.kind === 'pointer') return a;
  if (pb.kind === 'pointer') return b;
  if (pa.kind === 'void' || pb.kind === 'void') return VOID;
  return pa.kind === 'error' ? b : pb.kind === 'error' ? a : a === b || pa === pb ? a : ERROR;
}

function isArithmetic(type: CType): boolean {
  return (
    asInteger(type) !== undefined ||
    asFloat(type) !== undefined ||
    ['complex', 'vector'].includes(resolve(type).kind)
  );
}

function pointers(
  c: ConstantContext,
  then: Expression,
  otherwise: Expression,
  pa: CType,
  pb: CType,
): CType {
  if (isNullPointerConstant(c, then)) return pointerTo(pb);
  if (isNullPointerConstant(c, otherwise)) return pointerTo(pa);
  const quals = qualifiersOf(pa) | qualifiersOf(pb);
  const isVoid = resolve(pa).kind === 'void' || resolve(pb).kind === 'void';
  // gcc warns about unlike pointers and makes a pointer to void of them.
  const target = isVoid || !compatible(c.layouts, resolve(pa), resolve(pb)) ? VOID : pa;
  return pointerTo(qualify(target, quals));
}

/** An integer constant expression 0, or one cast to `void *` (C11 6.3.2.3p3). */
function isNullPointerConstant(c: ConstantContext, e: Expression): boolean {
  if (asInteger(e.type)) return constantValue(c, e) === 0n;
  if (e.kind !== 'cast') return false;
  const t = resolve(e.type);
  if (t.kind !== 'pointer' || t.pointee.kind !== 'void') return false;
  return asInteger(e.operand.type) !== undefined && constantValue(c, e.operand) === 0n;
}
