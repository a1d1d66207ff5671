import {
  type IntegerTypeName,
  type ScalarKind,
  scalarSizeBytes,
  type Target,
} from '../targets/target.ts';
import type { BuiltinTypes } from './builtin-types.ts';
import type { FloatType, IntegerType } from './types.ts';

/** What a command line may change about the arithmetic types. */
export interface TypeFlags {
  /** `-fsigned-char`, `-funsigned-char`; the target's own without. */
  readonly charSigned?: boolean;
  /** `-fshort-wchar`. */
  readonly shortWchar?: boolean;
}

/** The arithmetic types of a target. `alignBytes` is the alignment outside of records. */
export function makeBuiltinTypes(target: Target, flags: TypeFlags = {}): BuiltinTypes {
  const pair = (name: string, unsignedName: string, kind: ScalarKind, rank: number) => [
    integer(target, name, kind, true, rank),
    integer(target, unsignedName, kind, false, rank),
  ];
  const byte = (name: string, signed: boolean, rank: number): IntegerType => ({
    kind: 'integer', name, sizeBytes: 1, alignBytes: 1, signed, rank,
  }); // biome-ignore format: one line each
  const [short, ushort] = pair('short', 'unsigned short', 'short', 2) as [IntegerType, IntegerType];
  const [int, uint] = pair('int', 'unsigned int', 'int', 3) as [IntegerType, IntegerType];
  const [long, ulong] = pair('long', 'unsigned long', 'long', 4) as [IntegerType, IntegerType];
  const [llong, ullong] = pair('long long', 'unsigned long long', 'longLong', 5) as [
    IntegerType,
    IntegerType,
  ];
  const [int128, uint128] = pair('__int128', 'unsigned __int128', 'int128', 6) as [
    IntegerType,
    IntegerType,
  ];
  const base = {
    bool: byte('_Bool', false, 0),
    char: byte('char', flags.charSigned ?? target.charSigned, 1),
    schar: byte('signed char', true, 1),
    uchar: byte('unsigned char', false, 1),
    short, ushort, int, uint, long, ulong, llong, ullong, int128, uint128,
    float16: { kind: 'float', name: '_Float16', sizeBytes: 2, alignBytes: 2, rank: 0 } as FloatType,
    float: floating(target, 'float', 'float', 1),
    double: floating(target, 'double', 'double', 2),
    ldouble: floating(target, 'long double', 'longDouble', 3),
    float128: { kind: 'float', name: '_Float128', sizeBytes: 16, alignBytes: 16, rank: 4 } as FloatType,
  }; // biome-ignore format: a table
  const named = (name: IntegerTypeName) => namedInteger(base, name);
  return {
    ...base,
    sizeT: named(target.sizeType),
    ptrdiffT: named(target.ptrdiffType),
    wcharT: flags.shortWchar ? base.ushort : named(target.wcharType),
  };
}

function integer(
  target: Target,
  name: string,
  kind: ScalarKind,
  signed: boolean,
  rank: number,
): IntegerType {
  const sizeBytes = scalarSizeBytes(target, kind);
  return { kind: 'integer', name, sizeBytes, alignBytes: target.alignBytes[kind], signed, rank };
}

function floating(target: Target, name: string, kind: ScalarKind, rank: number): FloatType {
  const sizeBytes = scalarSizeBytes(target, kind);
  return { kind: 'float', name, sizeBytes, alignBytes: target.alignBytes[kind], rank };
}

type Arithmetic = Omit<BuiltinTypes, 'sizeT' | 'ptrdiffT' | 'wcharT'>;

function namedInteger(base: Arithmetic, name: IntegerTypeName): IntegerType {
  const types: Record<IntegerTypeName, IntegerType> = {
    'signed char': base.schar,
    'unsigned char': base.uchar,
    'short int': base.short,
    'short unsigned int': base.ushort,
    int: base.int,
    'unsigned int': base.uint,
    'long int': base.long,
    'long unsigned int': base.ulong,
    'long long int': base.llong,
    'long long unsigned int': base.ullong,
  };
  return types[name];
}
