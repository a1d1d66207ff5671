import { defineFastFma, type Machine, type MacroRequest, plainFloats } from './machine.ts';
import type { MacroSet } from './macro-set.ts';

/** Each POWER generation defines its own macro and those of its ancestors. */
const generations = ['4', '5', '5X', '6', '7', '8', '9', '10'];
const processorLevel: Readonly<Record<string, number>> = {
  powerpc64: 0,
  power4: 0,
  power5: 1,
  'power5+': 2,
  power6: 3,
  power7: 4,
  power8: 5,
  powerpc64le: 5,
  power9: 6,
  power10: 7,
};

interface PowerFeatures {
  readonly wide: boolean;
  readonly level: number;
  readonly soft: boolean;
  readonly altivec: boolean;
  readonly vsx: boolean;
}

function features({ target, flags }: MacroRequest): PowerFeatures {
  const wide = target.pointerSizeBytes === 8;
  const processor = flags.value('-mcpu=') ?? (target.bigEndian ? 'powerpc64' : 'power8');
  const level = wide ? (processorLevel[processor] ?? 0) : -1;
  const soft = flags.has('-msoft-float', '-mhard-float');
  const altivec = level >= 4 && !soft && !flags.has('-mno-altivec', '-maltivec');
  const vsx = altivec && !flags.has('-mno-vsx', '-mvsx');
  return { wide, level, soft, altivec: altivec || flags.has('-maltivec', '-mno-altivec'), vsx };
}

function defineGeneration(macros: MacroSet, { wide, level, vsx }: PowerFeatures): void {
  macros.flag('_ARCH_PPC');
  if (!wide) return;
  macros.flag('_ARCH_PPC64', '_ARCH_PPCGR', '_ARCH_PPCSQ');
  for (const name of generations.slice(0, level + 1)) {
    // gcc takes POWER8 to mean its vector unit, which the kernel turns off.
    if (name !== '8' || vsx) macros.flag(`_ARCH_PWR${name}`);
  }
}

function defineAbi(macros: MacroSet, { target, flags }: MacroRequest, wide: boolean): void {
  macros.flag('__PPC__', '__powerpc__');
  if (!wide) {
    macros.flag('PPC', 'powerpc', '__PPC', '__powerpc', '_CALL_SYSV');
    return;
  }
  macros.flag('__PPC64__', '__powerpc64__', '_CALL_LINUX');
  const elf2 = flags.last('-mabi=elfv2', '-mabi=elfv1') ?? (target.bigEndian ? '' : '-mabi=elfv2');
  macros.set('_CALL_ELF', elf2 === '-mabi=elfv2' ? 2 : 1);
  if (elf2 !== '-mabi=elfv2') macros.flag('_CALL_AIX', '_CALL_AIXDESC');
  macros.flag(`__CMODEL_${(flags.value('-mcmodel=') ?? 'medium').toUpperCase()}__`);
}

/** The context-sensitive AltiVec keywords and the aliases of the vector builtins, as rs6000-c.c gives them. */
function defineVectorNames(macros: MacroSet): void {
  macros.set('__vector', '__attribute__((altivec(vector__)))');
  macros.set('__pixel', '__attribute__((altivec(pixel__))) unsigned short');
  macros.set('__bool', '__attribute__((altivec(bool__))) unsigned');
  for (const name of ['vector', 'pixel', 'bool', '_Bool']) macros.set(name, name);
  macros.set('__builtin_vsx_vperm', '__builtin_vec_perm');
  for (const operation of ['xvmadd', 'xvmsub', 'xvnmadd', 'xvnmsub']) {
    for (const precision of ['dp', 'sp']) {
      const value = `__builtin_vsx_${operation}${precision}`;
      for (const form of ['a', 'm']) {
        macros.set(`__builtin_vsx_${operation}${form}${precision}`, value);
      }
    }
  }
  for (const operation of ['and', 'andc', 'nor', 'or', 'xor']) {
    macros.set(`__builtin_vsx_xxl${operation}`, `__builtin_vec_${operation}`);
  }
  macros.set('__builtin_vsx_xxsel', '__builtin_vec_sel');
}

