import type { Designator, OffsetofExpression } from '../syntax/ast.ts';
import { type CType, resolve } from '../types/types.ts';
import { type ConstantContext, constantValue } from './constant.ts';

/** Bytes, or undefined for an incomplete record, an unknown member or a variable index. */
export function offsetofBytes(c: ConstantContext, e: OffsetofExpression): number | undefined {
  let type: CType = e.typeName.type;
  let bytes = 0;
  for (const designator of e.designators) {
    const step = stepOf(c, type, designator);
    if (step === undefined) return undefined;
    bytes += step.bytes;
    type = step.type;
  }
  return bytes;
}

function stepOf(
  c: ConstantContext,
  type: CType,
  d: Designator,
): { bytes: number; type: CType } | undefined {
  if (d.index) return indexStep(c, type, d);
  const bits = c.layouts.pathOffsetBits(d.record, d.path);
  const member = d.path[d.path.length - 1];
  return bits === undefined || member === undefined
    ? undefined
    : { bytes: bits / 8, type: member.type };
}

function indexStep(
  c: ConstantContext,
  type: CType,
  d: Designator,
): { bytes: number; type: CType } | undefined {
  const array = resolve(type);
  if (array.kind !== 'array' || d.index === undefined) return undefined;
  const index = constantValue(c, d.index);
  const size = c.layouts.sizeBytes(array.element);
  return index === undefined || size === undefined
    ? undefined
    : { bytes: Number(index) * size, type: array.element };
}
