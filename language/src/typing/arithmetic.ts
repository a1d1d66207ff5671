import type { BuiltinTypes } from '../types/builtin-types.ts';
import type { Layouts } from '../types/layout.ts';
import {
  type CType,
  ERROR,
  type FloatType,
  type IntegerType,
  pointerTo,
  resolve,
  unqualified,
} from '../types/types.ts';

/** An integer type behind typedefs, qualifiers and enums; undefined for others. */
export function asInteger(type: CType): IntegerType | undefined {
  const t = resolve(type);
  if (t.kind === 'integer') return t;
  return t.kind === 'enum' ? t.underlying : undefined;
}

export function asFloat(type: CType): FloatType | undefined {
  const t = resolve(type);
  return t.kind === 'float' ? t : undefined;
}

/** Integer promotion, C11 6.3.1.1p2. */
export function promote(types: BuiltinTypes, type: CType): CType {
  const integer = asInteger(type);
  if (integer === undefined) return unqualified(type);
  if (integer.rank > types.int.rank) return integer;
  if (integer.rank === types.int.rank) return integer;
  return integer.sizeBytes < types.int.sizeBytes || integer.signed ? types.int : types.uint;
}

/** A bit-field promotes by its width: one narrower than int is an int (gcc, C11 6.3.1.1p2). */
export function promoteBitField(types: BuiltinTypes, type: CType, widthBits: number): CType {
  const integer = asInteger(type);
  if (integer === undefined) return type;
  const intBits = 8 * types.int.sizeBytes;
  if (widthBits < intBits || (widthBits === intBits && integer.signed)) return types.int;
  if (widthBits === intBits) return types.uint;
  return widthBits === 8 * integer.sizeBytes ? integer : { ...integer, precisionBits: widthBits };
}

/** Bits of an integer type's values. */
export function precisionBits(type: IntegerType): number {
  return type.precisionBits ?? 8 * type.sizeBytes;
}

/** Usual arithmetic conversions, C11 6.3.1.8. ERROR when an operand is not arithmetic. */
export function usualConversions(types: BuiltinTypes, left: CType, right: CType): CType {
  const l = resolve(left);
  const r = resolve(right);
  if (l.kind === 'vector') return l;
  if (r.kind === 'vector') return r;
  if (l.kind === 'complex' || r.kind === 'complex') return complexConversion(types, l, r);
  const lf = asFloat(l);
  const rf = asFloat(r);
  if (lf || rf) return !rf || (lf && lf.rank >= rf.rank) ? (lf as FloatType) : rf;
  const a = asInteger(promote(types, l));
  const b = asInteger(promote(types, r));
  if (a === undefined || b === undefined) return ERROR;
  return commonInteger(types, a, b);
}

function complexConversion(types: BuiltinTypes, l: CType, r: CType): CType {
  const elementOf = (t: CType) => (t.kind === 'complex' ? t.element : t);
  const element = usualConversions(types, elementOf(l), elementOf(r));
  return element.kind === 'integer' || element.kind === 'float'
    ? { kind: 'complex', element }
    : ERROR;
}

function commonInteger(types: BuiltinTypes, a: IntegerType, b: IntegerType): IntegerType {
  if (a === b) return a;
  if (a.precisionBits !== undefined || b.precisionBits !== undefined) return commonField(a, b);
  if (a.signed === b.signed) return a.rank >= b.rank ? a : b;
  const [s, u] = a.signed ? [a, b] : [b, a];
  if (u.rank >= s.rank) return u;
  return s.sizeBytes > u.sizeBytes ? s : unsignedOf(types, s);
}

/** gcc, c_common_type(): the greater precision wins, then what is unsigned. */
function commonField(a: IntegerType, b: IntegerType): IntegerType {
  const [x, y] = [precisionBits(a), precisionBits(b)];
  if (x !== y) return x > y ? a : b;
  return a.signed ? b : a;
}

function unsignedOf(types: BuiltinTypes, type: IntegerType): IntegerType {
  const pairs: [IntegerType, IntegerType][] = [
    [types.char, types.uchar], [types.schar, types.uchar], [types.short, types.ushort], [types.int, types.uint],
    [types.long, types.ulong], [types.llong, types.ullong], [types.int128, types.uint128],
  ]; // biome-ignore format: a table
  return pairs.find(([s]) => s === type)?.[1] ?? type;
}

/** An array becomes a pointer to its first element, a function a pointer to itself (6.3.2.1). */
export function decay(type: CType): CType {
  const t = resolve(type);
  if (t.kind === 'array') return pointerTo(t.element);
  if (t.kind === 'function') return pointerTo(type);
  return unqualified(type);
}

export function isPointer(type: CType): boolean {
  return resolve(type).kind === 'pointer';
}

/** Compatible as `__builtin_types_compatible_p` and `_Generic` see it (C11 6.2.7). */
export function compatible(layouts: Layouts, left: CType, right: CType): boolean {
  const l = resolve(left);
  const r = resolve(right);
  if (l === r) return true;
  if (l.kind === 'enum' || r.kind === 'enum') return enumCompatible(l, r);
  if (l.kind === 'pointer' && r.kind === 'pointer')
    return sameQualified(layouts, l.pointee, r.pointee);
  if (l.kind === 'array' && r.kind === 'array') {
    return (
      (l.length === r.length || l.length === undefined || r.length === undefined) &&
      compatible(layouts, l.element, r.element)
    );
  }
  if (l.kind === 'function' && r.kind === 'function') return functionsCompatible(layouts, l, r);
  if (l.kind === 'vector' && r.kind === 'vector')
    return l.sizeBytes === r.sizeBytes && compatible(layouts, l.element, r.element);
  if (l.kind === 'complex' && r.kind === 'complex') return l.element === r.element;
  return l.kind === 'void' && r.kind === 'void';
}

/** An enum is compatible with its own integer type, and two enums never are. */
function enumCompatible(l: CType, r: CType): boolean {
  if (l.kind === 'enum' && r.kind === 'enum') return false;
  return asInteger(l) === asInteger(r);
}

function sameQualified(layouts: Layouts, left: CType, right: CType): boolean {
  return qualifierBits(left) === qualifierBits(right) && compatible(layouts, left, right);
}

function qualifierBits(type: CType): number {
  let bits = 0;
  let t = type;
  for (;;) {
    if (t.kind === 'qualified') {
      bits |= t.qualifiers;
      t = t.base;
    } else if (t.kind === 'typedef') t = t.underlying;
    else if (t.kind === 'array') t = t.element;
    else return bits;
  }
}

function functionsCompatible(
  layouts: Layouts,
  l: CType & { kind: 'function' },
  r: CType & { kind: 'function' },
): boolean {
  if (!compatible(layouts, l.returnType, r.returnType)) return false;
  if (!l.prototyped || !r.prototyped) return true;
  if (l.variadic !== r.variadic || l.parameters.length !== r.parameters.length) return false;
  return l.parameters.every((a, i) =>
    compatible(layouts, a.type, (r.parameters[i] as { type: CType }).type),
  );
}
