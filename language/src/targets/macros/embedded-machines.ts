/** Processors of embedded systems, from gcc's config folders; only ARC's compiler is one of Debian's. */
import { type Machine, type MacroRequest, plainFloats } from './machine.ts';
import type { MacroSet } from './macro-set.ts';

/** A machine of which only the names are known: its compiler is not one that this project is compared with. */
export function namedMachine(...names: string[]): Machine {
  return {
    floats: () => plainFloats,
    compareAndSwapBytes: () => [1, 2, 4],
    define: (macros: MacroSet) => macros.flag(...names),
  };
}

/** ARCompact (-mcpu=arc700) and ARCv2 (-mcpu=hs38), following gcc's arc-c.cc and arc-c.def. */
export const arcMachine: Machine = {
  floats: () => ({ ...plainFloats, iec559: 0 }),
  compareAndSwapBytes: (request) => (isArcompact(request) ? [] : [1, 2, 4]),
  define(macros, request) {
    const { flags } = request;
    macros.flag('__arc__', '__LITTLE_ENDIAN__', '__arc_soft_float__', '__ARC_SOFT_FLOAT__');
    macros.flag('__ARC_BARREL_SHIFTER__', '__ARC_MPY__', '__ARC_NORM__', '__ARC_SWAP__');
    macros.flag('__Xbarrel_shifter', '__Xnorm');
    macros.set('__ARC_LPC_WIDTH__', 32);
    macros.set('__ARC_TLS_REGNO__', 25);
    macros.delete('__GCC_HAVE_DWARF2_CFI_ASM');
    if (isArcompact(request)) return macros.flag('__ARC700__', '__A7__');
    macros.flag('__ARCHS__', '__HS__', '__ARC_ATOMIC__', '__ARC_CODE_DENSITY__');
    macros.flag('__ARC_MPY_WLHX__', '__ARC_MPY_QMACW__');
    const has = (name: string) => flags.last(`-m${name}`, `-mno-${name}`) !== `-mno-${name}`;
    if (has('div-rem')) macros.flag('__ARC_DIVREM__');
    if (has('ll64')) macros.flag('__ARC_LL64__');
    if (has('unaligned-access')) macros.flag('__ARC_UNALIGNED__');
  },
};

function isArcompact({ flags }: MacroRequest): boolean {
  return flags.value('-mcpu=') === 'arc700';
}

/** Xtensa, following gcc's xtensa.h. A core's own configuration is in no flag; windowed is what most are. */
export const xtensaMachine: Machine = {
  ...namedMachine(),
  define(macros, { target, flags }) {
    macros.flag('__xtensa__', '__XTENSA__', target.bigEndian ? '__XTENSA_EB__' : '__XTENSA_EL__');
    const isCall0 = flags.value('-mabi=') === 'call0';
    macros.flag(isCall0 ? '__XTENSA_CALL0_ABI__' : '__XTENSA_WINDOWED_ABI__');
  },
};

/** MicroBlaze, following gcc's microblaze-c.cc. */
export const microblazeMachine: Machine = {
  ...namedMachine(),
  define(macros, { target }) {
    macros.flag('__microblaze__', '__MICROBLAZE__');
    const order = target.bigEndian ? 'BIG' : 'LITTLE';
    macros.flag(`_${order}_ENDIAN`, `__${order}_ENDIAN__`);
    macros.flag(target.bigEndian ? '__MICROBLAZEEB__' : '__MICROBLAZEEL__');
  },
};
