/** Machines whose own macros fit in a few lines. */

import {
  defineFastFma,
  type Machine,
  type MacroRequest,
  plainFloats,
  quadFloats,
} from './machine.ts';
import type { MacroSet } from './macro-set.ts';

/** zSeries, following gcc's s390-c.c. */
export const s390Machine: Machine = {
  floats: (request) => ({
    ...quadFloats,
    decimal: true,
    iec559: request.flags.has('-msoft-float', '-mhard-float') ? 0 : 2,
  }),
  compareAndSwapBytes: () => [1, 2, 4, 8, 16],
  define(macros, { flags }) {
    macros.flag('__s390__', '__s390x__', '__zarch__');
    const level = s390Level(flags.value('-march='));
    macros.set('__ARCH__', level);
    if (level >= 10 && !flags.has('-mno-htm', '-mhtm')) macros.flag('__HTM__');
    macros.flag('__LONG_DOUBLE_128__');
    if (level >= 11 && !flags.has('-mno-vx', '-mvx')) macros.flag('__VX__');
    if (flags.has('-msoft-float', '-mhard-float')) return;
    if (level >= 12) macros.flag('__LONG_DOUBLE_VX__');
    defineFastFma(macros);
  },
};

/** The architecture level set behind a machine's name; gcc accepts `archN` as well. */
function s390Level(march: string | undefined): number {
  const levels: Record<string, number> = {
    z900: 5,
    z990: 6,
    'z9-109': 7,
    'z9-ec': 7,
    z10: 8,
    z196: 9,
    zEC12: 10,
    z13: 11,
    z14: 12,
    z15: 13,
    z16: 14,
  };
  if (march === undefined) return 9;
  return levels[march] ?? (Number(march.replace('arch', '')) || 9);
}

/** RISC-V, following gcc's riscv-c.c: the extensions of `-march` one by one. */
export const riscvMachine: Machine = {
  floats: (request) => ({ ...quadFloats, iec559: riscvHas(request, 'f') ? 2 : 0 }),
  compareAndSwapBytes: (request) => (request.target.pointerSizeBytes === 8 ? [4, 8] : [4]),
  define(macros, request) {
    const wide = request.target.pointerSizeBytes === 8;
    macros.flag('__riscv', '__riscv_arch_test');
    macros.set('__riscv_xlen', wide ? 64 : 32);
    const model = request.flags.value('-mcmodel=') ?? 'medlow';
    macros.flag(`__riscv_cmodel_${model}`);
    macros.delete('__HAVE_SPECULATION_SAFE_VALUE', '__GCC_HAVE_DWARF2_CFI_ASM');
    defineRiscvExtensions(macros, request);
    defineRiscvAbi(macros, request, wide);
  },
};

const riscvVersions: Readonly<Record<string, number>> = {
  i: 2001000,
  m: 2000000,
  a: 2001000,
  f: 2002000,
  d: 2002000,
  c: 2000000,
  zicsr: 2000000,
  zifencei: 2000000,
  zicbom: 1000000,
  zicboz: 1000000,
  zba: 1000000,
  zbb: 1000000,
  zbc: 1000000,
  zbs: 1000000,
};

/** The extensions named by `-march=rv64imafdc_zicsr`; `g` stands for `imafd_zicsr_zifencei`. */
function riscvExtensions(request: MacroRequest): Set<string> {
  const march = request.flags.value('-march=') ?? 'rv64imafdc_zicsr_zifencei';
  const [base = '', ...long] = march.replace(/^rv(32|64)/, '').split('_');
  const names = new Set([...base.replace('g', 'imafd')].concat(long));
  if (base.includes('g')) names.add('zicsr').add('zifencei');
  if (names.has('f')) names.add('zicsr');
  return names;
}

function riscvHas(request: MacroRequest, extension: string): boolean {
  return riscvExtensions(request).has(extension);
}

function defineRiscvExtensions(macros: MacroSet, request: MacroRequest): void {
  const names = riscvExtensions(request);
  for (const name of names) macros.set(`__riscv_${name}`, riscvVersions[name] ?? 1000000);
  if (names.has('a')) macros.flag('__riscv_atomic');
  if (names.has('c')) macros.flag('__riscv_compressed');
  if (names.has('m')) macros.flag('__riscv_mul', '__riscv_muldiv', '__riscv_div');
  if (!names.has('f')) return;
  macros.flag('__riscv_fdiv', '__riscv_fsqrt');
  macros.set('__riscv_flen', names.has('d') ? 64 : 32);
  defineFastFma(macros);
}

function defineRiscvAbi(macros: MacroSet, request: MacroRequest, wide: boolean): void {
  const abi = request.flags.value('-mabi=') ?? (wide ? 'lp64d' : 'ilp32d');
  const kind = abi.endsWith('d') ? 'double' : abi.endsWith('f') ? 'single' : 'soft';
  macros.flag(`__riscv_float_abi_${kind}`);
}

/** SPARC V8 and V9, following gcc's sparc-c.c. */
export const sparcMachine: Machine = {
  floats: (request) => ({
    ...quadFloats,
    iec559: sparcSoft(request) ? 0 : 2,
  }),
  compareAndSwapBytes: (request) => (request.target.pointerSizeBytes === 8 ? [1, 2, 4, 8] : []),
  define(macros, { target, options, flags }) {
    const wide = target.pointerSizeBytes === 8;
    macros.standardName('sparc', options.gnuNames);
    if (wide) macros.flag('__arch64__', '__sparc_v9__', '_LONGLONG');
    else macros.flag('__LONG_DOUBLE_128__', `__sparc_${flags.value('-mcpu=') ?? 'v8'}__`);
    macros.set('__GCC_ATOMIC_TEST_AND_SET_TRUEVAL', 255);
    macros.delete('__GCC_HAVE_DWARF2_CFI_ASM');
  },
};

