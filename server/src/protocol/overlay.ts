/** What lies over struct page's bytes. */
import type { NamePlace, SourcePlace } from './place.ts';

/** Asks for struct page's bytes and everything that lies over them. */
export const OVERLAY_REQUEST = 'ptdesc/overlay';

/** The answer to {@link OVERLAY_REQUEST}. */
export interface OverlayView {
  /** {@link ProfileInfo.label} of the profile that was laid out. */
  readonly profile: string;
  /** The size of struct page. */
  readonly pageSizeBytes: number;
  /** struct page first, then each memdesc. */
  readonly lanes: readonly OverlayLane[];
}

/** One record over the bytes of one or more struct pages. */
export interface OverlayLane {
  /** The record as C spells it: "struct ptdesc". */
  readonly record: string;
  readonly sizeBytes: number;
  /** How many struct pages the record covers: a folio spans several. */
  readonly pages: number;
  /** A mirror matches some words of struct page but asserts no size. */
  readonly kind: 'page' | 'overlay' | 'mirror';
  readonly declared: NamePlace;
  readonly fields: readonly OverlayField[];
}

/** One field of a lane. Offsets count from the start of the record's first page. */
export interface OverlayField {
  /** The path below the record with anonymous members flattened: "pt_list" or "lru.next". */
  readonly path: string;
  /** The path as the source spells it, before macros: "rcu_head", where the path is "callback_head". */
  readonly spelled: string;
  readonly type: string;
  /** From the start of the struct page that holds the field. */
  readonly offsetBits: number;
  readonly sizeBits: number;
  /** Which struct page of the record holds the field; 0 is the first. */
  readonly pageIndex: number;
  /** Nesting below the record: members of a named member are one deeper than it. */
  readonly depth: number;
  /** The assertion that ties the field to struct page; null when nothing does. */
  readonly asserted: SourcePlace | null;
  /** Where that is as people say it, below the tree: "mm/slab.h:97". */
  readonly assertedAt: string | null;
  /** The field of struct page that the assertion names, as it is written there: "_mapcount". */
  readonly assertedWith: string | null;
  /** Where the field is declared; null when that is unknown. */
  readonly declared: NamePlace | null;
}
