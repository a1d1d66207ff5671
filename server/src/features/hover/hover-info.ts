import type { Conversion, MemdescKind, NamePlace, SizeAssertion } from '../../memdesc/memdesc.ts';
import type { Owner, PageRange } from '../../memdesc/owners.ts';

/** What every answer ends with: what it was computed for. */
export interface HoverContext {
  /** The profile's short name. */
  readonly profile: string;
  /** The `.c` file that a header was read through, relative to the tree. */
  readonly via: string | null;
  /** Whether the search for more memdescs is still going on. */
  readonly searching: boolean;
  /** For code that the configuration leaves out: what would have to be true. */
  readonly inactive?: string;
}

/** A field of struct page or of a memdesc, at its declaration or at a use. */
export interface FieldHover {
  readonly kind: 'field';
  readonly record: string;
  readonly path: string;
  readonly type: string;
  readonly range: PageRange;
  /** Whether the field is a struct page as a whole: then everything lies over it. */
  readonly isPage: boolean;
  /** All others over these bytes, those of the same record first. */
  readonly owners: readonly Owner[];
  /** The field itself, for what ties it to struct page. */
  readonly self: Owner | null;
  readonly doc: string | null;
  readonly note: string | null;
  readonly view: string | null;
}

/** A memdesc's name. */
export interface MemdescHover {
  readonly kind: 'memdesc';
  readonly record: string;
  readonly memdesc: MemdescKind | 'page';
  readonly sizeBytes: number;
  readonly pageSizeBytes: number;
  readonly pages: number;
  readonly sizeAssertion: SizeAssertion | null;
  readonly fields: readonly Owner[];
  /** For struct page: who lies over it. */
  readonly memdescs: readonly {
    readonly record: string;
    readonly sizeBytes: number;
    readonly kind: MemdescKind;
    readonly declared: NamePlace;
  }[];
}

/** One offset of an assertion. */
export interface AssertedOffset {
  readonly record: string;
  readonly path: string;
  readonly offsetBits: number;
}

/** An assertion, where it is written. */
export interface AssertionHover {
  readonly kind: 'assertion';
  readonly page: AssertedOffset;
  readonly other: AssertedOffset;
  readonly pageIndex: number;
  readonly holds: boolean | null;
}

/** An assertion about a memdesc's size. */
export interface SizeHover {
  readonly kind: 'size';
  readonly record: string;
  readonly sizeBytes: number;
  readonly limitBytes: number;
  readonly holds: boolean | null;
}

/** A conversion's name. */
export interface ConversionHover {
  readonly kind: 'conversion';
  readonly conversion: Conversion;
}

/** A field whose declaration the configuration leaves out. */
export interface InactiveHover {
  readonly kind: 'inactive';
  readonly record: string;
  readonly field: string;
  /** The directive that decided it: "#ifdef CONFIG_MEMCG". */
  readonly condition: string | null;
}

export type HoverSubject =
  | FieldHover
  | MemdescHover
  | AssertionHover
  | SizeHover
  | ConversionHover
  | InactiveHover;

/** A hover as plain data; present-hover.ts makes text of it. */
export interface HoverInfo {
  readonly subject: HoverSubject;
  readonly context: HoverContext;
}
