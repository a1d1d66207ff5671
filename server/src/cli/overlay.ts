import { formatRange } from '../features/hover/numbers.ts';
import type { MemdescModel } from '../memdesc/memdesc.ts';
import { type OverlayRange, overlayRanges, type RangeField } from '../memdesc/overlay-ranges.ts';
import { lanesOf } from '../memdesc/owners.ts';
import { CommandError } from './command-error.ts';
import type { Output } from './output.ts';
import { relativeTo } from './reading.ts';

/** `ptdesc overlay [FIELD...]`: each byte range of struct page with the fields over it. */
export function overlay(
  model: MemdescModel,
  root: string,
  fields: readonly string[],
  format: string,
  output: Output,
): void {
  const ranges = overlayRanges(model);
  const wanted = fields.length === 0 ? ranges : fields.flatMap((f) => rangesOf(model, ranges, f));
  for (const range of new Set(wanted)) {
    if (format === 'jsonl') output.json(rangeJson(range, root));
    else output.line(rangeText(range, root));
  }
}

/** The ranges that a field takes: `lru`, `pt_list`, `ptdesc.pt_list`, `struct ptdesc.pt_list`. */
function rangesOf(
  model: MemdescModel,
  ranges: readonly OverlayRange[],
  text: string,
): OverlayRange[] {
  const [record, path] = splitField(model, text);
  const found = ranges.filter((range) =>
    range.fields.some(
      ({ record: r, field }) =>
        (record === undefined || r === record) &&
        (field.path === path || field.spelled === path) &&
        field.sizeBits === range.sizeBits &&
        field.offsetBits % (model.page.sizeBytes * 8) === range.offsetBits,
    ),
  );
  if (found.length === 0)
    throw new CommandError(`${text}: no field of struct page or of a memdesc`);
  return found;
}

function splitField(model: MemdescModel, text: string): [string | undefined, string] {
  for (const { record } of lanesOf(model)) {
    for (const name of [record, record.replace(/^(struct|union) /, '')]) {
      if (text.startsWith(`${name}.`)) return [record, text.slice(name.length + 1)];
    }
  }
  return [undefined, text];
}

function rangeJson(range: OverlayRange, root: string): object {
  return {
    page_index: range.pageIndex,
    offset_bits: range.offsetBits,
    size_bits: range.sizeBits,
    fields: range.fields.map((f) => fieldJson(f, root)),
  };
}

function fieldJson({ record, field, asserted }: RangeField, root: string): object {
  return {
    record,
    path: field.path,
    ...(field.spelled === field.path ? {} : { spelled: field.spelled }),
    asserted: asserted && {
      file: relativeTo(root, asserted.place.file),
      line: asserted.place.line,
    },
    type: field.type,
    offset_bits: field.offsetBits,
    size_bits: field.sizeBits,
  };
}

function rangeText(range: OverlayRange, root: string): string {
  const page = range.pageIndex === 0 ? '' : `page ${range.pageIndex}, `;
  const head = `${page}${formatRange(range.offsetBits, range.sizeBits, 'decimal').replace('\u2013', '-')}`;
  const lines = range.fields.map(({ record, field, asserted }) => {
    const held = asserted
      ? `${relativeTo(root, asserted.place.file)}:${asserted.place.line}`
      : record === 'struct page'
        ? ''
        : 'not asserted';
    return `  ${`${record}.${field.spelled}`.padEnd(44)} ${held}`.trimEnd();
  });
  return [head, ...lines].join('\n');
}
