import type { BitFieldRules, ScalarKind, Target, VaList } from './target.ts';

/** What a family changes in a data model. Alignments may be changed one by one. */
export type TargetChanges = Omit<Partial<Target>, 'name' | 'triple' | 'alignBytes'> & {
  readonly name: string;
  readonly triple: string;
  readonly alignBytes?: Partial<Record<ScalarKind, number>>;
};

/** Bit-fields as the System V ABIs lay them out: the declared type matters, unnamed ones do not align. */
const sysvBitFields: BitFieldRules = {
  typeMatters: true,
  unnamedAligns: false,
  emptyFieldBoundaryBits: 0,
};

/** Bit-fields as the Arm procedure call standards lay them out. */
export const armBitFields: BitFieldRules = { ...sysvBitFields, unnamedAligns: true };

/** A va_list that is a `void *`. */
const voidPointerVaList: VaList = { kind: 'pointer', to: 'void' };

const common = {
  bigEndian: false,
  charSizeBytes: 1,
  shortSizeBytes: 2,
  intSizeBytes: 4,
  longLongSizeBytes: 8,
  floatSizeBytes: 4,
  doubleSizeBytes: 8,
  // No cap: a number larger than any alignment keeps the arithmetic free of special cases.
  maxFieldAlignBytes: 1 << 28,
  maxVectorAlignBytes: 1 << 28,
  structureSizeBoundaryBytes: 1,
  charSigned: true,
  wcharType: 'int',
  wintType: 'unsigned int',
  bitFields: sysvBitFields,
  enumType: 'unsigned int',
  vaList: voidPointerVaList,
} as const;

const naturalAlign = { short: 2, int: 4, longLong: 8, float: 4, double: 8 } as const;

/** A target with 64-bit long and pointers, natural alignment and quad long double unless changed. */
export function lp64(changes: TargetChanges): Target {
  const { alignBytes, ...rest } = changes;
  return {
    ...common,
    longSizeBytes: 8,
    pointerSizeBytes: 8,
    longDoubleSizeBytes: 16,
    longDouble: 'quad',
    int128: true,
    biggestAlignmentBytes: 16,
    sizeType: 'long unsigned int',
    ptrdiffType: 'long int',
    ...rest,
    alignBytes: { ...naturalAlign, long: 8, pointer: 8, longDouble: 16, int128: 16, ...alignBytes },
  };
}

/** A target with 32-bit int, long and pointers, natural alignment and 64-bit long double unless changed. */
export function ilp32(changes: TargetChanges): Target {
  const { alignBytes, ...rest } = changes;
  return {
    ...common,
    longSizeBytes: 4,
    pointerSizeBytes: 4,
    longDoubleSizeBytes: 8,
    longDouble: 'double',
    int128: false,
    biggestAlignmentBytes: 8,
    sizeType: 'unsigned int',
    ptrdiffType: 'int',
    ...rest,
    alignBytes: { ...naturalAlign, long: 4, pointer: 4, longDouble: 8, int128: 16, ...alignBytes },
  };
}

/** Alignments of an ABI in which nothing needs more than 4 bytes. */
export const wordAligned = { longLong: 4, double: 4, longDouble: 4 } as const;
