import { alpha } from './alpha.ts';
import { aarch64, aarch64be, arm, armeb } from './arm.ts';
import {
  arc,
  csky,
  hexagon,
  microblaze,
  microblazeel,
  nios2,
  or1k,
  xtensa,
  xtensaeb,
} from './embedded.ts';
import { loongarch64 } from './loongarch.ts';
import { coldfire, m68k } from './m68k.ts';
import { mips, mips64, mips64el, mipsel } from './mips.ts';
import { parisc, parisc64 } from './parisc.ts';
import { powerpc, powerpc64, powerpc64le } from './powerpc.ts';
import { riscv32, riscv64 } from './riscv.ts';
import { s390x } from './s390.ts';
import { sh, sheb } from './sh.ts';
import { sparc, sparc64 } from './sparc.ts';
import type { Target } from './target.ts';
import { i386, x86_64 } from './x86.ts';

/** Every target, in the order of the kernel's arch/ folder. */
export const allTargets: readonly Target[] = [
  alpha,
  arc,
  arm,
  armeb,
  aarch64,
  aarch64be,
  csky,
  hexagon,
  loongarch64,
  m68k,
  coldfire,
  microblaze,
  microblazeel,
  mips,
  mipsel,
  mips64,
  mips64el,
  nios2,
  or1k,
  parisc,
  parisc64,
  powerpc,
  powerpc64,
  powerpc64le,
  riscv32,
  riscv64,
  s390x,
  sh,
  sheb,
  sparc,
  sparc64,
  i386,
  x86_64,
  xtensa,
  xtensaeb,
];

const machineNames = new Map([
  ['amd64', 'x86_64'],
  ['x86-64', 'x86_64'],
  ['i486', 'i386'],
  ['i586', 'i386'],
  ['i686', 'i386'],
  ['x86', 'x86_64'],
  ['arm64', 'aarch64'],
  ['hppa', 'parisc'],
  ['hppa64', 'parisc64'],
  ['ppc', 'powerpc'],
  ['ppc64', 'powerpc64'],
  ['ppc64le', 'powerpc64le'],
  ['s390', 's390x'],
  ['sh4', 'sh'],
  ['sh4eb', 'sheb'],
  ['openrisc', 'or1k'],
  ['loongarch', 'loongarch64'],
  ['riscv', 'riscv64'],
]);

/** The target for a machine name or a triple such as `s390x-linux-gnu`; undefined when there is none. */
export function findTarget(nameOrTriple: string): Target | undefined {
  const machine = nameOrTriple.split('-linux')[0]?.split(/-(?:pc|unknown|none)/)[0] ?? nameOrTriple;
  const name = machineNames.get(machine) ?? machine;
  return allTargets.find((target) => target.name === name || target.triple === nameOrTriple);
}
