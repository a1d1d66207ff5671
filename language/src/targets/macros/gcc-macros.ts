import type { Target } from '../target.ts';
import type { LanguageOptions } from './compiler-flags.ts';
import { defineFloats } from './float-macros.ts';
import { defineIntegers, wcharType } from './integer-macros.ts';
import type { Machine, MacroRequest } from './machine.ts';
import { MacroSet } from './macro-set.ts';

const standardVersions: Readonly<Record<number, string>> = {
  99: '199901L',
  11: '201112L',
  17: '201710L',
  23: '202000L',
};

/** gcc's predefined macros for a request (libcpp's init and c-family's c_cpp_builtins). */
export function gccMacros(request: MacroRequest, machine: Machine): MacroSet {
  const macros = new MacroSet();
  defineLanguage(macros, request);
  defineVersion(macros, request);
  defineIntegers(macros, request.target, request.options);
  defineFloats(macros, request.target, machine.floats(request));
  defineByteOrder(macros, request.target);
  defineAtomics(macros, request, machine.compareAndSwapBytes(request));
  defineOptions(macros, request.options, request.target);
  defineSystem(macros, request);
  machine.define(macros, request);
  defineUnwinding(macros, request);
  return macros;
}

function defineLanguage(macros: MacroSet, { options }: MacroRequest): void {
  macros.flag('__STDC__');
  if (options.standard !== 89 && (options.standard !== 99 || options.gnuNames)) {
    macros.flag('__STDC_UTF_16__', '__STDC_UTF_32__');
  }
  macros.set('__STDC_HOSTED__', options.hosted ? 1 : 0);
  const version = standardVersions[options.standard];
  if (version !== undefined) macros.set('__STDC_VERSION__', version);
  if (!options.gnuNames) macros.flag('__STRICT_ANSI__');
  if (options.standardIncludes) defineStdcPredef(macros);
}

/** What glibc's <stdc-predef.h> adds where the standard headers are searched. */
function defineStdcPredef(macros: MacroSet): void {
  macros.flag('_STDC_PREDEF_H');
  macros.set('__STDC_ISO_10646__', '201706L');
  macros.flag('__STDC_IEC_559__', '__STDC_IEC_559_COMPLEX__');
  macros.set('__STDC_IEC_60559_BFP__', '201404L');
  macros.set('__STDC_IEC_60559_COMPLEX__', '201404L');
}

/** The `-fabi-version` that each release of gcc speaks by default. */
function abiVersion(major: number): number {
  const versions: Record<number, number> = {
    5: 1009,
    6: 1010,
    7: 1011,
    8: 1013,
    9: 1013,
    10: 1014,
  };
  return versions[major] ?? (major <= 11 ? 1016 : major === 12 ? 1017 : major + 1005);
}

function defineVersion(macros: MacroSet, { compiler }: MacroRequest): void {
  const { major, minor, patch } = compiler;
  macros.set('__GNUC__', major);
  macros.set('__GNUC_MINOR__', minor);
  macros.set('__GNUC_PATCHLEVEL__', patch);
  macros.set('__VERSION__', `"${major}.${minor}.${patch}"`);
  macros.set('__GXX_ABI_VERSION', abiVersion(major));
}

function defineByteOrder(macros: MacroSet, target: Target): void {
  const order = target.bigEndian ? '__ORDER_BIG_ENDIAN__' : '__ORDER_LITTLE_ENDIAN__';
  macros.set('__ORDER_LITTLE_ENDIAN__', 1234);
  macros.set('__ORDER_BIG_ENDIAN__', 4321);
  macros.set('__ORDER_PDP_ENDIAN__', 3412);
  macros.set('__BYTE_ORDER__', order);
  macros.set('__FLOAT_WORD_ORDER__', order);
}

