import type { FunctionDefinition, ObjectSym } from '../../../../language/src/syntax/symbols.ts';
import { resolve } from '../../../../language/src/types/types.ts';
import type { Regs } from '../compile/code.ts';
import type { Slot } from '../compile/function-context.ts';
import type { Value } from '../values/scalar-kind.ts';
import type { Machine } from './machine.ts';
import type { ProgramUnit } from './program-unit.ts';

/** A function that the host performs. Arguments as the call gives them; the result as declared. */
export type Native = (machine: Machine, args: readonly Value[]) => Value;

/** Something that can be called. */
export interface FunctionEntry {
  readonly name: string;
  readonly address: number;
  readonly owner: ProgramUnit | undefined;
  readonly definition: FunctionDefinition | undefined;
  readonly native: Native | undefined;
  /** Runs the body on prepared registers; compiled at the first call. */
  body: ((r: Regs) => void) | undefined;
  /** Arguments that the body takes from its registers. */
  argumentCount: number;
  frameBytes: number;
  /** What the frame's start is a multiple of: at least 16. */
  frameAlignBytes: number;
  /** In a watched machine: which local each 8 bytes of the frame belong to, and the same once it is dead. */
  frame: FrameMap | undefined;
  /** In a watched machine: where each variable of the function lies. */
  slots: ReadonlyMap<ObjectSym, Slot> | undefined;
  /** What an observer knows of it: looked up once. */
  meaning: unknown;
  /** Whether an observer hears of its calls: looked up once. */
  isMet: boolean | undefined;
}

/** True for a function that is known to return nothing. */
export function returnsNothing({ definition }: FunctionEntry): boolean {
  const type = definition && resolve(definition.symbol.type);
  return type?.kind === 'function' && resolve(type.returnType).kind === 'void';
}

export interface FrameMap {
  readonly alive: Int32Array;
  readonly dead: Int32Array;
}
