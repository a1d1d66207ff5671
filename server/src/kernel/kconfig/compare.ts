/** Comparisons of Kconfig: by number where both sides are numbers, else by text. */
import type { Comparison } from './expressions.ts';
import type { SymbolType } from './model.ts';
import { readNumber } from './numbers.ts';

interface Side {
  readonly text: string;
  readonly type: SymbolType;
}

/** Whether `left op right` holds for two values as they would be written. */
export function compareValues(op: Comparison, left: Side, right: Side): boolean {
  const order = orderOf(left, right);
  switch (op) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function orderOf(left: Side, right: Side): number {
  if (left.type === 'string' && right.type === 'string') return byText(left.text, right.text);
  const first = numberOf(left);
  const second = numberOf(right);
  if (first === undefined || second === undefined) return byText(left.text, right.text);
  const isUnsigned = left.type === 'hex' || right.type === 'hex';
  const [a, b] = isUnsigned
    ? [BigInt.asUintN(64, first), BigInt.asUintN(64, second)]
    : [first, second];
  return a === b ? 0 : a < b ? -1 : 1;
}

function byText(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

/** A value as a number; `n`, `m` and `y` are 0, 1 and 2. Undefined for a text. */
function numberOf({ text, type }: Side): bigint | undefined {
  if (type === 'bool' || type === 'tristate') return BigInt('nmy'.indexOf(text));
  const base = type === 'int' ? 10 : type === 'hex' ? 16 : 0;
  const { value, isWhole } = readNumber(text, base, type === 'hex');
  return isWhole ? value : undefined;
}