function defineAtomics(macros: MacroSet, request: MacroRequest, swaps: readonly number[]): void {
  const orders = ['RELAXED', 'CONSUME', 'ACQUIRE', 'RELEASE', 'ACQ_REL', 'SEQ_CST'];
  const values = [0, 1, 2, 3, 4, 5];
  for (const [index, name] of orders.entries()) {
    macros.set(`__ATOMIC_${name}`, values[index] ?? 0);
  }
  for (const bytes of swaps) macros.flag(`__GCC_HAVE_SYNC_COMPARE_AND_SWAP_${bytes}`);
  const { target, options } = request;
  const wcharBytes = wcharType(target, options).includes('short') ? 2 : 4;
  const types: [string, number][] = [
    ['BOOL', 1],
    ['CHAR', 1],
    ['CHAR16_T', 2],
    ['CHAR32_T', 4],
    ['WCHAR_T', wcharBytes],
    ['SHORT', 2],
    ['INT', 4],
    ['LONG', target.longSizeBytes],
    ['LLONG', 8],
    ['POINTER', target.pointerSizeBytes],
  ];
  for (const [name, bytes] of types) {
    macros.set(`__GCC_ATOMIC_${name}_LOCK_FREE`, swaps.includes(bytes) ? 2 : 1);
  }
  macros.set('__GCC_ATOMIC_TEST_AND_SET_TRUEVAL', 1);
}

function defineOptions(macros: MacroSet, options: LanguageOptions, target: Target): void {
  macros.flag(options.gnuInline ? '__GNUC_GNU_INLINE__' : '__GNUC_STDC_INLINE__');
  if (options.optimize) macros.flag('__OPTIMIZE__');
  if (options.optimizeSize) macros.flag('__OPTIMIZE_SIZE__');
  if (!options.inlineFunctions) macros.flag('__NO_INLINE__');
  if (options.charUnsigned ?? !target.charSigned) macros.flag('__CHAR_UNSIGNED__');
  definePositionIndependence(macros, options);
  const protector = ['', '__SSP__', '__SSP_ALL__', '__SSP_STRONG__', '__SSP_EXPLICIT__'];
  const name = protector[options.stackProtector];
  if (name) macros.set(name, options.stackProtector);
  const addresses = options.sanitizers.some((each) => each.endsWith('address'));
  if (addresses) macros.flag('__SANITIZE_ADDRESS__');
  if (options.sanitizers.includes('thread')) macros.flag('__SANITIZE_THREAD__');
}

/**
 * Call frame directives are used with debug information or unwind tables; machines that have the
 * tables by default, or not, have said so before.
 */
export function defineUnwinding(macros: MacroSet, { flags, target }: MacroRequest): void {
  const name = '__GCC_HAVE_DWARF2_CFI_ASM';
  if (flags.has('-fno-asynchronous-unwind-tables', '-fasynchronous-unwind-tables')) {
    macros.delete(name);
  }
  const debug = flags.list.findLast((flag) => /^-g(db|dwarf(-\d)?|\d)?$/.test(flag));
  const tables = ['-fasynchronous-unwind-tables', '-funwind-tables', '-fexceptions'];
  // 32-bit Arm's tables are of the EHABI's own format.
  const ehabi = target.name.startsWith('arm');
  const used = !ehabi && tables.some((flag) => flags.has(flag, flag.replace('-f', '-fno-')));
  if (used || (debug !== undefined && debug !== '-g0')) macros.flag(name);
}

function definePositionIndependence(macros: MacroSet, { pic, pie }: LanguageOptions): void {
  if (pic > 0) {
    macros.set('__pic__', pic);
    macros.set('__PIC__', pic);
  }
  if (pie > 0) {
    macros.set('__pie__', pie);
    macros.set('__PIE__', pie);
  }
}

function defineSystem(macros: MacroSet, { target, options }: MacroRequest): void {
  macros.standardName('linux', options.gnuNames);
  macros.standardName('unix', options.gnuNames);
  macros.flag('__gnu_linux__', '__ELF__', '__PRAGMA_REDEFINE_EXTNAME');
  macros.flag('__HAVE_SPECULATION_SAFE_VALUE', '__GCC_HAVE_DWARF2_CFI_ASM');
  macros.set('__REGISTER_PREFIX__', '');
  macros.set('__USER_LABEL_PREFIX__', '');
  if (target.longSizeBytes === 8) macros.flag('_LP64', '__LP64__');
  macros.set('__GNUC_EXECUTION_CHARSET_NAME', '"UTF-8"');
  const width = wcharType(target, options).includes('short') ? 16 : 32;
  const order = target.bigEndian ? 'BE' : 'LE';
  macros.set('__GNUC_WIDE_EXECUTION_CHARSET_NAME', `"UTF-${width}${order}"`);
}