function defineQuadNames(macros: MacroSet): void {
  macros.flag('__FLOAT128__', '__FLOAT128_TYPE__');
  macros.set('__SIZEOF_IEEE128__', 16);
  macros.set('__SIZEOF_FLOAT128__', 16);
  macros.set('__float128', '__ieee128');
  for (const name of ['copysign', 'fabs', 'huge_val', 'nan', 'nans']) {
    macros.set(`__builtin_${name}q`, `__builtin_${name}f128`);
  }
  macros.set('__builtin_infq', '__builtin_inff128');
}

function defineUnits(macros: MacroSet, each: PowerFeatures): void {
  if (each.altivec) {
    macros.flag('__ALTIVEC__', '__APPLE_ALTIVEC__');
    macros.set('__VEC__', 10206);
  }
  if (each.vsx) macros.flag('__VSX__');
  if (each.vsx && each.level >= 5) {
    macros.flag('__POWER8_VECTOR__', '__CRYPTO__');
    defineQuadNames(macros);
  }
  if (each.level >= 5) macros.flag('__QUAD_MEMORY_ATOMIC__');
  if (each.level >= 4) macros.flag('__RECIP_PRECISION__');
  macros.flag('__HAVE_BSWAP__');
  if (each.soft) {
    macros.flag('_SOFT_FLOAT', '_SOFT_DOUBLE', '__NO_FPRS__');
    return;
  }
  if (each.wide) macros.flag('__RECIPF__', '__RSQRTE__');
  if (each.level >= 4) macros.flag('__RECIP__', '__RSQRTEF__');
}

/** An explicit `-mcpu=power8` also asks for transactional memory and, big-endian, quad loads. */
function defineTransactions(macros: MacroSet, request: MacroRequest, each: PowerFeatures): void {
  const processor = request.flags.value('-mcpu=');
  if (each.level !== 5 || processor !== 'power8') return;
  if (!request.flags.has('-mno-htm')) macros.flag('__HTM__', '__TM_FENCE__');
  if (request.target.bigEndian) macros.flag('__QUAD_MEMORY__');
}

/** 32- and 64-bit PowerPC, following gcc's rs6000-c.c. */
export const powerpcMachine: Machine = {
  floats(request) {
    const { vsx, level } = features(request);
    return { ...plainFloats, float128: vsx && level >= 4, decimal: true };
  },
  compareAndSwapBytes(request) {
    const { wide, level } = features(request);
    return wide ? (level >= 5 ? [1, 2, 4, 8, 16] : [1, 2, 4, 8]) : [1, 2, 4];
  },
  define(macros, request) {
    const each = features(request);
    const { target } = request;
    defineGeneration(macros, each);
    defineAbi(macros, request, each.wide);
    if (each.wide) defineVectorNames(macros);
    defineUnits(macros, each);
    defineTransactions(macros, request, each);
    macros.flag(target.bigEndian ? '_BIG_ENDIAN' : '_LITTLE_ENDIAN');
    macros.flag(target.bigEndian ? '__BIG_ENDIAN__' : '__LITTLE_ENDIAN__');
    const order = target.bigEndian ? 'BIG' : 'LITTLE';
    macros.set('__VEC_ELEMENT_REG_ORDER__', `__ORDER_${order}_ENDIAN__`);
    macros.flag('__LONGDOUBLE128', '__LONG_DOUBLE_128__', '__LONG_DOUBLE_IBM128__');
    macros.flag('__BUILTIN_CPU_SUPPORTS__');
    macros.set('__SIZEOF_IBM128__', 16);
    if (each.wide) macros.set('__STRUCT_PARM_ALIGN__', 16);
    if (!each.soft) defineFastFma(macros);
  },
};
