import type { Amount, DescriptorField, Family, Level, Mark, TableObject } from './table-object.ts';

/** Something that happens to a table or page on a path. */
export interface Operation {
  readonly kind:
    | 'construct'
    | 'construct-failed'
    | 'destruct'
    | 'free'
    | 'queue'
    | 'populate'
    | 'split'
    | 'escape'
    | 'share'
    /** Its bytes, or its descriptor's, are read or written. */
    | 'use'
    /** The address of a member of its descriptor is taken. */
    | 'reach'
    /** Someone asks for its lock. */
    | 'lock'
    /** Its list word is put on a list, or taken off. */
    | 'list'
    | 'unlist'
    /** A mark is set, or taken back. */
    | 'mark'
    | 'unmark'
    /** Someone asks for the address of its memory. */
    | 'address'
    /** It becomes part of a user's memory. */
    | 'map'
    | 'return'
    /** Something may hold it: its address went into a value that is not followed. */
    | 'hold'
    /** Nothing names it any more, or the path ends. */
    | 'leave'
    /** An allocation failed, nobody looked, and something is done to what is not there. */
    | 'missed-failure';
  /** Where, in the function that is analysed. */
  readonly token: number;
  /** The root or the function that does it. */
  readonly name: string;
  readonly level?: Level | undefined;
  readonly family?: Family | undefined;
  readonly order?: Amount;
  /** Who frees it later runs the destructor: true, false, or not known. */
  readonly destructsLater?: boolean | undefined;
  /** Where it really happens, when that is in a function called at `token`. */
  readonly innerToken?: number;
  readonly mark?: Mark;
  /** What is used is its descriptor, and not its memory. */
  readonly ofDescriptor?: boolean;
  /** The member of the descriptor that is used or reached lies that many struct pages behind its start. */
  readonly pageIndex?: number;
  /** The member of the descriptor that is used or reached. */
  readonly field?: DescriptorField;
  readonly isStore?: boolean;
  /** The mm that a populated entry belongs to is the kernel's. */
  readonly isKernelMm?: boolean;
}

/** An operation as a path met it. */
export interface PathEvent {
  readonly operation: Operation;
  /** The object before the operation. */
  readonly object: TableObject;
  /** A destructor ran earlier on this path, on whatever object. */
  readonly sawDestructor: boolean;
}
