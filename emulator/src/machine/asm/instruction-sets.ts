import type { InstructionSet } from './instruction-set.ts';
import { X86 } from './x86.ts';

/** By the target's name. */
const SETS: Readonly<Record<string, InstructionSet | undefined>> = {
  x86_64: X86,
  i386: X86,
};

export function instructionSetOf(targetName: string): InstructionSet | undefined {
  return SETS[targetName];
}
