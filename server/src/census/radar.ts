import { type MemdescModel, PAGE_RECORD } from '../memdesc/memdesc.ts';
import type { TreeAccess, TreeCensus } from './collect.ts';
import type { LegacyCall } from './legacy-calls.ts';
import type { Subsystems } from './subsystems.ts';

/** Fields of struct page that the memdesc project takes away from it, in the order of its list. */
const PAGE_FIELDS = ['lru', 'mapping', 'index', 'private'] as const;

/** What is left to convert, in the order of the columns. */
export const RADAR_ITEMS = [
  ...PAGE_FIELDS.map((field) => `page->${field}`),
  '&folio->page',
  'raw casts',
  'unasserted fields',
  'legacy wrappers',
] as const;

/** What is left to convert in one subsystem. */
export interface RadarRow {
  readonly subsystem: string;
  /** In the order of {@link RADAR_ITEMS}. */
  readonly counts: readonly number[];
  readonly total: number;
}

/** The conversion work list by subsystem, the longest first. */
export function radar(
  census: TreeCensus,
  calls: readonly LegacyCall[],
  unasserted: readonly { file: string }[],
  subsystems: Subsystems,
): RadarRow[] {
  const rows = new Map<string, number[]>();
  const count = (file: string, item: number) => {
    const name = subsystems.of(file);
    const counts = rows.get(name) ?? RADAR_ITEMS.map(() => 0);
    counts[item] = (counts[item] ?? 0) + 1;
    rows.set(name, counts);
  };
  const column = (name: string) => (RADAR_ITEMS as readonly string[]).indexOf(name);
  for (const access of census.accesses) {
    const item = itemOf(access);
    if (item !== undefined) count(access.file, column(item));
  }
  for (const { rule, file } of census.findings) {
    if (rule === 'raw-memdesc-cast') count(file, column('raw casts'));
  }
  for (const { file } of unasserted) count(file, column('unasserted fields'));
  for (const { file } of calls) count(file, column('legacy wrappers'));
  return [...rows]
    .map(row)
    .sort((a, b) => b.total - a.total || (a.subsystem < b.subsystem ? -1 : 1));
}

function row([subsystem, counts]: [string, number[]]): RadarRow {
  return { subsystem, counts, total: counts.reduce((a, b) => a + b, 0) };
}

/** A member of struct page, or the struct page in another memdesc whose address is taken. */
function itemOf({ record, field, kind }: TreeAccess): string | undefined {
  if (record === PAGE_RECORD) {
    return PAGE_FIELDS.some((name) => name === field) ? `page->${field}` : undefined;
  }
  return record === 'struct folio' && field === 'page' && kind === 'address'
    ? '&folio->page'
    : undefined;
}

/** The fields of overlays that lie over struct page with no assertion to hold them there. */
export function unassertedFields(
  model: MemdescModel,
): { record: string; path: string; file: string }[] {
  return model.memdescs.flatMap((memdesc) => {
    if (memdesc.kind !== 'overlay') return [];
    const pageBits = model.page.sizeBytes * 8;
    const held = new Set(memdesc.pairs.map(({ offsetBits }) => offsetBits));
    return memdesc.fields.flatMap((field) => {
      const isOver = field.depth === 0 && field.offsetBits < pageBits * memdesc.pages;
      if (!isOver || held.has(field.offsetBits)) return [];
      const file = field.declared?.file ?? memdesc.declared.file;
      return [{ record: memdesc.record, path: field.path, file }];
    });
  });
}
