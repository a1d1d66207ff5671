import type { CType } from '../../../../language/src/types/types.ts';
import type { Kind, Value } from '../values/scalar-kind.ts';
import type { CodeSite } from '../watch/observer.ts';

/**
 * The registers of one call: a function's scalars whose address no one takes live here. The first
 * ones have a fixed meaning.
 */
export type Regs = Value[];

/** Address of the call's stack frame. */
export const R_FRAME = 0;
/** The value that the call returns. */
export const R_RESULT = 1;
/** Where a returned record's bytes go. */
export const R_RETURN_SLOT = 2;
/** Address of the arguments behind the `...`. */
export const R_VARIADIC = 3;
export const FIRST_PARAMETER = 4;

/** What a register of a watched machine holds that no one gave a value. */
export const NO_VALUE = undefined as unknown as Value;

export type Run = (r: Regs) => Value;

/** A compiled expression. For an aggregate, `run` gives the address of its bytes. */
export interface Code {
  readonly kind: Kind;
  readonly run: Run;
  /** The value, where it is known before the run. */
  readonly constant?: Value;
  /** The register that holds the value, where it is just that. */
  readonly reg?: number;
  /** Made of a register and constants: to run it twice costs little and changes nothing. */
  readonly plain?: boolean;
  /**
   * For an address: the register that it starts from, and the bytes behind that. What the register holds
   * may be no number; then `run` knows what to do.
   */
  readonly baseReg?: number;
  readonly offsetBytes?: number;
}

/** Bits of a bit-field, from the start of its record. */
export interface BitRange {
  /** Bits from the address, as memory is numbered by the target. */
  readonly offsetBits: number;
  readonly widthBits: number;
}

/** What can be assigned to. */
export type Place =
  | {
      readonly where: 'register';
      readonly reg: number;
      readonly type: CType;
      /** In a watched machine: tells that the variable has no value, where that may be. */
      readonly missing?: () => Value;
    }
  | {
      readonly where: 'memory';
      readonly address: Code;
      readonly type: CType;
      readonly bits?: BitRange;
      /** In a watched machine: the code that names the place. */
      readonly site?: CodeSite;
      /** In a watched machine: the object that an index must stay in. */
      readonly bound?: IndexBound;
      /** In a watched machine: a whole variable of the frame, which is alive while its name is. */
      readonly isLocal?: boolean;
      /** A member of a packed record: the compiler takes any address for it. */
      readonly packed?: boolean;
    };

export interface IndexBound {
  /** Register with the address that the index counts from. */
  readonly baseReg: number;
  /** Bytes of the array, where its declaration says so. */
  readonly arrayBytes: number | undefined;
}

/** How a statement ended. */
export const NORMAL = 0;
export const BREAK = 1;
export const CONTINUE = 2;
export const RETURN = 3;
/** To the label in Machine.gotoLabel. */
export const GOTO = 4;

/** A compiled statement. */
export interface StatementCode {
  readonly run: (r: Regs) => number;
  /** Labels inside, at which `enter` can begin: spelling numbers of names; negative ones for cases. */
  readonly labels: ReadonlySet<number>;
  readonly enter: (r: Regs, label: number) => number;
}

export function constant(kind: Kind, value: Value): Code {
  return { kind, run: () => value, constant: value };
}

/** Does one thing, then gives the value of another. */
export function thenRun(first: Run, second: Run): Run {
  return (r) => {
    first(r);
    return second(r);
  };
}
