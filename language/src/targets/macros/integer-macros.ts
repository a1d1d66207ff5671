import type { IntegerTypeName, Target } from '../target.ts';
import type { LanguageOptions } from './compiler-flags.ts';
import type { MacroSet } from './macro-set.ts';

/** The size of an integer type on a target, in bytes. */
export function integerSizeBytes(target: Target, type: IntegerTypeName): number {
  if (type.includes('char')) return 1;
  if (type.includes('short')) return target.shortSizeBytes;
  if (type.includes('long long')) return target.longLongSizeBytes;
  if (type.includes('long')) return target.longSizeBytes;
  return target.intSizeBytes;
}

/** The suffix a constant of the type carries: nothing for types that promote to int. */
export function constantSuffix(type: IntegerTypeName): string {
  if (type.includes('char') || type.includes('short')) return '';
  const unsigned = type.includes('unsigned') ? 'U' : '';
  return unsigned + (type.includes('long long') ? 'LL' : type.includes('long') ? 'L' : '');
}

function maxText(target: Target, type: IntegerTypeName): string {
  const digits = integerSizeBytes(target, type) * 2;
  const first = type.includes('unsigned') ? 'f' : '7';
  return `0x${first}${'f'.repeat(digits - 1)}${constantSuffix(type)}`;
}

function unsignedOf(type: IntegerTypeName): IntegerTypeName {
  if (type === 'signed char') return 'unsigned char';
  if (type === 'int') return 'unsigned int';
  return type.replace(/int$/, 'unsigned int') as IntegerTypeName;
}

/** The typedef families of <stdint.h> for a target, as glibc-based gcc chooses them. */
function stdintTypes(target: Target): Record<string, IntegerTypeName> {
  const wide = target.longSizeBytes === 8;
  const int64: IntegerTypeName = wide ? 'long int' : 'long long int';
  const fast: IntegerTypeName = wide ? 'long int' : 'int';
  return {
    INT8: 'signed char',
    INT16: 'short int',
    INT32: 'int',
    INT64: int64,
    INT_LEAST8: 'signed char',
    INT_LEAST16: 'short int',
    INT_LEAST32: 'int',
    INT_LEAST64: int64,
    INT_FAST8: 'signed char',
    INT_FAST16: fast,
    INT_FAST32: fast,
    INT_FAST64: int64,
    INTMAX: int64,
    INTPTR: target.ptrdiffType,
  };
}

/** The wchar_t in effect: `-fshort-wchar` overrides the ABI's. */
export function wcharType(target: Target, options: LanguageOptions): IntegerTypeName {
  return options.shortWchar ? 'short unsigned int' : target.wcharType;
}

/** `__SIZEOF_*__`, `__*_TYPE__`, `__*_MAX__`, `__*_WIDTH__`, `__*_C()`: all from the data model. */
export function defineIntegers(macros: MacroSet, target: Target, options: LanguageOptions): void {
  defineSizes(macros, target, options);
  defineBasicLimits(macros, target);
  for (const [name, type] of Object.entries(stdintTypes(target))) {
    defineStdint(macros, target, name, type);
  }
  const named: [string, IntegerTypeName][] = [
    ['SIZE', target.sizeType],
    ['PTRDIFF', target.ptrdiffType],
    ['WCHAR', wcharType(target, options)],
    ['WINT', target.wintType],
    ['SIG_ATOMIC', 'int'],
  ];
  for (const [name, type] of named) {
    macros.set(`__${name}_TYPE__`, type);
    macros.set(`__${name}_MAX__`, maxText(target, type));
    macros.set(`__${name}_WIDTH__`, integerSizeBytes(target, type) * 8);
    if (name !== 'SIZE' && name !== 'PTRDIFF') macros.set(`__${name}_MIN__`, minText(name, type));
  }
  macros.set('__CHAR16_TYPE__', 'short unsigned int');
  macros.set('__CHAR32_TYPE__', 'unsigned int');
}

function minText(name: string, type: IntegerTypeName): string {
  return type.includes('unsigned') ? `0${constantSuffix(type)}` : `(-__${name}_MAX__ - 1)`;
}

function defineSizes(macros: MacroSet, target: Target, options: LanguageOptions): void {
  const sizes: [string, number][] = [
    ['SHORT', target.shortSizeBytes],
    ['INT', target.intSizeBytes],
    ['LONG', target.longSizeBytes],
    ['LONG_LONG', target.longLongSizeBytes],
    ['FLOAT', target.floatSizeBytes],
    ['DOUBLE', target.doubleSizeBytes],
    ['LONG_DOUBLE', target.longDoubleSizeBytes],
    ['POINTER', target.pointerSizeBytes],
    ['SIZE_T', integerSizeBytes(target, target.sizeType)],
    ['PTRDIFF_T', integerSizeBytes(target, target.ptrdiffType)],
    ['WCHAR_T', integerSizeBytes(target, wcharType(target, options))],
    ['WINT_T', integerSizeBytes(target, target.wintType)],
  ];
  if (target.int128) sizes.push(['INT128', 16]);
  for (const [name, sizeBytes] of sizes) macros.set(`__SIZEOF_${name}__`, sizeBytes);
  macros.set('__CHAR_BIT__', 8);
  macros.set('__BIGGEST_ALIGNMENT__', target.biggestAlignmentBytes);
}

function defineBasicLimits(macros: MacroSet, target: Target): void {
  const basic: [string, IntegerTypeName][] = [
    ['SCHAR', 'signed char'],
    ['SHRT', 'short int'],
    ['INT', 'int'],
    ['LONG', 'long int'],
    ['LONG_LONG', 'long long int'],
  ];
  for (const [name, type] of basic) {
    macros.set(`__${name}_MAX__`, maxText(target, type));
    macros.set(`__${name}_WIDTH__`, integerSizeBytes(target, type) * 8);
  }
}

function defineStdint(macros: MacroSet, target: Target, name: string, type: IntegerTypeName): void {
  const unsigned = unsignedOf(type);
  const exact = /^INT\d+$/.test(name);
  macros.set(`__${name}_TYPE__`, type);
  macros.set(`__${name}_MAX__`, maxText(target, type));
  macros.set(`__U${name}_TYPE__`, unsigned);
  macros.set(`__U${name}_MAX__`, maxText(target, unsigned));
  if (!exact) macros.set(`__${name}_WIDTH__`, integerSizeBytes(target, type) * 8);
  if (exact || name === 'INTMAX') {
    macros.set(`__${name}_C(c)`, pasted(type));
    macros.set(`__U${name}_C(c)`, pasted(unsigned));
  }
}

function pasted(type: IntegerTypeName): string {
  const suffix = constantSuffix(type);
  return suffix === '' ? 'c' : `c ## ${suffix}`;
}
