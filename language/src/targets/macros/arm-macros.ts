import { defineFixedPoint } from './fixed-point-macros.ts';
import { integerSizeBytes, wcharType } from './integer-macros.ts';
import {
  defineFastFma,
  type Machine,
  type MacroRequest,
  plainFloats,
  quadFloats,
} from './machine.ts';
import type { MacroSet } from './macro-set.ts';

/** 64-bit Arm, following gcc's aarch64-c.c. */
export const aarch64Machine: Machine = {
  floats: (request) => ({
    ...quadFloats,
    float16: true,
    iec559: generalRegsOnly(request) ? 0 : 2,
  }),
  compareAndSwapBytes: () => [1, 2, 4, 8, 16],
  define(macros, request) {
    const { target, flags } = request;
    macros.flag('__aarch64__', target.bigEndian ? '__AARCH64EB__' : '__AARCH64EL__');
    const model = (flags.value('-mcmodel=') ?? 'small').toUpperCase();
    // Position-independent code has models of its own, which have no macro.
    if (request.options.pic === 0) macros.flag(`__AARCH64_CMODEL_${model}__`);
    if (target.bigEndian) macros.flag('__ARM_BIG_ENDIAN');
    defineAarch64Features(macros);
    if (!generalRegsOnly(request)) defineAarch64FloatingPoint(macros);
    defineBranchProtection(macros, flags.value('-mbranch-protection='));
    macros.set('__ARM_SIZEOF_WCHAR_T', 4);
    macros.set('__ARM_SIZEOF_MINIMAL_ENUM', 4);
    macros.set('__FLT_EVAL_METHOD_C99__', 0);
    macros.set('__GCC_CONSTRUCTIVE_SIZE', 64);
    macros.set('__GCC_DESTRUCTIVE_SIZE', 256);
  },
};

function generalRegsOnly({ flags }: MacroRequest): boolean {
  return flags.has('-mgeneral-regs-only');
}

function defineAarch64Features(macros: MacroSet): void {
  macros.flag('__ARM_64BIT_STATE', '__ARM_ARCH_8A', '__ARM_ARCH_ISA_A64');
  macros.flag('__ARM_FEATURE_CLZ', '__ARM_FEATURE_IDIV', '__ARM_FEATURE_UNALIGNED');
  macros.flag('__ARM_PCS_AAPCS64', '__GCC_ASM_FLAG_OUTPUTS__');
  macros.set('__ARM_ARCH', 8);
  macros.set('__ARM_ARCH_PROFILE', 65);
  macros.set('__ARM_ALIGN_MAX_PWR', 28);
  macros.set('__ARM_ALIGN_MAX_STACK_PWR', 16);
}

function defineAarch64FloatingPoint(macros: MacroSet): void {
  macros.flag('__ARM_FEATURE_FMA', '__ARM_FEATURE_NUMERIC_MAXMIN', '__ARM_NEON');
  macros.flag('__ARM_FP16_ARGS', '__ARM_FP16_FORMAT_IEEE');
  macros.set('__ARM_FP', 14);
  defineFastFma(macros);
}

/** `-mbranch-protection=`: landing pads, and which key signs return addresses. */
function defineBranchProtection(macros: MacroSet, value: string | undefined): void {
  const parts = new Set((value ?? 'none').split('+'));
  if (parts.has('standard') || parts.has('bti')) macros.flag('__ARM_FEATURE_BTI_DEFAULT');
  if (!parts.has('standard') && !parts.has('pac-ret')) return;
  const key = parts.has('b-key') ? 2 : 1;
  macros.set('__ARM_FEATURE_PAC_DEFAULT', key + (parts.has('leaf') ? 4 : 0));
}

/** The 32-bit architectures of the kernel's arch/arm/Makefile: version, and its name in macros. */
const armArchitectures: Readonly<Record<string, { version: number; name: string }>> = {
  armv3m: { version: 3, name: '3M' },
  armv4: { version: 4, name: '4' },
  armv4t: { version: 4, name: '4T' },
  armv5t: { version: 5, name: '5T' },
  armv5te: { version: 5, name: '5TE' },
  armv6: { version: 6, name: '6' },
  armv6k: { version: 6, name: '6K' },
  'armv7-a': { version: 7, name: '7A' },
  'armv7-m': { version: 7, name: '7M' },
};