function sparcSoft({ flags }: MacroRequest): boolean {
  return flags.has('-mno-fpu', '-mfpu') || flags.has('-msoft-float', '-mhard-float');
}

/** PA-RISC, following gcc's pa.h. */
export const pariscMachine: Machine = {
  floats: ({ flags }) => ({ ...plainFloats, iec559: flags.has('-mdisable-fpregs') ? 0 : 1 }),
  compareAndSwapBytes: () => [1, 2, 4, 8],
  define(macros, { target, flags }) {
    macros.flag('__hppa', '__hppa__', '__BIG_ENDIAN__');
    const wide = target.pointerSizeBytes === 8;
    const second = wide || flags.value('-march=') === '2.0' || flags.has('-mpa-risc-2-0');
    macros.flag(second ? '_PA_RISC2_0' : '_PA_RISC1_1');
    macros.delete('__GCC_HAVE_DWARF2_CFI_ASM');
  },
};

/** Motorola 68000 family and ColdFire, following gcc's m68k.h. */
export const m68kMachine: Machine = {
  floats: (request) => ({ ...plainFloats, evalMethod: m68kRounds(request) ? 0 : 2 }),
  compareAndSwapBytes: () => [1, 2, 4],
  define(macros, request) {
    const { options, flags } = request;
    macros.flag('__m68k__');
    macros.standardName('mc68000', options.gnuNames);
    const level = flags.last('-m68020', '-m68030', '-m68040', '-m68060') ?? '-m68020';
    const processor = flags.value('-mcpu=') ?? level.slice(2);
    if (/^68\d\d\d$/.test(processor)) macros.standardName(`mc${processor}`, options.gnuNames);
    if (m68kFloat(request)) macros.flag('__HAVE_68881__');
    macros.set('__REGISTER_PREFIX__', '%');
    macros.set('__GCC_ATOMIC_TEST_AND_SET_TRUEVAL', 128);
    macros.delete('__GCC_HAVE_DWARF2_CFI_ASM');
  },
};

function m68kFloat({ flags }: MacroRequest): boolean {
  return !flags.has('-msoft-float', '-mhard-float');
}

/** The 68040 rounds to the type's own precision; the 68881 computes in extended precision. */
function m68kRounds(request: MacroRequest): boolean {
  return !m68kFloat(request) || request.flags.last('-m68020', '-m68030', '-m68040') === '-m68040';
}

/** Alpha, following gcc's alpha.h. */
export const alphaMachine: Machine = {
  floats: ({ flags }) => ({ ...quadFloats, iec559: flags.has('-mno-fp-regs') ? 0 : 2 }),
  compareAndSwapBytes: () => [1, 2, 4, 8],
  define(macros, { flags, options }) {
    const processor = flags.value('-mcpu=') ?? 'ev4';
    macros.flag('__alpha', '__alpha__', `__alpha_${processor}__`, '_LONGLONG', '_IEEE_FP');
    macros.flag('__LANGUAGE_C', '__LANGUAGE_C__', '__LONG_DOUBLE_128__');
    if (options.gnuNames) macros.flag('LANGUAGE_C');
    macros.delete('__HAVE_SPECULATION_SAFE_VALUE');
  },
};

/** SuperH, following gcc's sh-c.c. */
export const shMachine: Machine = {
  floats: (request) => ({ ...plainFloats, iec559: shSoft(request) ? 0 : 2 }),
  compareAndSwapBytes: () => [1, 2, 4],
  define(macros, request) {
    const { target } = request;
    macros.flag('__sh__', target.bigEndian ? '__BIG_ENDIAN__' : '__LITTLE_ENDIAN__');
    macros.flag('__SH_ATOMIC_MODEL_SOFT_GUSA__');
    macros.set('__GCC_ATOMIC_TEST_AND_SET_TRUEVAL', 128);
    macros.delete('__GCC_HAVE_DWARF2_CFI_ASM');
    if (shSoft(request)) {
      macros.flag('__SH4_NOFPU__', '__SH3__', '__sh3__');
      return;
    }
    macros.flag('__SH4__', '__SH_FPU_ANY__', '__SH_FPU_DOUBLE__');
    macros.flag('__FP_FAST_FMAF', '__FP_FAST_FMAF32');
  },
};

function shSoft({ flags }: MacroRequest): boolean {
  return flags.last('-m4', '-m4-nofpu') === '-m4-nofpu';
}

/** A machine of which only the names are known: its compiler is not one that this project is compared with. */
export function namedMachine(...names: string[]): Machine {
  return {
    floats: () => plainFloats,
    compareAndSwapBytes: () => [1, 2, 4],
    define: (macros: MacroSet) => macros.flag(...names),
  };
}

/** LoongArch LP64: quad long double and the names that the kernel tests. */
export const loongarchMachine: Machine = {
  floats: () => quadFloats,
  compareAndSwapBytes: () => [1, 2, 4, 8],
  define(macros, { flags }) {
    const soft = flags.value('-mabi=') === 'lp64s' || flags.has('-msoft-float');
    macros.flag('__loongarch__', '__loongarch64', '__loongarch_lp64');
    macros.flag(soft ? '__loongarch_soft_float' : '__loongarch_hard_float');
    macros.set('__loongarch_grlen', 64);
    macros.set('__loongarch_frlen', soft ? 0 : 64);
    if (soft) return;
    macros.flag('__loongarch_double_float');
  },
};
