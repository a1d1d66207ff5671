import { PAGE_RECORD } from '../../memdesc/memdesc.ts';
import type { Owner } from '../../memdesc/owners.ts';
import type { FieldHover } from './hover-info.ts';
import { type HoverStyle, presentPair } from './hover-style.ts';
import { code, escapeMarkdown } from './markdown.ts';
import { formatRange } from './numbers.ts';

/** A row of the table: fields of one record over the same bytes that the same thing holds. */
interface Row {
  readonly record: string;
  fields: string[];
  readonly bytes: string;
  readonly held: string;
}

/** The one table of a field's hover: for each record over the bytes, its fields and what holds them. */
export function presentOwners(field: FieldHover, style: HoverStyle): string {
  const rows: Row[] = [];
  if (field.self && field.record !== PAGE_RECORD) rows.push(rowOf(field.self, field, style));
  for (const owner of field.owners) addRow(rows, rowOf(owner, field, style));
  if (rows.length === 0) return 'Nothing else lies over these bytes.';
  const lines = ['| record | field | bytes | held by |', '|---|---|---|---|'];
  let last = '';
  for (const row of rows) {
    const record = row.record === last ? '' : code(row.record);
    lines.push(`| ${record} | ${row.fields.join(', ')} | ${unbroken(row.bytes)} | ${row.held} |`);
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
    (r) => r.record === row.record && r.bytes === row.bytes && r.held === row.held,
  );
  if (same) same.fields.push(...row.fields);
  else rows.push(row);
}

function rowOf(owner: Owner, field: FieldHover, style: HoverStyle): Row {
  const bytes = formatRange(owner.offsetBits, owner.field.sizeBits, style.numbers);
  const page = owner.pageIndex === field.range.pageIndex ? '' : ` of page ${owner.pageIndex}`;
  const mirror = owner.kind === 'mirror' ? ' (mirror)' : '';
  return {
    record: owner.record,
    fields: [`${code(owner.field.spelled)}${viewOf(owner)}${mirror}`],
    bytes: `${bytes.replace(/^bytes? /, '')}${page}`,
    held: owner.kind === 'page' ? '' : presentPair(owner.asserted, style),
  };
}

/** struct page's own fields are told apart by their use. */
function viewOf(owner: Owner): string {
  const { view } = owner.field;
  return owner.kind === 'page' && view ? ` _${escapeMarkdown(view)}_` : '';
}
