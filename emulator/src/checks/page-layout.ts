/** The members of struct page and of the records over it, as the open tree lays them out. */

/** A member with a name, from the start of its record. */
export interface ViewField {
  readonly path: string;
  readonly offsetBits: number;
  readonly sizeBits: number;
  /** Held together with a member of struct page by an assertion. */
  readonly isAsserted: boolean;
}

/** struct page, or a record that lies over it. */
export interface View {
  /** `struct ptdesc` */
  readonly record: string;
  readonly sizeBytes: number;
  readonly fields: readonly ViewField[];
}

/** What the simulator knows of struct page: plain data, so that it crosses threads. */
export interface PageLayout {
  /** struct page first. */
  readonly views: readonly View[];
  /** The bits of page flags that have a name, as enum pageflags declares them. */
  readonly flags: readonly { readonly name: string; readonly bit: number }[];
}

/** The field of a view that bytes of the page are: the one of just that size, else the deepest. */
export function fieldAt(view: View, offsetBits: number, sizeBits = 0): ViewField | undefined {
  let best = view.fields.find(
    (field) => field.offsetBits === offsetBits && field.sizeBits === sizeBits,
  );
  if (best) return best;
  for (const field of view.fields) {
    const inside = offsetBits >= field.offsetBits && offsetBits < field.offsetBits + field.sizeBits;
    if (inside && (best === undefined || field.sizeBits < best.sizeBits)) best = field;
  }
  return best;
}

export function viewNamed(layout: PageLayout, record: string): View | undefined {
  return layout.views.find((view) => view.record === record);
}

export function fieldNamed(
  layout: PageLayout,
  record: string,
  path: string,
): ViewField | undefined {
  return viewNamed(layout, record)?.fields.find((field) => field.path === path);
}

const settled = new WeakMap<PageLayout, Uint8Array>();

/**
 * The bytes of struct page, 1 for each whose names are all held together by assertions: by whichever of
 * them it is used, it is the same.
 */
export function settledBytes(layout: PageLayout): Uint8Array {
  const known = settled.get(layout);
  if (known) return known;
  const size = layout.views[0]?.sizeBytes ?? 0;
  const bytes = new Uint8Array(size).fill(1);
  for (const { fields } of layout.views)
    for (const { isAsserted, offsetBits, sizeBits } of fields) {
      // A folio holds its first struct page as a whole.
      if (isAsserted || sizeBits >= 8 * size) continue;
      bytes.fill(0, Math.floor(offsetBits / 8), Math.ceil((offsetBits + sizeBits) / 8));
    }
  settled.set(layout, bytes);
  return bytes;
}
