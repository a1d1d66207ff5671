/** Where a memdesc's field lies, and what of struct page lies there. */
export interface RowField {
  readonly record: string;
  readonly path: string;
  /** As the source writes it. */
  readonly spelled: string;
  readonly offsetBits: number;
  readonly sizeBits: number;
}

export type AssertionState = 'holds' | 'fails' | 'unknown' | 'not compiled in';

/** One assertion about struct page under one profile. */
export interface RowAssertion {
  /** Below the tree. */
  readonly file: string;
  readonly line: number;
  /** `struct ptdesc.pt_list` against `struct page.lru`, or a size. */
  readonly what: string;
  readonly state: AssertionState;
  /** The two offsets or sizes in bytes, as far as they are known. */
  readonly bytes: readonly [left: number, right: number] | null;
}

/** What one profile says; plain data, for it crosses threads. */
export interface MatrixRow {
  readonly arch: string;
  readonly config: string;
  /** `s390, Linux 6.12.5, gcc 12.2.0`; null when there is no such profile. */
  readonly label: string | null;
  /** Why there is none, in one line. */
  readonly problem: string | null;
  /** In bytes, by record: struct page first. */
  readonly sizes: readonly { readonly record: string; readonly sizeBytes: number }[];
  readonly fields: readonly RowField[];
  readonly assertions: readonly RowAssertion[];
}
