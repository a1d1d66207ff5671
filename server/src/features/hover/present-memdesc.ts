import type { Owner } from '../../memdesc/owners.ts';
import type { MemdescHover } from './hover-info.ts';
import { type HoverStyle, presentPair } from './hover-style.ts';
import { code, codeInTable, escapeMarkdown } from './markdown.ts';
import { formatNumber, formatRange } from './numbers.ts';

/** A memdesc's name: its size, its lanes over the page, and what is asserted and what is not. */
export function presentMemdesc(memdesc: MemdescHover, style: HoverStyle): string[] {
  const parts = [headLine(memdesc, style)];
  if (memdesc.memdesc === 'page') parts.push(presentOverlays(memdesc, style));
  else parts.push(sizeLine(memdesc, style), countLine(memdesc));
  return [...parts, presentLanes(memdesc, style)];
}

function headLine(memdesc: MemdescHover, style: HoverStyle): string {
  const size = `${formatNumber(memdesc.sizeBytes, style.numbers)} bytes`;
  if (memdesc.memdesc === 'page') return `${code(memdesc.record)} · ${size}`;
  if (memdesc.memdesc === 'mirror') {
    return `${code(memdesc.record)} · ${size} · matches some words of ${code('struct page')}, with no assertion about its size and no conversion by cast: a mirror, not an overlay`;
  }
  const pages = memdesc.pages === 1 ? '' : `${memdesc.pages} × `;
  return `${code(memdesc.record)} · ${size} · lies over ${pages}${code('struct page')} of ${formatNumber(memdesc.pageSizeBytes, style.numbers)} bytes`;
}

function sizeLine(memdesc: MemdescHover, style: HoverStyle): string {
  const assertion = memdesc.sizeAssertion;
  if (!assertion) return 'Its size is not asserted.';
  const verdict = assertion.holds === false ? ' **and does not hold**' : '';
  return `Its size is asserted ${style.link(assertion.place)}${verdict}.`;
}

function countLine(memdesc: MemdescHover): string {
  const fields = memdesc.fields.filter((f) => f.field.depth === 0);
  const open = fields.filter((f) => f.asserted === null).map((f) => code(f.field.spelled));
  const held = fields.length - open.length;
  const head = `${held} of ${fields.length} fields asserted`;
  return open.length === 0 ? `${head}.` : `${head}; not asserted: ${open.join(', ')}.`;
}

function presentOverlays(memdesc: MemdescHover, style: HoverStyle): string {
  if (memdesc.memdescs.length === 0) return '';
  const lines = memdesc.memdescs.map((m) => {
    const what = m.kind === 'mirror' ? 'mirrors some words' : 'lies over it';
    return `- ${code(m.record)} ${what}, ${formatNumber(m.sizeBytes, style.numbers)} bytes, ${style.link(m.declared)}`;
  });
  return lines.join('\n');
}

function presentLanes(memdesc: MemdescHover, style: HoverStyle): string {
  const isPage = memdesc.memdesc === 'page';
  const lines = isPage
    ? ['| bytes | field | use |', '|---|---|---|']
    : ['| bytes | field | held by |', '|---|---|---|'];
  for (const owner of memdesc.fields) {
    if (owner.field.depth > 0) continue;
    const last = isPage
      ? escapeMarkdown(owner.field.view ?? '')
      : presentPair(owner.asserted, style);
    lines.push(`| ${bytesOf(owner, style)} | ${codeInTable(owner.field.spelled)} | ${last} |`);
  }
  return lines.join('\n');
}

function bytesOf(owner: Owner, style: HoverStyle): string {
  const range = formatRange(owner.offsetBits, owner.field.sizeBits, style.numbers);
  const page = owner.pageIndex === 0 ? '' : ` of page ${owner.pageIndex}`;
  return `${range.replace(/^bytes? /, '')}${page}`;
}
