import { defineFixedPoint } from './fixed-point-macros.ts';
import { type Machine, type MacroRequest, plainFloats } from './machine.ts';
import type { MacroSet } from './macro-set.ts';

interface MipsChoice {
  readonly wide: boolean;
  readonly march: string;
  readonly soft: boolean;
  readonly revision: number;
}

function choice({ target, flags }: MacroRequest): MipsChoice {
  const wide = target.pointerSizeBytes === 8;
  const march = flags.value('-march=') ?? (wide ? 'mips64r2' : 'mips32r2');
  const revision = Number(/r(\d)$/.exec(march)?.[1] ?? (/^mips(32|64)/.test(march) ? 1 : 0));
  return { wide, march, revision, soft: flags.has('-msoft-float', '-mhard-float') };
}

function defineOldNames(macros: MacroSet, { target, options }: MacroRequest, wide: boolean): void {
  const order = target.bigEndian ? 'MIPSEB' : 'MIPSEL';
  const generation = wide ? 'R4000' : 'R3000';
  for (const name of [order, generation, 'LANGUAGE_C']) {
    macros.standardName(name, options.gnuNames);
    macros.flag(`_${name}`);
  }
  macros.flag('_mips', '__mips__');
  if (options.gnuNames) macros.flag('mips');
  macros.set('__mips', wide ? 64 : 32);
  if (wide) macros.flag('__mips64');
}

function defineAbi(macros: MacroSet, wide: boolean): void {
  macros.set(wide ? '_ABI64' : '_ABIO32', wide ? 3 : 1);
  macros.set('_MIPS_SIM', wide ? '_ABI64' : '_ABIO32');
  macros.set('_MIPS_SZINT', 32);
  macros.set('_MIPS_SZLONG', wide ? 64 : 32);
  macros.set('_MIPS_SZPTR', wide ? 64 : 32);
}

function defineProcessor(macros: MacroSet, request: MacroRequest): void {
  const { wide, march, revision } = choice(request);
  const tune = request.flags.value('-mtune=') ?? march;
  for (const [kind, name] of [
    ['ARCH', march],
    ['TUNE', tune],
  ] as const) {
    macros.set(`_MIPS_${kind}`, `"${name}"`);
    macros.flag(`_MIPS_${kind}_${name.toUpperCase().replace(/\+/g, 'P')}`);
  }
  macros.set('_MIPS_ISA', wide ? '_MIPS_ISA_MIPS64' : '_MIPS_ISA_MIPS32');
  if (revision > 0) macros.set('__mips_isa_rev', revision);
}

function defineFloatingPoint(macros: MacroSet, { wide, soft }: MipsChoice): void {
  macros.flag(soft ? '__mips_soft_float' : '__mips_hard_float');
  macros.set('__mips_fpr', wide ? 64 : soft ? 32 : 0);
  macros.set('_MIPS_FPSET', wide ? 32 : 16);
  macros.set('_MIPS_SPFPSET', wide || soft ? 32 : 16);
  if (!wide) macros.flag('__mips_no_lxc1_sxc1');
}

/** MIPS with the o32 or n64 ABI, following gcc's mips.h. */
export const mipsMachine: Machine = {
  floats: (request) => ({
    ...plainFloats,
    float128: request.target.pointerSizeBytes === 8,
    iec559: choice(request).soft ? 0 : 1,
  }),
  compareAndSwapBytes: (request) => (choice(request).wide ? [1, 2, 4, 8] : [1, 2, 4]),
  define(macros, request) {
    const each = choice(request);
    const { flags } = request;
    defineFixedPoint(macros, each.wide);
    defineOldNames(macros, request, each.wide);
    defineAbi(macros, each.wide);
    defineProcessor(macros, request);
    defineFloatingPoint(macros, each);
    macros.set('__REGISTER_PREFIX__', '$');
    if (each.revision > 0) macros.flag('__GCC_HAVE_BUILTIN_MIPS_CACHE');
    macros.delete('__GCC_HAVE_DWARF2_CFI_ASM', '__HAVE_SPECULATION_SAFE_VALUE');
    if (!flags.has('-mno-abicalls', '-mabicalls')) defineAbiCalls(macros, request);
  },
};

function defineAbiCalls(macros: MacroSet, { options }: MacroRequest): void {
  macros.flag('__mips_abicalls');
  if (options.pic > 0) return;
  macros.flag('__pic__', '__PIC__');
}
