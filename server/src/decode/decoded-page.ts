/** What decoding a text tells, as plain data; `decode-text.ts` writes it for people. */

import type { Comparison } from './comparison.ts';
import type { ReportKind } from './dump-text.ts';
import type { Stack } from './text/stacks.ts';

/** A field of one lane with the value that the bytes have there. */
export interface FieldReading {
  readonly path: string;
  readonly type: string;
  readonly offsetBits: number;
  readonly sizeBits: number;
  readonly pageIndex: number;
  /** Unsigned. */
  readonly value: bigint;
  /** What the value is known to be: "LIST_POISON1", "-1". */
  readonly note: string | null;
}

/** One record's reading of the bytes. */
export interface LaneReading {
  readonly record: string;
  readonly fields: readonly FieldReading[];
}

/** What the bits of page->flags say. */
export interface FlagsReading {
  readonly value: bigint;
  /** Names of the bits that are set, lowest first, with other names of the same bit. */
  readonly names: readonly { readonly name: string; readonly aliases: readonly string[] }[];
  /** "node=0", "zone=2" */
  readonly fields: readonly { readonly name: string; readonly value: bigint }[];
}

/** Why the page allocator would call the page bad, were it freed like this. */
export interface BadReason {
  /** As the allocator prints it: "nonzero mapcount". */
  readonly reason: string;
  /** What the bytes show. */
  readonly because: string;
}

/** Which way the bytes were read. */
interface OrderReading {
  readonly bigEndian: boolean;
  /** True when the profile's machine has the other order, and the bytes only make sense in this one. */
  readonly isSwapped: boolean;
}

/** Another tree, configuration or machine at hand that agrees with the text better. */
export interface BetterMatch {
  readonly profile: string;
  readonly bigEndian: boolean;
  /** How many of the fields that can be compared agree, and how many there are. */
  readonly agreeing: number;
  readonly compared: number;
  readonly pageType: string | null;
  readonly flagNames: readonly string[];
}

export interface DecodedPage {
  /** The profile that the bytes were read with. */
  readonly profile: string;
  readonly order: OrderReading;
  /**
   * Null for a page that has no type; the number is the word as it stands in memory. Where the tree does
   * not know the type and the text's kernel did, its name is that kernel's.
   */
  readonly pageType: {
    readonly name: string;
    readonly word: bigint;
    readonly source: 'tree' | 'text' | 'older kernel';
  } | null;
  readonly flags: FlagsReading | null;
  readonly refcount: bigint | null;
  readonly mapcount: bigint | null;
  readonly isTail: boolean;
  /** Which page of its folio a tail page is, from 1; null when no one says. */
  readonly tailIndex: number | null;
  readonly lanes: readonly LaneReading[];
  readonly reasons: readonly BadReason[];
  /** The reason that the allocator prints: of a tail page the first, else the last of those that hold. */
  readonly printedReason: string | null;
  /** Where the text and the bytes, or the text and the tree, do not agree. Nothing is concluded then. */
  readonly doubts: readonly string[];
  /** Every field that the text prints and the words have. */
  readonly evidence: readonly Comparison[];
  /** Null without a doubt about the kernel, or when nothing at hand agrees in more fields. */
  readonly betterMatch: BetterMatch | null;
  /** What the kernel was doing. */
  readonly report: ReportKind;
  /** "page dumped because:" of the text. */
  readonly textReason: string | null;
  /** A typed page that is in use, of which no free is going on. */
  readonly isHealthy: boolean;
  readonly stacks: readonly Stack[];
  readonly cause: string | null;
  /** Functions of the call trace from which the page was freed, the innermost first. */
  readonly freePath: readonly string[];
}

/** One dump of a text: a page, or why there is none. */
export interface DecodedDump {
  /** Line numbers in the text, from 1. */
  readonly lines: { readonly first: number; readonly last: number };
  readonly page: DecodedPage | null;
  /** Why the page could not be read; null when it could. */
  readonly problem: string | null;
  /** Parts of a dump that the text lacks: "raw: words 5 to 8". */
  readonly missing: readonly string[];
}
