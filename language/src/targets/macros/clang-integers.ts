import type { IntegerTypeName, Target } from '../target.ts';
import type { LanguageOptions } from './compiler-flags.ts';
import { constantSuffix, integerSizeBytes, wcharType } from './integer-macros.ts';
import type { MacroSet } from './macro-set.ts';

/** clang's `__SIZEOF_*__`, `__*_MAX__`, `__*_TYPE__`, `__*_FMT*__` and the like, from the data model. */
export function defineClangIntegers(
  macros: MacroSet,
  target: Target,
  options: LanguageOptions,
): void {
  defineSizes(macros, target, options);
  defineIntegers(macros, target, options);
}

function defineSizes(macros: MacroSet, target: Target, options: LanguageOptions): void {
  const sizes: Record<string, number> = {
    SHORT: target.shortSizeBytes,
    INT: target.intSizeBytes,
    LONG: target.longSizeBytes,
    LONG_LONG: target.longLongSizeBytes,
    FLOAT: target.floatSizeBytes,
    DOUBLE: target.doubleSizeBytes,
    LONG_DOUBLE: target.longDoubleSizeBytes,
    POINTER: target.pointerSizeBytes,
    SIZE_T: target.pointerSizeBytes,
    PTRDIFF_T: target.pointerSizeBytes,
    WCHAR_T: integerSizeBytes(target, wcharType(target, options)),
    WINT_T: integerSizeBytes(target, target.wintType),
  };
  if (target.int128) sizes.INT128 = 16;
  for (const [name, sizeBytes] of Object.entries(sizes)) {
    macros.set(`__SIZEOF_${name}__`, sizeBytes);
  }
  macros.set('__CHAR_BIT__', 8);
  macros.set('__BOOL_WIDTH__', 8);
  macros.set('__SHRT_WIDTH__', 16);
  macros.set('__INT_WIDTH__', 32);
  macros.set('__LONG_WIDTH__', target.longSizeBytes * 8);
  macros.set('__LLONG_WIDTH__', 64);
  macros.set('__POINTER_WIDTH__', target.pointerSizeBytes * 8);
  macros.set('__BIGGEST_ALIGNMENT__', target.biggestAlignmentBytes);
}

/** clang writes the short types without their `int`. */
function clangName(type: IntegerTypeName): string {
  if (type === 'short int') return 'short';
  return type === 'short unsigned int' ? 'unsigned short' : type;
}

function maxText(target: Target, type: IntegerTypeName): string {
  const bits = integerSizeBytes(target, type) * 8 - (type.includes('unsigned') ? 0 : 1);
  return ((1n << BigInt(bits)) - 1n).toString() + constantSuffix(type);
}

function unsignedOf(type: IntegerTypeName): IntegerTypeName {
  if (type === 'signed char') return 'unsigned char';
  if (type === 'int') return 'unsigned int';
  return type.replace(/int$/, 'unsigned int') as IntegerTypeName;
}

/** printf's length modifier for a type. */
function formatModifier(type: IntegerTypeName): string {
  if (type.includes('char')) return 'hh';
  if (type.includes('short')) return 'h';
  return type.includes('long long') ? 'll' : type.includes('long') ? 'l' : '';
}

function defineFormats(macros: MacroSet, name: string, type: IntegerTypeName): void {
  const letters = type.includes('unsigned') ? ['o', 'u', 'x', 'X'] : ['d', 'i'];
  for (const letter of letters) {
    macros.set(`__${name}_FMT${letter}__`, `"${formatModifier(type)}${letter}"`);
  }
}

function defineIntegers(macros: MacroSet, target: Target, options: LanguageOptions): void {
  const limits: [string, IntegerTypeName][] = [
    ['SCHAR', 'signed char'],
    ['SHRT', 'short int'],
    ['INT', 'int'],
    ['LONG', 'long int'],
    ['LONG_LONG', 'long long int'],
  ];
  for (const [name, type] of limits) macros.set(`__${name}_MAX__`, maxText(target, type));
  const int64: IntegerTypeName = target.longSizeBytes === 8 ? 'long int' : 'long long int';
  defineExact(macros, target, int64);
  for (const [name, type] of [
    ['INTMAX', int64],
    ['INTPTR', target.ptrdiffType],
  ] as const) {
    defineTypedef(macros, target, name, type);
    defineTypedef(macros, target, `U${name}`, unsignedOf(type));
  }
  macros.set('__INTMAX_C_SUFFIX__', constantSuffix(int64));
  macros.set('__UINTMAX_C_SUFFIX__', constantSuffix(unsignedOf(int64)));
  defineTypedef(macros, target, 'SIZE', target.sizeType);
  defineTypedef(macros, target, 'PTRDIFF', target.ptrdiffType);
  defineWide(macros, target, 'WCHAR', wcharType(target, options));
  defineWide(macros, target, 'WINT', target.wintType);
  macros.set('__SIG_ATOMIC_MAX__', maxText(target, 'int'));
  macros.set('__SIG_ATOMIC_WIDTH__', 32);
  macros.set('__CHAR16_TYPE__', 'unsigned short');
  macros.set('__CHAR32_TYPE__', 'unsigned int');
}

function defineTypedef(
  macros: MacroSet,
  target: Target,
  name: string,
  type: IntegerTypeName,
): void {
  macros.set(`__${name}_TYPE__`, clangName(type));
  macros.set(`__${name}_MAX__`, maxText(target, type));
  macros.set(`__${name}_WIDTH__`, integerSizeBytes(target, type) * 8);
  defineFormats(macros, name, type);
}

function defineWide(macros: MacroSet, target: Target, name: string, type: IntegerTypeName): void {
  macros.set(`__${name}_TYPE__`, clangName(type));
  macros.set(`__${name}_MAX__`, maxText(target, type));
  macros.set(`__${name}_WIDTH__`, integerSizeBytes(target, type) * 8);
  if (type.includes('unsigned')) macros.flag(`__${name}_UNSIGNED__`);
}

function defineExact(macros: MacroSet, target: Target, int64: IntegerTypeName): void {
  const types: [number, IntegerTypeName][] = [
    [8, 'signed char'],
    [16, 'short int'],
    [32, 'int'],
    [64, int64],
  ];
  for (const [bits, type] of types) {
    for (const [sign, each] of [
      ['', type],
      ['U', unsignedOf(type)],
    ] as const) {
      macros.set(`__${sign}INT${bits}_C_SUFFIX__`, constantSuffix(each));
      for (const kind of ['', '_LEAST', '_FAST']) {
        const name = `${sign}INT${kind}${bits}`;
        macros.set(`__${name}_TYPE__`, clangName(each));
        macros.set(`__${name}_MAX__`, maxText(target, each));
        if (kind && !sign) macros.set(`__${name}_WIDTH__`, bits);
        defineFormats(macros, name, each);
      }
    }
  }
}
