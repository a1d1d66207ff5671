import { defineFastFma, type Machine, quadFloats } from './machine.ts';

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
