/**
 * C types as the parser builds them. A record's layout belongs to its unit's target and is computed
 * once (layout.ts); sizes here are bytes, offsets and widths are bits, and each name says which.
 */
import type { Expression } from '../syntax/ast.ts';

export const Q_CONST = 1;
export const Q_VOLATILE = 2;
export const Q_RESTRICT = 4;
export const Q_ATOMIC = 8;

export interface VoidType {
  readonly kind: 'void';
}

/** What stands where the source made no sense: every question about it has no answer. */
export interface ErrorType {
  readonly kind: 'error';
  /** What was written, for people. */
  readonly written?: CType;
}

export interface IntegerType {
  readonly kind: 'integer';
  /** As C spells it: `unsigned long`. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly alignBytes: number;
  readonly signed: boolean;
  /** Conversion rank (C11 6.3.1.1): _Bool 0, char 1, short 2, int 3, long 4, long long 5, __int128 6. */
  readonly rank: number;
  /**
   * Bits of its values where they do not fill its bytes: gcc computes with a bit-field that is wider than
   * int in the field's own width.
   */
  readonly precisionBits?: number;
}

export interface FloatType {
  readonly kind: 'float';
  readonly name: string;
  readonly sizeBytes: number;
  readonly alignBytes: number;
  readonly rank: number;
}

interface ComplexType {
  readonly kind: 'complex';
  readonly element: IntegerType | FloatType;
}

export interface PointerType {
  readonly kind: 'pointer';
  readonly pointee: CType;
}

export interface ArrayType {
  readonly kind: 'array';
  readonly element: CType;
  /** Elements; undefined for `[]`, for a flexible array member, and for a variable length. */
  readonly length: number | undefined;
  readonly variableLength?: Expression;
}

export interface VectorType {
  readonly kind: 'vector';
  readonly element: CType;
  readonly sizeBytes: number;
}

export interface Parameter {
  readonly name: string | undefined;
  readonly type: CType;
  /** Of a parameter that is written as an array of variable length: computed when the function is entered. */
  readonly variableLength?: Expression;
  readonly loc: number;
  readonly token: number;
}

export interface FunctionType {
  readonly kind: 'function';
  readonly returnType: CType;
  readonly parameters: readonly Parameter[];
  readonly variadic: boolean;
  /** False for `f()`: nothing is known of the parameters. */
  readonly prototyped: boolean;
}

/** A member as declared. Anonymous records have no name and are looked through. */
export interface Member {
  readonly name: string | undefined;
  readonly nameId: number;
  readonly type: CType;
  /** Where the name is spelled (for an anonymous record: where its `struct` or `union` is). */
  readonly loc: number;
  /** Index of the name's token in the unit's stream. */
  readonly token: number;
  /** Undefined when it is no bit-field. */
  readonly bitWidth: number | undefined;
  readonly packed: boolean;
  /** From `aligned` attributes and _Alignas; 0 when there is none. */
  readonly alignBytes: number;
}

export interface RecordLayout {
  /** NaN where a member's size is not known; so are the offsets of the members behind it. */
  readonly sizeBytes: number;
  readonly alignBytes: number;
  /** One per member, bits from the record's start; a bit-field counts as memory is numbered by the target. */
  readonly offsetsBits: Float64Array;
}

export type RecordScope = 'file' | 'block' | 'prototype';

export interface RecordType {
  readonly kind: 'record';
  readonly keyword: 'struct' | 'union';
  readonly tag: string | undefined;
  /** The first typedef that names a record without a tag. */
  typedefName: string | undefined;
  readonly scope: RecordScope;
  /** The record in whose braces this one was defined. */
  readonly outer: RecordType | undefined;
  /** Where the tag (or the keyword, without one) is spelled at the definition; at the first mention until then. */
  loc: number;
  token: number;
  /** Index of the token behind the closing brace's. */
  endToken: number;
  /** Undefined while incomplete. Asking may parse the definition, when it stands in a header. */
  members: Member[] | undefined;
  /** Whether the definition was parsed; asking parses nothing. */
  readonly isDefined: boolean;
  packed: boolean;
  alignBytes: number;
  /** `#pragma pack(n)` in force at the definition, in bytes; 0 for none. */
  packBytes: number;
  transparent: boolean;
  /** Some of its members could not be read: no one knows its size. */
  isBroken: boolean;
  layout: RecordLayout | undefined;
  /** Member names to their place, filled when the record is first searched. */
  index: Map<number, readonly Member[]> | undefined;
}

export interface EnumType {
  readonly kind: 'enum';
  readonly tag: string | undefined;
  typedefName: string | undefined;
  loc: number;
  complete: boolean;
  packed: boolean;
  /** The integer type that holds it; unsigned int until complete, as gcc does. */
  underlying: IntegerType;
}

interface TypedefType {
  readonly kind: 'typedef';
  readonly name: string;
  readonly underlying: CType;
  readonly alignBytes: number;
  readonly loc: number;
}

interface QualifiedType {
  readonly kind: 'qualified';
  readonly base: CType;
  readonly qualifiers: number;
}

export type CType =
  | VoidType
  | ErrorType
  | IntegerType
  | FloatType
  | ComplexType
  | PointerType
  | ArrayType
  | VectorType
  | FunctionType
  | RecordType
  | EnumType
  | TypedefType
  | QualifiedType;

export const VOID: VoidType = { kind: 'void' };
export const ERROR: ErrorType = { kind: 'error' };

/** The type without typedef names and qualifiers. */
export function resolve(type: CType): CType {
  let t = type;
  while (t.kind === 'typedef' || t.kind === 'qualified') {
    t = t.kind === 'typedef' ? t.underlying : t.base;
  }
  return t;
}

/** The record behind typedef names and qualifiers, if it is one. */
export function asRecord(type: CType): RecordType | undefined {
  const t = resolve(type);
  return t.kind === 'record' ? t : undefined;
}

/** What a pointer points to or an array holds, looking through typedefs. */
export function pointeeOf(type: CType): CType | undefined {
  const t = resolve(type);
  if (t.kind === 'pointer') return t.pointee;
  if (t.kind === 'array' || t.kind === 'vector') return t.element;
  return undefined;
}

export function qualify(type: CType, qualifiers: number): CType {
  if (qualifiers === 0) return type;
  if (type.kind === 'qualified') {
    if ((type.qualifiers & qualifiers) === qualifiers) return type;
    return { kind: 'qualified', base: type.base, qualifiers: type.qualifiers | qualifiers };
  }
  return { kind: 'qualified', base: type, qualifiers };
}

/** The type without its outermost qualifiers; typedef names stay unless they hide qualifiers. */
export function unqualified(type: CType): CType {
  if (type.kind === 'qualified') return unqualified(type.base);
  if (type.kind === 'typedef' && qualifiersOf(type.underlying) !== 0)
    return unqualified(type.underlying);
  return type;
}

export function qualifiersOf(type: CType): number {
  let t = type;
  let q = 0;
  while (t.kind === 'typedef' || t.kind === 'qualified') {
    if (t.kind === 'qualified') {
      q |= t.qualifiers;
      t = t.base;
    } else t = t.underlying;
  }
  return q;
}

export function pointerTo(pointee: CType): PointerType {
  return { kind: 'pointer', pointee };
}
