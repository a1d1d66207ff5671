import type { Target } from '../target.ts';
import { defineClangIntegers } from './clang-integers.ts';
import type { LanguageOptions } from './compiler-flags.ts';
import {
  binary32,
  binary64,
  decimalDigits,
  type FloatFormat,
  floatLimits,
} from './float-formats.ts';
import { longDoubleFormats } from './float-macros.ts';
import { defineUnwinding } from './gcc-macros.ts';
import type { Machine, MacroRequest } from './machine.ts';
import { MacroSet } from './macro-set.ts';

/** clang's predefined macros for a request (clang's InitPreprocessor). */
export function clangMacros(request: MacroRequest, machine: Machine): MacroSet {
  const macros = new MacroSet();
  const { target, options } = request;
  defineVersion(macros, request);
  defineLanguage(macros, options);
  defineClangIntegers(macros, target, options);
  defineFloats(macros, target);
  defineEnvironment(macros, target, options);
  defineAtomics(macros);
  for (const bytes of machine.compareAndSwapBytes(request)) {
    macros.flag(`__GCC_HAVE_SYNC_COMPARE_AND_SWAP_${bytes}`);
  }
  machine.define(macros, request);
  defineUnwinding(macros, request);
  refineMachine(macros, request);
  return macros;
}

/** clang claims to be gcc 4.2.1; its own version may carry a vendor's name and revision. */
function defineVersion(macros: MacroSet, { compiler }: MacroRequest): void {
  const { major, minor, patch } = compiler;
  const version = `${major}.${minor}.${patch}`;
  const [, vendor = '', revision = ''] =
    /^(.*?)clang version \S+ ?(.*)$/i.exec(compiler.versionText ?? '') ?? [];
  macros.flag('__llvm__', '__clang__');
  macros.set('__clang_major__', major);
  macros.set('__clang_minor__', minor);
  macros.set('__clang_patchlevel__', patch);
  macros.set('__clang_version__', `"${version} ${revision}"`);
  macros.set('__VERSION__', `"${vendor}Clang ${version}${revision && ` ${revision}`}"`);
  macros.set('__GNUC__', 4);
  macros.set('__GNUC_MINOR__', 2);
  macros.set('__GNUC_PATCHLEVEL__', 1);
  macros.set('__GXX_ABI_VERSION', 1002);
}

const standardVersions: Readonly<Record<number, string>> = {
  99: '199901L',
  11: '201112L',
  17: '201710L',
  23: '202311L',
};

function defineLanguage(macros: MacroSet, options: LanguageOptions): void {
  macros.flag('__STDC__', '__STDC_UTF_16__', '__STDC_UTF_32__');
  macros.set('__STDC_HOSTED__', options.hosted ? 1 : 0);
  const version = standardVersions[options.standard];
  if (version !== undefined) macros.set('__STDC_VERSION__', version);
  if (!options.gnuNames) macros.flag('__STRICT_ANSI__');
  macros.set('__STDC_EMBED_NOT_FOUND__', 0);
  macros.set('__STDC_EMBED_FOUND__', 1);
  macros.set('__STDC_EMBED_EMPTY__', 2);
  macros.flag(options.gnuInline ? '__GNUC_GNU_INLINE__' : '__GNUC_STDC_INLINE__');
  macros.flag('__CONSTANT_CFSTRINGS__');
  macros.set('__OBJC_BOOL_IS_BOOL', 0);
  macros.set('__clang_literal_encoding__', '"UTF-8"');
  macros.set('__clang_wide_literal_encoding__', options.shortWchar ? '"UTF-16"' : '"UTF-32"');
  macros.set('__BITINT_MAXWIDTH__', 8388608);
  macros.set('__USER_LABEL_PREFIX__', '');
  macros.set('__FINITE_MATH_ONLY__', 0);
  macros.flag('__PRAGMA_REDEFINE_EXTNAME', '__GCC_HAVE_DWARF2_CFI_ASM');
}

function defineFloats(macros: MacroSet, target: Target): void {
  defineFloat(macros, 'FLT', binary32, 'F');
  defineFloat(macros, 'DBL', binary64, '');
  defineFloat(macros, 'LDBL', longDoubleFormats[target.longDouble], 'L');
  macros.set('__DECIMAL_DIG__', '__LDBL_DECIMAL_DIG__');
  macros.set('__FLT_RADIX__', 2);
}

function defineFloat(macros: MacroSet, prefix: string, format: FloatFormat, suffix: string): void {
  const { mantissaBits, maxExponent, minExponent } = format;
  const digits = decimalDigits(format);
  const set = (name: string, value: string | number) => macros.set(`__${prefix}_${name}__`, value);
  // clang's constants are shortest where that is exact enough; the limits need all digits.
  for (const [name, text] of Object.entries(floatLimits(format, digits))) set(name, text + suffix);
  set('MANT_DIG', mantissaBits);
  set('DIG', Math.floor((mantissaBits - 1) * Math.log10(2)));
  set('DECIMAL_DIG', digits);
  set('MIN_EXP', `(${minExponent})`);
  set('MIN_10_EXP', `(${Math.ceil((minExponent - 1) * Math.log10(2))})`);
  set('MAX_EXP', maxExponent);
  set('MAX_10_EXP', Math.floor(maxExponent * Math.log10(2)));
  set('HAS_DENORM', 1);
  set('HAS_INFINITY', 1);
  set('HAS_QUIET_NAN', 1);
}

