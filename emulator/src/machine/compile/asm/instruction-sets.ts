import { ARM } from './arm.ts';
import { ARM64 } from './arm64.ts';
import type { InstructionSet } from './instruction-set.ts';
import { LOONGARCH } from './loongarch.ts';
import { M68K } from './m68k.ts';
import { MIPS } from './mips.ts';
import { PARISC } from './parisc.ts';
import { POWERPC } from './powerpc.ts';
import { RISCV } from './riscv.ts';
import { S390 } from './s390.ts';
import { SH } from './sh.ts';
import { SPARC } from './sparc.ts';
import { X86 } from './x86.ts';

/** By the target's name. */
const SETS: Readonly<Record<string, InstructionSet | undefined>> = {
  x86_64: X86,
  i386: X86,
  arm: ARM,
  armeb: ARM,
  aarch64: ARM64,
  aarch64_be: ARM64,
  loongarch64: LOONGARCH,
  m68k: M68K,
  coldfire: M68K,
  mips: MIPS,
  mipsel: MIPS,
  mips64: MIPS,
  mips64el: MIPS,
  parisc: PARISC,
  parisc64: PARISC,
  powerpc: POWERPC,
  powerpc64: POWERPC,
  powerpc64le: POWERPC,
  riscv32: RISCV,
  riscv64: RISCV,
  s390x: S390,
  sh: SH,
  sheb: SH,
  sparc: SPARC,
  sparc64: SPARC,
};

export function instructionSetOf(targetName: string): InstructionSet | undefined {
  return SETS[targetName];
}
