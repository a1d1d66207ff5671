/** What decoding a text tells, as plain data; `decode-text.ts` writes it for people. */

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
export interface OrderReading {
  readonly bigEndian: boolean;
  /** True when the profile's machine has the other order, and the bytes only make sense in this one. */
  readonly isSwapped: boolean;
}

export interface DecodedPage {
  /** The profile that the bytes were read with. */
  readonly profile: string;
  readonly order: OrderReading;
  /** Null for a page that has no type; the number is the word as it stands in memory. */
  readonly pageType: { readonly name: string; readonly word: bigint } | null;
  readonly flags: FlagsReading | null;
  readonly refcount: bigint | null;
  readonly mapcount: bigint | null;
  readonly isTail: boolean;
  /** Which page of its folio a tail page is, from 1; null when nobody says. */
  readonly tailIndex: number | null;
  readonly lanes: readonly LaneReading[];
  readonly reasons: readonly BadReason[];
  /** The reason that the allocator prints: of a tail page the first, else the last of those that hold. */
  readonly printedReason: string | null;
  /** Where the text and the bytes, or the text and the tree, do not agree. */
  readonly doubts: readonly string[];
  readonly cause: string | null;
  /** Functions of the call trace from which the page was freed, the innermost first. */
  readonly freePath: readonly string[];
}
