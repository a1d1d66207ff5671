/** Machines whose own macros fit in a few lines. */

import { type Machine, type MacroRequest, plainFloats, quadFloats } from './machine.ts';

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
