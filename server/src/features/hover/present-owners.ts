import { PAGE_RECORD } from '../../memdesc/memdesc.ts';
import type { Owner } from '../../memdesc/owners.ts';
import type { FieldHover } from './hover-info.ts';
import { type HoverStyle, presentPair } from './hover-style.ts';
import { codeInTable, escapeMarkdown } from './markdown.ts';
import { formatRange } from './numbers.ts';

/** A row of the table: fields of one record over the same bytes that the same thing holds. */
interface Row {
  readonly record: string;
  fields: string[];
  readonly bytes: string;
  /** What the bytes are in use for there. */
  readonly role: string;
  readonly held: string;
}

/** The one table of a field's hover: for each record over the bytes, its fields and what holds them. */
export function presentOwners(field: FieldHover, style: HoverStyle): string {
  const rows: Row[] = [];
  if (field.self && field.record !== PAGE_RECORD) rows.push(rowOf(field.self, field, style));
  for (const owner of field.owners.toSorted(bySubject)) addRow(rows, rowOf(owner, field, style));
  // The sentence before the table says so already.
  if (rows.length === 0) return '';
  const lines = ['| record | field | bytes | role | held by |', '|---|---|---|---|---|'];
  let last = '';
  for (const row of rows) {
    const record = row.record === last ? '' : codeInTable(row.record);
    const fields = row.fields.join(', ');
    lines.push(`| ${record} | ${fields} | ${unbroken(row.bytes)} | ${row.role} | ${row.held} |`);
    last = row.record;
  }
  return lines.join('\n');
}

/** Keeps a cell on one line: the fields beside it would squeeze it into three. */
function unbroken(cell: string): string {
  return cell.replaceAll(' ', '\u00a0').replaceAll('–', '\u2011');
}

function addRow(rows: Row[], row: Row): void {
  const same = rows.find(
    (r) =>
      r.record === row.record &&
      r.bytes === row.bytes &&
      r.role === row.role &&
      r.held === row.held,
  );
  if (same) same.fields.push(...row.fields);
  else rows.push(row);
}

function rowOf(owner: Owner, field: FieldHover, style: HoverStyle): Row {
  const bytes = formatRange(owner.offsetBits, owner.field.sizeBits, style.numbers);
  const page = owner.pageIndex === field.range.pageIndex ? '' : ` of page ${owner.pageIndex}`;
  return {
    record: owner.record,
    fields: [codeInTable(owner.field.spelled)],
    bytes: `${bytes.replace(/^bytes? /, '')}${page}`,
    role: roleOf(owner),
    held: owner.kind === 'page' ? '' : presentPair(owner.asserted, style),
  };
}

/** struct page's own fields are told apart by their use. One long cell would widen all the table. */
function roleOf({ kind, field: { view } }: Owner): string {
  if (kind === 'mirror') return 'mirror';
  if (kind !== 'page' || view === null) return '';
  const isLong = view.length > MAX_ROLE_CHARS;
  return escapeMarkdown(isLong ? `${view.slice(0, MAX_ROLE_CHARS - 1).trimEnd()}\u2026` : view);
}

const MAX_ROLE_CHARS = 32;

/** What the product is about: its row is the one that is looked for. */
const SUBJECT = 'struct ptdesc';

/** Page tables first; the others stay in their order. */
export function bySubject(a: Owner, b: Owner): number {
  return Number(b.record === SUBJECT) - Number(a.record === SUBJECT);
}
