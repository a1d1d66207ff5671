import type { FloatType, IntegerType } from './types.ts';

/** The arithmetic types of one target. Identity matters: compare them with `===`. */
export interface BuiltinTypes {
  readonly bool: IntegerType;
  readonly char: IntegerType;
  readonly schar: IntegerType;
  readonly uchar: IntegerType;
  readonly short: IntegerType;
  readonly ushort: IntegerType;
  readonly int: IntegerType;
  readonly uint: IntegerType;
  readonly long: IntegerType;
  readonly ulong: IntegerType;
  readonly llong: IntegerType;
  readonly ullong: IntegerType;
  readonly int128: IntegerType;
  readonly uint128: IntegerType;
  readonly float16: FloatType;
  readonly float: FloatType;
  readonly double: FloatType;
  readonly ldouble: FloatType;
  readonly float128: FloatType;
  readonly sizeT: IntegerType;
  readonly ptrdiffT: IntegerType;
  readonly wcharT: IntegerType;
}
