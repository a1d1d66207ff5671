/** What a watched machine tells while it runs: calls, steps, loads, stores, findings. */
import type { Expression } from '../../../../language/src/syntax/ast.ts';
import type { CType, Member, RecordType } from '../../../../language/src/types/types.ts';
import type { CallFrame, RelatedPlace, SourcePlace } from '../run/fault.ts';
import type { FunctionEntry, Native } from '../run/function-entry.ts';
import type { ProgramUnit } from '../run/program-unit.ts';
import type { Value } from '../values/scalar-kind.ts';

/**
 * The member that an access names, as the source has it: for `page->lru.next` the record is
 * `struct page`, the path `lru.next` (anonymous members included, array indexes left out), and the
 * offset is that of `next` in `struct page`.
 */
export interface MemberView {
  readonly record: RecordType;
  readonly path: readonly Member[];
  /** From the record's start; undefined behind an index that is known only in the run. */
  readonly offsetBits: number | undefined;
}

/** A place in the code that does something to memory, or begins a step. One object a place. */
export interface CodeSite {
  /** Index in `Watch.sites`. */
  readonly id: number;
  readonly unit: ProgramUnit;
  readonly function: string;
  /** In the unit's stream; `unit.place(token)` gives file, line and column. */
  readonly token: number;
  readonly view: MemberView | undefined;
  /** What an access names, or the call that the place is. */
  readonly expression: Expression | undefined;
}

/** Something that C does not define, or that a check objects to. The run may go on. */
export interface Finding {
  /** A FaultKind for what C leaves undefined, else the check's own name. */
  readonly kind: string;
  readonly message: string;
  readonly place: SourcePlace | undefined;
  /** The innermost call first. */
  readonly calls: readonly CallFrame[];
  /** Where the bytes were written, where the block was freed, and the like. */
  readonly related: readonly RelatedPlace[];
  /** The step of the run, counted from 1. */
  readonly step: number;
}

/**
 * All methods are called before the thing happens, except `leaveCall`, so that memory still holds
 * what was there. A method may throw a Fault, which ends the run. Only `step` may call functions of
 * the program or change its memory.
 */
export interface Observer {
  /** False for calls that it does not want to hear of, which spares their arguments. */
  hears?(entry: FunctionEntry): boolean;
  /** `args` are the values as the call passes them; a record is the address of its bytes. */
  enterCall?(entry: FunctionEntry, args: readonly Value[], callToken: number): void;
  leaveCall?(entry: FunctionEntry, result: Value): void;
  /** A statement, or the test of a loop, is about to run. */
  step?(site: CodeSite): void;
  /** `address` is where the bytes are kept (Memory.near). A local variable's own name is not told. */
  load?(address: number, sizeBytes: number, site: CodeSite): void;
  store?(address: number, sizeBytes: number, site: CodeSite): void;
  finding?(finding: Finding): void;
}

/** Who defines what a program only declares, and what takes the place of functions that it has. */
export interface Linker {
  /**
   * Asked first for every function that is called or has its address taken, also when the program
   * (or a header, as a static inline) defines it: a boundary answers here.
   */
  replacement?(name: string, from: ProgramUnit): Definition | undefined;
  /** Asked for a function or an object that no unit of the machine defines. */
  define?(name: string, from: ProgramUnit): Definition | undefined;
  /** Whether an object of this type that no one defines begins as zeros, as something that is not there does. */
  isZeroObject?(type: CType): boolean;
}

/** A unit that defines the name (or has what stands for it under another one), or a host function. */
export type Definition =
  | { readonly kind: 'unit'; readonly unit: ProgramUnit; readonly name?: string }
  | { readonly kind: 'native'; readonly native: Native };
