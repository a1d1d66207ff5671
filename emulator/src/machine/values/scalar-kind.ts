import { type CType, resolve } from '../../../../language/src/types/types.ts';

/**
 * How a value is held while it is computed with. Integers of up to 32 bits are numbers in their
 * range. Wider ones are numbers while they are safe integers and bigints beyond that; a bigint is
 * never used for a value that a number can hold, so that equal values are identical. `long double`
 * and `_Float128` are computed as double: their extra precision is not modelled.
 */
export type Kind =
  | 'void' | 'bool' | 'i8' | 'u8' | 'i16' | 'u16' | 'i32' | 'u32' | 'i64' | 'u64' | 'i128' | 'u128'
  | 'f32' | 'f64' | 'long double' | 'aggregate' | 'unsupported'; // biome-ignore format: a list

/** A scalar, or the address of an aggregate's bytes. */
export type Value = number | bigint;

/** The kind of a type on a target whose pointers have that size. */
export function kindOf(type: CType, pointerSizeBytes: number): Kind {
  const t = resolve(type);
  switch (t.kind) {
    case 'void':
      return 'void';
    case 'integer':
      return t.rank === 0 ? 'bool' : integerKind(t.sizeBytes, t.signed);
    case 'enum':
      return integerKind(t.underlying.sizeBytes, t.underlying.signed);
    case 'pointer':
    case 'array':
    case 'function':
      return t.kind === 'array' ? 'aggregate' : integerKind(pointerSizeBytes, false);
    case 'float':
      return floatKind(t.name, t.sizeBytes);
    case 'record':
    case 'vector':
      return 'aggregate';
    default:
      return 'unsupported';
  }
}

function floatKind(name: string, sizeBytes: number): Kind {
  if (sizeBytes === 4) return 'f32';
  if (sizeBytes === 8) return 'f64';
  return name === '_Float16' ? 'unsupported' : 'long double';
}

function integerKind(sizeBytes: number, signed: boolean): Kind {
  return `${signed ? 'i' : 'u'}${8 * sizeBytes}` as Kind;
}

export function isFloat(kind: Kind): boolean {
  return kind === 'f32' || kind === 'f64' || kind === 'long double';
}

/** 64 and 128 bits: a number or a bigint. */
export function isWide(kind: Kind): boolean {
  return kind === 'i64' || kind === 'u64' || kind === 'i128' || kind === 'u128';
}

export function isSmall(kind: Kind): boolean {
  return !isWide(kind) && !isFloat(kind) && isScalar(kind);
}

export function isScalar(kind: Kind): boolean {
  return kind !== 'void' && kind !== 'aggregate' && kind !== 'unsupported';
}

export function isSigned(kind: Kind): boolean {
  return kind.startsWith('i');
}

/** Bits of an integer kind. */
export function bitsOf(kind: Kind): number {
  return kind === 'bool' ? 1 : Number(kind.slice(1));
}
