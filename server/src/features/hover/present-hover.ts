import { PAGE_RECORD } from '../../memdesc/memdesc.ts';
import type { FieldHover, HoverInfo, HoverSubject, InactiveHover } from './hover-info.ts';
import type { HoverStyle } from './hover-style.ts';
import { code, escapeMarkdown } from './markdown.ts';
import { formatRange } from './numbers.ts';
import { presentAssertion, presentSize } from './present-assertion.ts';
import { presentConversion } from './present-conversion.ts';
import { presentMemdesc } from './present-memdesc.ts';
import { presentOwners } from './present-owners.ts';
import { presentVerdict } from './present-verdict.ts';

/**
 * The hover as Markdown. A field's begins with the answer: who has its bytes, and whether that is
 * checked. A hover shows few lines before one must scroll.
 */
export function presentHover(info: HoverInfo, style: HoverStyle): string {
  const { context } = info;
  const via = context.via ? `, read through ${code(context.via)}` : '';
  const [head = '', ...rest] = presentSubject(info.subject, style);
  const parts = [
    `${head}  \n_${escapeMarkdown(context.profile)}_${via}`,
    ...rest,
    context.inactive
      ? `Not compiled in this configuration (requires ${code(context.inactive)}).`
      : '',
    context.searching ? '_Searching the tree for more memdescs…_' : '',
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Paragraphs; empty ones are left out. */
function presentSubject(subject: HoverSubject, style: HoverStyle): string[] {
  switch (subject.kind) {
    case 'field':
      return presentField(subject, style);
    case 'memdesc':
      return presentMemdesc(subject, style);
    case 'assertion':
      return [presentAssertion(subject, style)];
    case 'size':
      return [presentSize(subject, style)];
    case 'conversion':
      return [presentConversion(subject, style)];
    case 'inactive':
      return [presentInactive(subject)];
  }
}

function presentField(field: FieldHover, style: HoverStyle): string[] {
  const { range } = field;
  const page = range.pageIndex === 0 ? 'struct page' : `struct page[${range.pageIndex}]`;
  const name = `${code(`${field.record}.${field.self?.field.spelled ?? field.path}`)} · ${code(field.type)} · ${formatRange(range.offsetBits, range.sizeBits, style.numbers)} of ${code(page)}`;
  if (field.isPage) return [`${name}  \n${WHOLE_PAGE}`, ...sentences(field)];
  const head = `${presentVerdict(field, style)}  \n${name}`;
  return [head, ...sentences(field), presentOwners(field, style)];
}

const WHOLE_PAGE = 'The struct page as a whole: the same bytes as the fields beside it.';

/** What the source says beside the field, one line each. */
function sentences(field: FieldHover): string[] {
  const lines: string[] = [];
  if (field.view && field.record === PAGE_RECORD) lines.push(`Use: ${escapeMarkdown(field.view)}`);
  if (field.doc && !(field.view && field.doc.startsWith(field.view)))
    lines.push(escapeMarkdown(oneLine(field.doc)));
  if (field.note && field.note !== field.view)
    lines.push(`Beside it: ${escapeMarkdown(oneLine(field.note))}`);
  return lines;
}

/** As many whole sentences as fit in a line or two. */
function oneLine(text: string): string {
  if (text.length <= MAX_COMMENT_CHARS) return text;
  const end = text.lastIndexOf('. ', MAX_COMMENT_CHARS);
  return end > 0 ? text.slice(0, end + 1) : `${text.slice(0, MAX_COMMENT_CHARS)}…`;
}

const MAX_COMMENT_CHARS = 240;

function presentInactive({ record, field, condition }: InactiveHover): string {
  const why = condition ? ` (requires ${code(condition)})` : '';
  return `${code(`${record}.${field}`)} is not compiled in this configuration${why}.`;
}
