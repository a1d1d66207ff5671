import type { Target } from '../target.ts';
import { aarch64Machine, armMachine } from './arm-macros.ts';
import { arcMachine, microblazeMachine, namedMachine, xtensaMachine } from './embedded-machines.ts';
import type { Machine } from './machine.ts';
import { mipsMachine } from './mips-macros.ts';
import {
  alphaMachine,
  loongarchMachine,
  m68kMachine,
  pariscMachine,
  shMachine,
  sparcMachine,
} from './other-machines.ts';
import { powerpcMachine } from './powerpc-macros.ts';
import { riscvMachine } from './riscv-macros.ts';
import { s390Machine } from './s390-macros.ts';
import { x86Machine } from './x86-macros.ts';

const machines: Readonly<Record<string, Machine>> = {
  aarch64: aarch64Machine,
  aarch64_be: aarch64Machine,
  alpha: alphaMachine,
  arc: arcMachine,
  arm: armMachine,
  armeb: armMachine,
  coldfire: m68kMachine,
  csky: namedMachine('__csky__', '__CSKY__', '__cskyabiv2__', '__CSKYABIV2__', '__cskyLE__'),
  hexagon: namedMachine('__hexagon__', '__HEXAGON_ARCH__'),
  i386: x86Machine,
  loongarch64: loongarchMachine,
  m68k: m68kMachine,
  microblaze: microblazeMachine,
  microblazeel: microblazeMachine,
  mips: mipsMachine,
  mips64: mipsMachine,
  mips64el: mipsMachine,
  mipsel: mipsMachine,
  nios2: namedMachine('__nios2__', '__NIOS2__', '__nios2_little_endian__', '__nios2_arch__'),
  or1k: namedMachine('__or1k__', '__OR1K__', '__OR1K_DELAY__'),
  parisc: pariscMachine,
  parisc64: pariscMachine,
  powerpc: powerpcMachine,
  powerpc64: powerpcMachine,
  powerpc64le: powerpcMachine,
  riscv32: riscvMachine,
  riscv64: riscvMachine,
  s390x: s390Machine,
  sh: shMachine,
  sheb: shMachine,
  sparc: sparcMachine,
  sparc64: sparcMachine,
  x86_64: x86Machine,
  xtensa: xtensaMachine,
  xtensaeb: xtensaMachine,
};

/** The macro table of a target's processor family. */
export function machineFor(target: Target): Machine {
  return machines[target.name] ?? namedMachine();
}
