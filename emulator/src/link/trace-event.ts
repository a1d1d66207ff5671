import type { SourcePlace } from '../machine/run/fault.ts';

/** One thing that happened in a run. `depth` counts the calls that are open, from 0. */
export type TraceEvent =
  | {
      readonly kind: 'call';
      readonly depth: number;
      readonly function: string;
      /** Where it is called. */
      readonly place: SourcePlace | undefined;
      /** The arguments as numbers, in hexadecimal. */
      readonly args: readonly string[];
    }
  | {
      readonly kind: 'return';
      readonly depth: number;
      readonly function: string;
      /** Null when the function returns nothing. */
      readonly value: string | null;
    }
  /** A store to a struct page. */
  | {
      readonly kind: 'store';
      readonly depth: number;
      readonly place: SourcePlace | undefined;
      readonly pfn: number;
      /** Whose view names the bytes: `struct ptdesc`. */
      readonly record: string;
      readonly field: string;
      readonly offset: number;
      readonly size: number;
      /** Hexadecimal numbers in the target's order. */
      readonly before: string;
      readonly after: string;
    }
  /** A counter of the kernel has another value. */
  | {
      readonly kind: 'counter';
      readonly name: string;
      readonly before: number;
      readonly after: number;
    }
  | { readonly kind: 'fail'; readonly function: string; readonly number: number }
  | { readonly kind: 'print'; readonly text: string }
  /** `index` in the run's findings. */
  | { readonly kind: 'finding'; readonly index: number };
