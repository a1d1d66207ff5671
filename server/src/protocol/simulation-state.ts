/** What everything is at a step of a run. */
import type { NamePlace } from './place.ts';
import type { SimulationCall } from './simulate.ts';

/** Asks what everything is right before a step; one more than the last is the end. */
export const SIMULATION_STATE_REQUEST = 'ptdesc/simulationState';

export interface SimulationStateParams {
  readonly run: number;
  readonly step: number;
}

/** The answer to {@link SIMULATION_STATE_REQUEST}. */
export interface SimulationState {
  readonly step: number;
  /** The innermost call first. */
  readonly calls: readonly SimulationCall[];
  readonly place: NamePlace | null;
  readonly pages: readonly SimulationPage[];
  readonly locks: readonly {
    /** Its address, in hexadecimal. */
    readonly lock: string;
    /** The page frame whose struct page holds it. */
    readonly pfn: number | null;
    readonly takenAtStep: number;
    readonly takenBy: string;
  }[];
  /** NR_PAGETABLE and the like. */
  readonly counters: readonly { readonly name: string; readonly value: number }[];
}

/** One struct page. */
export interface SimulationPage {
  readonly pfn: number;
  /** Two hexadecimal digits a byte, in the order of their addresses. */
  readonly bytes: string;
  /** Offsets of the bytes that the step before this one gave another value. */
  readonly changed: readonly number[];
  /** What the page is: `free`, `allocated`, `slab`, `pte table`. */
  readonly state: string;
  /** The word that says its type, in hexadecimal; null where struct page has none. */
  readonly pageType: string | null;
  readonly refcount: number | null;
  /** Hexadecimal. */
  readonly flags: string | null;
  /** Names of the flags that are set, as enum pageflags spells them. */
  readonly flagNames: readonly string[];
  readonly views: readonly {
    /** `struct ptdesc`; struct page comes first. */
    readonly record: string;
    /** Scalars of the record, with their values in hexadecimal. */
    readonly fields: readonly {
      readonly path: string;
      readonly offsetBits: number;
      readonly sizeBits: number;
      readonly value: string;
    }[];
  }[];
}

/** Asks who wrote bytes of a struct page last, or when they change next. */
export const SIMULATION_CHANGE_REQUEST = 'ptdesc/simulationChange';

export interface SimulationChangeParams {
  readonly run: number;
  readonly step: number;
  readonly pfn: number;
  /** Bytes from the start of the struct page. */
  readonly offset: number;
  readonly sizeBytes: number;
  readonly direction: 'next' | 'last';
}

/** A store; null when there is none. */
export interface SimulationChange {
  /** The step that stores. */
  readonly step: number;
  readonly function: string;
  readonly place: NamePlace | null;
  /** The member that the code names; null when it names none. */
  readonly record: string | null;
  readonly path: string | null;
}
