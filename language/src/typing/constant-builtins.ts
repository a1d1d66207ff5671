import type { CallExpression, Expression } from '../syntax/ast.ts';
import { literalUnits } from '../syntax/literals.ts';
import { type ConstantContext, constantValue, wrap } from './constant.ts';

type Fold = (value: bigint, bits: number) => bigint | undefined;

const lowestBit = (value: bigint): number => {
  let n = 0;
  for (let v = value; v !== 0n && (v & 1n) === 0n; v >>= 1n) n++;
  return n;
};

const bitLength = (value: bigint): number => (value === 0n ? 0 : value.toString(2).length);

const popcount = (value: bigint): number => value.toString(2).replaceAll('0', '').length;

const swapBytes = (value: bigint, bits: number): bigint => {
  let result = 0n;
  for (let i = 0; i < bits; i += 8) result = (result << 8n) | ((value >> BigInt(i)) & 255n);
  return result;
};

/** Builtins of one integer that gcc folds (gcc manual, Other Builtins). */
const FOLDS: Record<string, Fold | undefined> = {
  ffs: (v) => BigInt(v === 0n ? 0 : lowestBit(v) + 1),
  ctz: (v) => (v === 0n ? undefined : BigInt(lowestBit(v))),
  clz: (v, bits) => (v === 0n ? undefined : BigInt(bits - bitLength(v))),
  popcount: (v) => BigInt(popcount(v)),
  parity: (v) => BigInt(popcount(v) & 1),
  bswap16: (v) => swapBytes(v, 16),
  bswap32: (v) => swapBytes(v, 32),
  bswap64: (v) => swapBytes(v, 64),
  abs: (v) => (v < 0n ? -v : v),
};

/** The value of a call to a builtin on constants; undefined for every other call. */
export function constantBuiltinCall(c: ConstantContext, e: CallExpression): bigint | undefined {
  if (e.callee.kind !== 'identifier') return undefined;
  const name = c.interner.text(e.callee.nameId);
  if (!name.startsWith('__builtin_')) return undefined;
  return fold(c, name.slice('__builtin_'.length), e.args);
}

function fold(c: ConstantContext, name: string, args: readonly Expression[]): bigint | undefined {
  const first = args[0];
  if (first === undefined) return undefined;
  if (name === 'constant_p')
    return first.kind === 'string' || constantValue(c, first) !== undefined ? 1n : 0n;
  if (name === 'expect' || name === 'expect_with_probability') return constantValue(c, first);
  if (name === 'strlen') return stringLength(c, first);
  const plain = name in FOLDS ? name : name.replace(/l{1,2}$/, '');
  const operation = FOLDS[plain];
  const value = operation && constantValue(c, first);
  if (operation === undefined || value === undefined) return undefined;
  const type =
    name === plain ? c.types.uint : name === `${plain}l` ? c.types.ulong : c.types.ullong;
  const bits = 8 * type.sizeBytes;
  const operand = plain === 'abs' || plain.startsWith('bswap') ? value : wrap(value, type);
  return operation(operand, bits);
}

function stringLength(c: ConstantContext, e: Expression): bigint | undefined {
  if (e.kind !== 'string') return undefined;
  let length = 0;
  for (let t = e.token; t < e.endToken; t++) {
    const units = literalUnits(c.interner.text(c.stream.ids[t] as number), 1);
    const end = units.indexOf(0);
    if (end >= 0) return BigInt(length + end);
    length += units.length;
  }
  return BigInt(length);
}