function defineAtomics(macros: MacroSet): void {
  for (const [index, name] of [
    'RELAXED',
    'CONSUME',
    'ACQUIRE',
    'RELEASE',
    'ACQ_REL',
    'SEQ_CST',
  ].entries()) {
    macros.set(`__ATOMIC_${name}`, index);
  }
  const types = 'BOOL CHAR CHAR16_T CHAR32_T WCHAR_T SHORT INT LONG LLONG POINTER'.split(' ');
  for (const type of types) {
    macros.set(`__CLANG_ATOMIC_${type}_LOCK_FREE`, 2);
    macros.set(`__GCC_ATOMIC_${type}_LOCK_FREE`, 2);
  }
  macros.set('__GCC_ATOMIC_TEST_AND_SET_TRUEVAL', 1);
  const scopes = ['SYSTEM', 'DEVICE', 'WRKGRP', 'WVFRNT', 'SINGLE'];
  for (const [index, name] of scopes.entries()) macros.set(`__MEMORY_SCOPE_${name}`, index);
  const openCl = ['WORK_ITEM', 'WORK_GROUP', 'DEVICE', 'ALL_SVM_DEVICES', 'SUB_GROUP'];
  for (const [index, name] of openCl.entries()) {
    macros.set(`__OPENCL_MEMORY_SCOPE_${name}`, index);
  }
  const classes =
    'SNAN QNAN NEGINF NEGNORMAL NEGSUBNORMAL NEGZERO POSZERO POSSUBNORMAL POSNORMAL POSINF';
  for (const [index, name] of classes.split(' ').entries()) {
    macros.set(`__FPCLASS_${name}`, `0x${(1 << index).toString(16).padStart(4, '0')}`);
  }
}

function defineEnvironment(macros: MacroSet, target: Target, options: LanguageOptions): void {
  const order = target.bigEndian ? 'BIG' : 'LITTLE';
  macros.set('__ORDER_LITTLE_ENDIAN__', 1234);
  macros.set('__ORDER_BIG_ENDIAN__', 4321);
  macros.set('__ORDER_PDP_ENDIAN__', 3412);
  macros.set('__BYTE_ORDER__', `__ORDER_${order}_ENDIAN__`);
  macros.flag(`__${order}_ENDIAN__`);
  if (target.longSizeBytes === 8) macros.flag('_LP64', '__LP64__');
  macros.standardName('linux', options.gnuNames);
  macros.standardName('unix', options.gnuNames);
  macros.flag('__gnu_linux__', '__ELF__');
  if (options.optimize) macros.flag('__OPTIMIZE__');
  if (options.optimizeSize) macros.flag('__OPTIMIZE_SIZE__');
  if (!options.inlineFunctions) macros.flag('__NO_INLINE__');
  if (options.charUnsigned ?? !target.charSigned) macros.flag('__CHAR_UNSIGNED__');
  for (const [name, value] of [
    ['pic', options.pic],
    ['pie', options.pie],
  ] as const) {
    if (value === 0) continue;
    macros.set(`__${name}__`, value);
    macros.set(`__${name.toUpperCase()}__`, value);
  }
  // clang numbers its protectors 1 to 3: plain, strong, all; gcc's numbers differ.
  const protector = { 1: ['__SSP__', 1], 2: ['__SSP_ALL__', 3], 3: ['__SSP_STRONG__', 2] } as const;
  const [name, value] = protector[options.stackProtector as 1 | 2 | 3] ?? [];
  if (name !== undefined && value !== undefined) macros.set(name, value);
}

/** What gcc's table for x86 says and clang does not, and the other way about. */
function refineMachine(macros: MacroSet, { target }: MacroRequest): void {
  if (target.name !== 'x86_64' && target.name !== 'i386') return;
  macros.delete('_SOFT_FLOAT', '__ATOMIC_HLE_ACQUIRE', '__ATOMIC_HLE_RELEASE');
  macros.delete('__DECIMAL_BID_FORMAT__', '__SIZEOF_FLOAT80__', '_ILP32');
  macros.set('__seg_gs', '__attribute__((address_space(256)))');
  macros.set('__seg_fs', '__attribute__((address_space(257)))');
  macros.flag('__NO_MATH_INLINES', '__FLOAT128__');
  macros.set('__REGISTER_PREFIX__', '');
  if (target.name === 'x86_64') macros.flag('__tune_k8__');
}
