/**
 * What a compiler target is, as data: everything that types, layouts and predefined macros
 * need to know about an ABI. Nothing outside `targets/` names an architecture.
 *
 * The values follow each ABI as gcc implements it for Linux; the tests compare them with the
 * cross compilers on small structs.
 */

/** The arithmetic types whose size and alignment differ between ABIs, and pointers. */
export type ScalarKind =
  | 'short'
  | 'int'
  | 'long'
  | 'longLong'
  | 'int128'
  | 'float'
  | 'double'
  | 'longDouble'
  | 'pointer';

/** The integer types an ABI may choose for size_t, wchar_t and their relatives. */
export type IntegerTypeName =
  | 'signed char'
  | 'unsigned char'
  | 'short int'
  | 'short unsigned int'
  | 'int'
  | 'unsigned int'
  | 'long int'
  | 'long unsigned int'
  | 'long long int'
  | 'long long unsigned int';

/** The machine format of long double: 64-bit IEEE, x87 extended, IEEE quad, a pair of doubles, or 68881 extended. */
export type LongDoubleFormat = 'double' | 'x87' | 'quad' | 'ibm' | 'm68k';

/** How a struct lays out its bit-fields. */
export interface BitFieldRules {
  /** gcc's PCC_BITFIELD_TYPE_MATTERS: a bit-field does not cross a boundary of its declared type and aligns the struct like it. */
  readonly typeMatters: boolean;
  /** AAPCS: unnamed and zero-width bit-fields align the struct as a named one would (gcc's TARGET_ALIGN_ANON_BITFIELD). */
  readonly unnamedAligns: boolean;
  /** gcc's EMPTY_FIELD_BOUNDARY: what a zero-width bit-field aligns to, at least, where the type does not matter. 0 when unused. */
  readonly emptyFieldBoundaryBits: number;
}

/** One member of the record behind `__builtin_va_list`. */
export interface VaListMember {
  readonly name: string;
  readonly type: 'void *' | 'int' | 'unsigned int' | 'long' | 'unsigned char' | 'unsigned short';
}

/** The representation of `__builtin_va_list`: a plain pointer, a record, or an array of one record. */
export type VaList =
  | { readonly kind: 'pointer'; readonly to: 'void' | 'char' }
  | {
      readonly kind: 'record' | 'array';
      readonly tag: string;
      readonly members: readonly VaListMember[];
    };

/** One compiler target: a data model, its alignments, and the few rules that are not numbers. */
export interface Target {
  /** Short name, for messages: `x86_64`, `arm`, `mips64el`. */
  readonly name: string;
  /** The target part of clang's `--target=`, which also names it for `--bare --target`. */
  readonly triple: string;
  readonly bigEndian: boolean;
  readonly charSizeBytes: 1;
  readonly shortSizeBytes: number;
  readonly intSizeBytes: number;
  readonly longSizeBytes: number;
  readonly longLongSizeBytes: number;
  readonly floatSizeBytes: number;
  readonly doubleSizeBytes: number;
  readonly longDoubleSizeBytes: number;
  readonly pointerSizeBytes: number;
  /** Whether `__int128` exists. */
  readonly int128: boolean;
  /** The natural alignment outside of structs, as gcc's `__alignof__` gives it. */
  readonly alignBytes: Readonly<Record<ScalarKind, number>>;
  /**
   * The cap on the natural alignment of integer and floating members of structs and unions, and on
   * `_Alignof`: i386 aligns 64-bit members to 4. A user's `aligned` attribute is not capped.
   */
  readonly maxFieldAlignBytes: number;
  /** The largest natural alignment of a vector type (a vector is aligned to its size up to this). */
  readonly maxVectorAlignBytes: number;
  /** `__BIGGEST_ALIGNMENT__`, the meaning of `__attribute__((aligned))` without a number. */
  readonly biggestAlignmentBytes: number;
  /** gcc's STRUCTURE_SIZE_BOUNDARY: every struct's size is a multiple of this. */
  readonly structureSizeBoundaryBytes: number;
  /** Whether plain char is signed when no option says otherwise. The kernel says `-funsigned-char` since 6.2. */
  readonly charSigned: boolean;
  readonly sizeType: IntegerTypeName;
  readonly ptrdiffType: IntegerTypeName;
  /** wchar_t without `-fshort-wchar`, which makes it `short unsigned int`. */
  readonly wcharType: IntegerTypeName;
  readonly wintType: IntegerTypeName;
  readonly bitFields: BitFieldRules;
  /** The type of an enumeration whose values fit in 32 bits and are not negative. */
  readonly enumType: 'unsigned int';
  readonly longDouble: LongDoubleFormat;
  readonly vaList: VaList;
}

/** The size of a scalar in bytes. int128 is 16 where it exists. */
export function scalarSizeBytes(target: Target, kind: ScalarKind): number {
  switch (kind) {
    case 'short':
      return target.shortSizeBytes;
    case 'int':
      return target.intSizeBytes;
    case 'long':
      return target.longSizeBytes;
    case 'longLong':
      return target.longLongSizeBytes;
    case 'int128':
      return 16;
    case 'float':
      return target.floatSizeBytes;
    case 'double':
      return target.doubleSizeBytes;
    case 'longDouble':
      return target.longDoubleSizeBytes;
    case 'pointer':
      return target.pointerSizeBytes;
  }
}

/** The alignment of a scalar as a member of a struct or union, in bytes, before any attribute. */
export function memberAlignBytes(target: Target, kind: ScalarKind): number {
  return Math.min(target.alignBytes[kind], target.maxFieldAlignBytes);
}
