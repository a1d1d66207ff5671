import type { OverlayLane, OverlayView, SimulationPage } from '../../../server/src/protocol.ts';
import type { LensBytes } from '../overlay/memory-lane.ts';

/** A page of a run as the lens draws it: lanes of its views, the bytes, and the fields' values. */
export interface PageLens {
  readonly view: OverlayView;
  readonly bytes: LensBytes;
  readonly values: ReadonlyMap<string, string>;
  /** Fields over bytes that just changed. */
  readonly changed: ReadonlySet<string>;
}

/** Lens data of a page. `records` are those to show; an empty list shows all. */
export function pageLens(page: SimulationPage, records: readonly string[]): PageLens {
  const digits = page.bytes.match(/../g) ?? [];
  const shown = page.views.filter(({ record }) => records.length === 0 || records.includes(record));
  const values = new Map<string, string>();
  const changed = new Set<string>();
  for (const { record, fields } of shown)
    for (const { path, offsetBits, sizeBits, value } of fields) {
      values.set(`${record}.${path}`, value);
      if (isOver(page.changed, offsetBits, sizeBits)) changed.add(`${record}.${path}`);
    }
  return {
    view: {
      profile: '',
      pageSizeBytes: digits.length,
      lanes: shown.map((v) => lane(v)),
    },
    bytes: { digits, changed: new Set(page.changed) },
    values,
    changed,
  };
}

function isOver(offsets: readonly number[], offsetBits: number, sizeBits: number): boolean {
  return offsets.some((byte) => byte * 8 < offsetBits + sizeBits && offsetBits < byte * 8 + 8);
}

/** What holds a field in place is the overlay's business; here every lane is drawn alike. */
function lane({ record, fields }: SimulationPage['views'][number]): OverlayLane {
  return {
    record,
    // A run knows the fields' places, not where a record ends.
    sizeBytes: 0,
    pages: 1,
    kind: 'page',
    declared: { file: '', line: 1, column: 1 },
    fields: fields.map(({ path, offsetBits, sizeBits }) => ({
      path,
      spelled: path,
      type: '',
      offsetBits,
      sizeBits,
      pageIndex: 0,
      depth: 0,
      asserted: null,
      assertedAt: null,
      assertedWith: null,
      declared: null,
    })),
  };
}

/** The bytes that a field takes, for questions about who writes them. */
export function bytesOfBits(
  offsetBits: number,
  sizeBits: number,
): { offset: number; sizeBytes: number } {
  const offset = Math.floor(offsetBits / 8);
  return { offset, sizeBytes: Math.max(1, Math.ceil((offsetBits + sizeBits) / 8) - offset) };
}
