import type { RegisterLetters } from './operands.ts';
import type { Processor } from './processor.ts';
import type { Instruction, Syntax, Template } from './template.ts';

/** What the machine knows of one architecture's assembly. */
export interface InstructionSet {
  readonly syntax: Syntax;
  /** Constraint letters of operands in memory (gcc manual 6.47.3). */
  readonly memory: RegExp;
  /** Those of registers, where they are more than r, q and g. */
  readonly registers?: RegExp;
  readonly registerLetters: RegisterLetters;
  /** The registers of a C call's arguments, in order, and of its result. */
  readonly argumentRegisters: readonly string[];
  readonly resultRegister: string;
  /**
   * Runs one instruction; jumps set `processor.at`.
   * @returns false when it is not known
   */
  execute(processor: Processor, instruction: Instruction): boolean;
  /** The truth of a condition of `=@cc`. */
  condition(processor: Processor, name: string): boolean;
  /** A statement whose meaning is in what it leaves in other sections; undefined for all others. */
  special?(template: Template): ((processor: Processor) => void) | undefined;
}
