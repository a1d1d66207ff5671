import { defineFastFma, type Machine, type MacroRequest, quadFloats } from './machine.ts';
import type { MacroSet } from './macro-set.ts';

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
