/** The lines that `ptdesc layout --format jsonl` prints, as far as they are compared. */

export interface MemberLine {
  /** Anonymous members are flattened: `lru.next`. */
  path: string;
  type: string;
  offset_bits: number;
  size_bits: number;
  bitfield: boolean;
}

export interface LayoutLine {
  /** `struct page`, or the typedef's name of a record without a tag. */
  tag: string;
  kind: 'struct' | 'union';
  /** `include/linux/mm_types.h:72`. */
  decl: string;
  /** Bytes. */
  size: number;
  /** Bytes; not in DWARF. */
  align?: number;
  members: MemberLine[];
}
