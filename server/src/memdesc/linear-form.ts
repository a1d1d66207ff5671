import {
  P_ANDAND,
  P_EQ,
  P_GE,
  P_GT,
  P_LE,
  P_LT,
  P_MINUS,
  P_PLUS,
  P_SLASH,
  P_STAR,
} from '../../../language/src/lexer/spellings.ts';
import type { Expression, OffsetofExpression } from '../../../language/src/syntax/ast.ts';
import { asRecord, type CType, type RecordType } from '../../../language/src/types/types.ts';

/** What is needed of a unit to fold `sizeof`. */
export interface Sizes {
  sizeBytes(type: CType): number | undefined;
}

/** A sum of offsetof()s and a number of bytes; what a side of an assertion comes to. */
export interface LinearForm {
  readonly offsets: readonly OffsetofExpression[];
  /** The records in sizeof()s that were added up, each with how often. */
  readonly sizes: readonly { readonly record: RecordType; readonly times: number }[];
  readonly constantBytes: number;
}

/** A comparison between two sums. */
export interface Comparison {
  readonly operator: '==' | '<=' | '<';
  readonly left: LinearForm;
  readonly right: LinearForm;
}

/** The comparisons that a condition joins by `&&`; parts of any other shape are left out. */
export function comparisonsOf(condition: Expression, sizes: Sizes): Comparison[] {
  if (condition.kind === 'cast') return comparisonsOf(condition.operand, sizes);
  if (condition.kind === 'unary' && condition.operator === '!') return negated(condition, sizes);
  if (condition.kind !== 'binary') return [];
  if (condition.operator === P_ANDAND) {
    return [...comparisonsOf(condition.left, sizes), ...comparisonsOf(condition.right, sizes)];
  }
  const left = linearForm(condition.left, sizes);
  const right = linearForm(condition.right, sizes);
  if (!left || !right) return [];
  if (condition.operator === P_EQ) return [{ operator: '==', left, right }];
  if (condition.operator === P_LE) return [{ operator: '<=', left, right }];
  if (condition.operator === P_LT) return [{ operator: '<', left, right }];
  if (condition.operator === P_GE) return [{ operator: '<=', left: right, right: left }];
  if (condition.operator === P_GT) return [{ operator: '<', left: right, right: left }];
  return [];
}

/** `!!x` is `x`; a single `!` says nothing about how two offsets lie. */
function negated(condition: Expression & { kind: 'unary' }, sizes: Sizes): Comparison[] {
  const inner = condition.operand;
  if (inner.kind !== 'unary' || inner.operator !== '!') return [];
  return comparisonsOf(inner.operand, sizes);
}

const NOTHING: LinearForm = { offsets: [], sizes: [], constantBytes: 0 };

/** The expression as a sum, or undefined when it is something else. */
export function linearForm(e: Expression, sizes: Sizes): LinearForm | undefined {
  switch (e.kind) {
    case 'integer':
      return { ...NOTHING, constantBytes: Number(e.value) };
    case 'offsetof':
      return { ...NOTHING, offsets: [e] };
    case 'cast':
      return linearForm(e.operand, sizes);
    case 'sizeof':
      return sizeofForm(e, sizes);
    case 'binary':
      return binaryForm(e, sizes);
    default:
      return undefined;
  }
}

function sizeofForm(e: Expression & { kind: 'sizeof' }, sizes: Sizes): LinearForm | undefined {
  const type = e.typeName?.type ?? e.operand?.type;
  if (!type || e.alignof) return undefined;
  const bytes = sizes.sizeBytes(type);
  if (bytes === undefined) return undefined;
  const record = asRecord(type);
  return { ...NOTHING, sizes: record ? [{ record, times: 1 }] : [], constantBytes: bytes };
}

function binaryForm(e: Expression & { kind: 'binary' }, sizes: Sizes): LinearForm | undefined {
  const left = linearForm(e.left, sizes);
  const right = linearForm(e.right, sizes);
  if (!left || !right) return undefined;
  if (e.operator === P_PLUS) {
    return {
      offsets: [...left.offsets, ...right.offsets],
      sizes: [...left.sizes, ...right.sizes],
      constantBytes: left.constantBytes + right.constantBytes,
    };
  }
  if (e.operator === P_MINUS && right.offsets.length === 0) {
    return {
      offsets: left.offsets,
      sizes: [...left.sizes, ...scaled(right, -1).sizes],
      constantBytes: left.constantBytes - right.constantBytes,
    };
  }
  if (e.operator === P_STAR) return product(left, right);
  if (e.operator === P_SLASH && isPlain(left) && isPlain(right) && right.constantBytes !== 0) {
    return { ...NOTHING, constantBytes: Math.trunc(left.constantBytes / right.constantBytes) };
  }
  return undefined;
}

const isPlain = (form: LinearForm): boolean => form.offsets.length === 0;

function product(left: LinearForm, right: LinearForm): LinearForm | undefined {
  if (isPlain(left) && left.sizes.length === 0) return scaledSum(right, left.constantBytes);
  if (isPlain(right) && right.sizes.length === 0) return scaledSum(left, right.constantBytes);
  return undefined;
}

function scaledSum(form: LinearForm, times: number): LinearForm | undefined {
  if (form.offsets.length > 0 && times !== 1) return undefined;
  return scaled(form, times);
}

function scaled(form: LinearForm, times: number): LinearForm {
  return {
    offsets: form.offsets,
    sizes: form.sizes.map((s) => ({ record: s.record, times: s.times * times })),
    constantBytes: form.constantBytes * times,
  };
}
