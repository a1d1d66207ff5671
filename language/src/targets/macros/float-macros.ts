import type { LongDoubleFormat, Target } from '../target.ts';
import {
  binary16,
  binary32,
  binary64,
  binary128,
  decimalDigits,
  doubleDouble,
  type FloatFormat,
  floatLimits,
  m68kExtended,
  x87Extended,
} from './float-formats.ts';
import type { MacroSet } from './macro-set.ts';

/** What a machine says about its floating-point types. */
export interface FloatTraits {
  /** `_Float16` exists. */
  readonly float16: boolean;
  /** `_Float128` exists; where long double is not itself a quad this is a type of its own. */
  readonly float128: boolean;
  /** `_Decimal32` and its relatives have hardware or library support. */
  readonly decimal: boolean;
  readonly evalMethod: number;
  /** `__GCC_IEC_559` and `__GCC_IEC_559_COMPLEX`. */
  readonly iec559: number;
  /** Overrides the format of long double: `-mlong-double-64` and the like. */
  readonly longDouble?: LongDoubleFormat;
}

/** The format of each kind of long double. */
export const longDoubleFormats: Readonly<Record<LongDoubleFormat, FloatFormat>> = {
  double: binary64,
  x87: x87Extended,
  quad: binary128,
  ibm: doubleDouble,
  m68k: m68kExtended,
};

/** `__FLT_*`, `__DBL_*`, `__LDBL_*`, `__FLTn_*` and `__DEC*`, following gcc's c_cpp_builtins. */
export function defineFloats(macros: MacroSet, target: Target, traits: FloatTraits): void {
  const longDouble = longDoubleFormats[traits.longDouble ?? target.longDouble];
  const types = floatTypes(longDouble, traits);
  const digits = Math.max(...types.map(([, format]) => decimalDigits(format)));
  for (const [prefix, format, suffix, cast] of types) {
    defineType(macros, prefix, format, suffix, cast, digits);
  }
  macros.set('__DECIMAL_DIG__', decimalDigits(longDouble));
  macros.set('__FLT_RADIX__', 2);
  macros.set('__FLT_EVAL_METHOD__', traits.evalMethod);
  macros.set('__FLT_EVAL_METHOD_TS_18661_3__', traits.evalMethod);
  macros.set('__DEC_EVAL_METHOD__', 2);
  macros.set('__GCC_IEC_559', traits.iec559);
  macros.set('__GCC_IEC_559_COMPLEX', traits.iec559);
  macros.set('__FINITE_MATH_ONLY__', 0);
  if (traits.decimal) defineDecimals(macros);
}

type FloatType = readonly [prefix: string, format: FloatFormat, suffix: string, cast?: string];

function floatTypes(longDouble: FloatFormat, traits: FloatTraits): FloatType[] {
  const types: FloatType[] = [
    ['FLT', binary32, 'F'],
    ['DBL', binary64, 'L', 'double'],
    ['LDBL', longDouble, 'L'],
    ['FLT32', binary32, 'F32'],
    ['FLT64', binary64, 'F64'],
    ['FLT32X', binary64, 'F32x'],
  ];
  if (traits.float16) types.push(['FLT16', binary16, 'F16']);
  if (traits.float128) {
    types.push(['FLT128', binary128, 'F128']);
    types.push(['FLT64X', longDouble === x87Extended ? x87Extended : binary128, 'F64x']);
  }
  return types;
}

function defineType(
  macros: MacroSet,
  prefix: string,
  format: FloatFormat,
  suffix: string,
  cast: string | undefined,
  digits: number,
): void {
  const set = (name: string, value: string | number) => macros.set(`__${prefix}_${name}__`, value);
  const { mantissaBits, maxExponent, minExponent } = format;
  set('MANT_DIG', mantissaBits);
  set('DIG', Math.floor((mantissaBits - 1) * Math.log10(2)));
  set('MIN_EXP', `(${minExponent})`);
  set('MIN_10_EXP', `(${Math.ceil((minExponent - 1) * Math.log10(2))})`);
  set('MAX_EXP', maxExponent);
  set('MAX_10_EXP', Math.floor(maxExponent * Math.log10(2)));
  set('DECIMAL_DIG', decimalDigits(format));
  for (const [name, text] of Object.entries(floatLimits(format, digits))) {
    set(name, cast ? `((${cast})${text}${suffix})` : text + suffix);
  }
  set('HAS_DENORM', 1);
  set('HAS_INFINITY', 1);
  set('HAS_QUIET_NAN', 1);
  set('IS_IEC_60559', format.iec60559);
}

function defineDecimals(macros: MacroSet): void {
  for (const [bits, digits, maxExponent, suffix] of [
    [32, 7, 97, 'DF'],
    [64, 16, 385, 'DD'],
    [128, 34, 6145, 'DL'],
  ] as const) {
    const set = (name: string, value: string | number) =>
      macros.set(`__DEC${bits}_${name}__`, value);
    const minExponent = 3 - maxExponent;
    set('MANT_DIG', digits);
    set('MIN_EXP', `(${minExponent})`);
    set('MAX_EXP', maxExponent);
    set('MIN', `1E${minExponent - 1}${suffix}`);
    set('MAX', `9.${'9'.repeat(digits - 1)}E${maxExponent - 1}${suffix}`);
    set('EPSILON', `1E-${digits - 1}${suffix}`);
    set('SUBNORMAL_MIN', `0.${'0'.repeat(digits - 2)}1E${minExponent - 1}${suffix}`);
  }
}