/** 32-bit Arm, following gcc's arm-c.c. */
export const armMachine: Machine = {
  floats: (request) => ({ ...plainFloats, iec559: softFloat(request) ? 0 : 2 }),
  // Before ARMv6 there is no exclusive load; the kernel does not offer its helper to itself.
  compareAndSwapBytes: ({ flags }) =>
    armArchitecture(flags.value('-march=')).version >= 6 ? [1, 2, 4, 8] : [],
  define(macros, request) {
    const { target, flags, options } = request;
    defineFixedPoint(macros, false);
    macros.flag('__arm__', '__APCS_32__', '__ARM_EABI__', '__ARM_32BIT_STATE');
    macros.flag(target.bigEndian ? '__ARMEB__' : '__ARMEL__', '__GCC_ASM_FLAG_OUTPUTS__');
    if (target.bigEndian) macros.flag('__ARM_BIG_ENDIAN');
    defineArmArchitecture(macros, flags.value('-march='));
    defineThumb(macros, request);
    defineArmFloat(macros, request);
    macros.set('__ARM_SIZEOF_WCHAR_T', integerSizeBytes(target, wcharType(target, options)));
    macros.set('__ARM_SIZEOF_MINIMAL_ENUM', 4);
    macros.set('__GXX_TYPEINFO_EQUALITY_INLINE', 0);
    macros.set('__GCC_CONSTRUCTIVE_SIZE', 64);
    macros.set('__GCC_DESTRUCTIVE_SIZE', 64);
    macros.delete('__GCC_HAVE_DWARF2_CFI_ASM');
    if (flags.has('-mno-unaligned-access', '-munaligned-access')) {
      macros.delete('__ARM_FEATURE_UNALIGNED');
    }
  },
};

function armArchitecture(march = 'armv7-a'): { version: number; name: string } {
  return armArchitectures[march.replace(/\+.*/, '')] ?? { version: 7, name: '7A' };
}

function softFloat({ flags }: MacroRequest): boolean {
  const soft = flags.has('-msoft-float', '-mhard-float') || flags.value('-mfloat-abi=') === 'soft';
  return soft || flags.has('-mgeneral-regs-only');
}

function defineArmArchitecture(macros: MacroSet, march: string | undefined): void {
  const { version, name } = armArchitecture(march);
  macros.flag(`__ARM_ARCH_${name}__`, '__ARM_ARCH_ISA_ARM');
  macros.set('__ARM_ARCH', version);
  if (version >= 4 && name !== '4') macros.set('__ARM_ARCH_ISA_THUMB', version >= 7 ? 2 : 1);
  if (version >= 7) macros.set('__ARM_ARCH_PROFILE', 65);
  if (version >= 5) macros.flag('__ARM_FEATURE_CLZ');
  if (name.includes('E') || version >= 6) macros.flag('__ARM_FEATURE_DSP', '__ARM_FEATURE_QBIT');
  if (version >= 6) {
    macros.flag('__ARM_FEATURE_SAT', '__ARM_FEATURE_SIMD32', '__ARM_FEATURE_UNALIGNED');
    macros.set('__ARM_FEATURE_LDREX', version >= 7 || name === '6K' ? 15 : 4);
  }
  macros.set('__ARM_FEATURE_COPROC', coprocessorLevel(version, name));
}

function coprocessorLevel(version: number, name: string): number {
  if (version >= 6) return 15;
  if (version === 5) return name.includes('E') ? 7 : 3;
  return 1;
}

/** Debian's armhf compiles to Thumb unless told `-marm`, which the kernel says. */
function defineThumb(macros: MacroSet, { flags, target }: MacroRequest): void {
  macros.flag('__ARM_ASM_SYNTAX_UNIFIED__', '__THUMB_INTERWORK__');
  const thumb = flags.last('-mthumb', '-marm') === '-mthumb';
  if (!thumb) {
    macros.delete('__ARM_ASM_SYNTAX_UNIFIED__');
    return;
  }
  macros.flag('__thumb__', '__thumb2__', target.bigEndian ? '__THUMBEB__' : '__THUMBEL__');
}

function defineArmFloat(macros: MacroSet, request: MacroRequest): void {
  macros.flag('__VFP_FP__');
  if (softFloat(request)) {
    macros.flag('__SOFTFP__', '__ARM_PCS');
    return;
  }
  macros.flag('__ARM_PCS_VFP');
  macros.set('__ARM_FP', 12);
}
