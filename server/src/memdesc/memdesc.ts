/**
 * The domain model as plain data: what is known of struct page and of the records that lie over it
 * under one profile. It crosses threads and is kept on disk, so it holds no syntax tree.
 */
import type { NamePlace } from '../protocol.ts';

export type { NamePlace } from '../protocol.ts';

/** A member of a record with anonymous members looked through. */
export interface MemdescField {
  /** "pt_list", or "pt_list.next" for a member of a named member. */
  readonly path: string;
  /** The path as the source writes it where a macro renames a member: "rcu_head" of callback_head. */
  readonly spelled: string;
  /** As C writes it. */
  readonly type: string;
  /** From the start of the record. */
  readonly offsetBits: number;
  readonly sizeBits: number;
  readonly bitField: boolean;
  /** A struct page as a whole (a folio's `page`): the same bytes once more, not another view of them. */
  readonly isPage: boolean;
  /** 0 for the record's own; members of a named member are one deeper than it. */
  readonly depth: number;
  readonly declared: NamePlace | null;
  /** Which use of struct page the field belongs to, from the comment beside it: "Tail pages". */
  readonly view: string | null;
  /** The sentence of the record's or the member's kernel-doc comment. */
  readonly doc: string | null;
  /** A comment beside the member: the lock or the rule that goes with it. */
  readonly note: string | null;
}

/** `offsetof(struct page, a) == offsetof(struct X, b)`, maybe some struct pages further on. */
export interface AssertedPair {
  /** As it is written in struct page. */
  readonly pagePath: string;
  readonly path: string;
  /** How many struct pages lie between the two offsets. */
  readonly pageIndex: number;
  /** Within struct page. */
  readonly pageOffsetBits: number;
  /** From the start of the record. */
  readonly offsetBits: number;
  readonly place: NamePlace;
  /** The macro's name when a macro's invocation wrote the assertion: "TABLE_MATCH". */
  readonly macro: string | null;
  /** Null when the condition is not constant to us. */
  readonly holds: boolean | null;
}

/** `sizeof(struct X) <= …` */
export interface SizeAssertion {
  readonly place: NamePlace;
  /** What the size is held against, in bytes. */
  readonly limitBytes: number;
  readonly holds: boolean | null;
}

/** How a conversion checks its argument: `_Generic` or a parameter's type, or not at all. */
type ConversionCheck = 'generic' | 'function' | 'none';

/** A macro or an inline function whose whole job is a cast between memdescs. */
export interface Conversion {
  readonly name: string;
  /** "struct page"; null when the argument's type is not stated. */
  readonly from: string | null;
  readonly to: string;
  readonly check: ConversionCheck;
  readonly keepsConst: boolean;
  readonly place: NamePlace;
}

/** An overlay is tied to struct page by size or by casts; a mirror only matches some words. */
export type MemdescKind = 'overlay' | 'mirror';

export interface Memdesc {
  /** "struct ptdesc" */
  readonly record: string;
  readonly kind: MemdescKind;
  readonly declared: NamePlace;
  readonly sizeBytes: number;
  /** How many struct pages it covers. */
  readonly pages: number;
  readonly fields: readonly MemdescField[];
  readonly pairs: readonly AssertedPair[];
  readonly sizeAssertion: SizeAssertion | null;
}

/** struct page itself. */
export interface PageRecord {
  readonly declared: NamePlace;
  readonly sizeBytes: number;
  readonly fields: readonly MemdescField[];
}

/** What one unit, or all units read so far, tell about memdescs. */
export interface MemdescModel {
  readonly page: PageRecord;
  readonly memdescs: readonly Memdesc[];
  readonly conversions: readonly Conversion[];
}

/** The one record that is a given; everything else is found in the source. */
export const PAGE_TAG = 'page';
export const PAGE_RECORD = 'struct page';
