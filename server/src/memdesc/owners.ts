import {
  type AssertedPair,
  type MemdescField,
  type MemdescModel,
  type NamePlace,
  PAGE_RECORD,
} from './memdesc.ts';

/** A field that holds some of the bytes asked for. */
export interface Owner {
  readonly record: string;
  readonly kind: 'page' | 'overlay' | 'mirror';
  readonly field: MemdescField;
  /** Within the struct page of `pageIndex`; may reach beyond the bytes asked for. */
  readonly offsetBits: number;
  readonly pageIndex: number;
  /** Whether the field lies over exactly the bytes asked for. */
  readonly exact: boolean;
  readonly asserted: AssertedPair | null;
}

/** Bits of one struct page. */
export interface PageRange {
  readonly pageIndex: number;
  readonly offsetBits: number;
  readonly sizeBits: number;
}

/** A record's fields with what ties them to struct page. */
export interface Lane {
  readonly record: string;
  readonly kind: 'page' | 'overlay' | 'mirror';
  readonly sizeBytes: number;
  readonly pages: number;
  readonly declared: NamePlace;
  readonly fields: readonly MemdescField[];
  readonly pairs: readonly AssertedPair[];
}

const known = new WeakMap<MemdescModel, readonly Lane[]>();

/** struct page first, then every memdesc in the order of the model; views only, no whole pages. */
export function lanesOf(model: MemdescModel): readonly Lane[] {
  const lanes = known.get(model) ?? newLanes(model);
  known.set(model, lanes);
  return lanes;
}

function newLanes(model: MemdescModel): Lane[] {
  const page: Lane = {
    record: PAGE_RECORD,
    kind: 'page',
    sizeBytes: model.page.sizeBytes,
    pages: 1,
    declared: model.page.declared,
    fields: model.page.fields,
    pairs: [],
  };
  const memdescs = model.memdescs.map((memdesc) => ({
    ...memdesc,
    fields: memdesc.fields.filter((field) => !field.isPage),
  }));
  return [page, ...memdescs];
}

/** Every field of struct page or of a memdesc, whole pages included; undefined for other records. */
export function recordFields(
  model: MemdescModel,
  record: string,
): readonly MemdescField[] | undefined {
  if (record === PAGE_RECORD) return model.page.fields;
  return model.memdescs.find((m) => m.record === record)?.fields;
}

/** Which struct page of its record a field begins in, and where in it. */
export function placeInPage(
  model: MemdescModel,
  offsetBits: number,
): { pageIndex: number; offsetBits: number } {
  const pageBits = model.page.sizeBytes * 8;
  if (pageBits === 0) return { pageIndex: 0, offsetBits };
  return { pageIndex: Math.floor(offsetBits / pageBits), offsetBits: offsetBits % pageBits };
}

/**
 * The assertion that holds a field to struct page: about the field itself, or about the named member
 * that it is part of.
 */
export function assertionOf(lane: Lane, path: string): AssertedPair | null {
  let best: AssertedPair | null = null;
  for (const pair of lane.pairs) {
    if (pair.path === path) return pair;
    if (path.startsWith(`${pair.path}.`)) best = pair;
  }
  return best;
}

/**
 * Every field over some of these bits, struct page's own included. A field that reaches beyond the
 * bits is replaced by its members over them when those lie within: over the bytes of compound_head
 * lies `lru.next`, but over a part of a lock lies the lock.
 */
export function ownersOf(model: MemdescModel, range: PageRange): Owner[] {
  return lanesOf(model).flatMap((lane) => ownersInLane(model, lane, range));
}

function ownersInLane(model: MemdescModel, lane: Lane, range: PageRange): Owner[] {
  const pageBits = model.page.sizeBytes * 8;
  // Every struct page of a folio has struct page's own fields.
  const firstPage = lane.kind === 'page' ? range.pageIndex : 0;
  const start = (range.pageIndex - firstPage) * pageBits + range.offsetBits;
  const end = start + range.sizeBits;
  const over = lane.fields.filter((f) => f.offsetBits < end && f.offsetBits + f.sizeBits > start);
  const finest = over.filter((f) => f.depth === 0).flatMap((f) => refined(f, over, start, end));
  const owners = finest.map((field) => {
    const page = Math.floor(field.offsetBits / pageBits);
    return {
      record: lane.record,
      kind: lane.kind,
      field,
      pageIndex: page + firstPage,
      offsetBits: field.offsetBits - page * pageBits,
      exact: field.offsetBits === start && field.sizeBits === range.sizeBits,
      asserted: assertionOf(lane, field.path),
    };
  });
  return owners.sort(byFit);
}

/** What lies exactly there first, then in the order of memory. */
function byFit(a: Owner, b: Owner): number {
  return Number(b.exact) - Number(a.exact) || a.field.offsetBits - b.field.offsetBits;
}

/** The field, or in its place those of its members that lie within the bits. */
function refined(
  field: MemdescField,
  over: readonly MemdescField[],
  start: number,
  end: number,
): MemdescField[] {
  if (isWithin(field, start, end)) return [field];
  const prefix = `${field.path}.`;
  const members = over
    .filter((f) => f.depth === field.depth + 1 && f.path.startsWith(prefix))
    .flatMap((f) => refined(f, over, start, end));
  return members.length > 0 && members.every((f) => isWithin(f, start, end)) ? members : [field];
}

const isWithin = (field: MemdescField, start: number, end: number): boolean =>
  field.offsetBits >= start && field.offsetBits + field.sizeBits <= end;
