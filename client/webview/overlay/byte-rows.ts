/** Bytes of struct page that are drawn from the left edge to the right one. */
export interface ByteRow {
  readonly firstByte: number;
  readonly byteCount: number;
}

/** A byte's two digits need some ten pixels: where there is less room, the bytes go on in a second row. */
const WIDE_PX = 760;
const NARROW_ROW_BYTES = 32;

/** The rows of a struct page in so much room. Before the room is known, it is taken for enough. */
export function byteRows(pageSizeBytes: number, widthPx: number): ByteRow[] {
  const isWide = widthPx === 0 || widthPx >= WIDE_PX || pageSizeBytes <= NARROW_ROW_BYTES;
  const most = isWide ? Math.max(1, pageSizeBytes) : NARROW_ROW_BYTES;
  return Array.from({ length: Math.ceil(pageSizeBytes / most) }, (_, row) => ({
    firstByte: row * most,
    byteCount: Math.min(most, pageSizeBytes - row * most),
  }));
}
