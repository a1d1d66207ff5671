import type { AssertedOffset, AssertionHover, SizeHover } from './hover-info.ts';
import type { HoverStyle } from './hover-style.ts';
import { code } from './markdown.ts';
import { formatNumber } from './numbers.ts';

/** An offset assertion: both offsets, and whether it holds. */
export function presentAssertion(assertion: AssertionHover, style: HoverStyle): string {
  const pages = assertion.pageIndex;
  const further = pages === 0 ? '' : ` + ${pages} × ${code('sizeof(struct page)')}`;
  const lines = [
    `${presentOffset(assertion.page, style)}${further}`,
    presentOffset(assertion.other, style),
    presentVerdict(assertion.holds, 'The two are the same place'),
  ];
  return lines.join('  \n');
}

/** A size assertion: the size, what it is held against, and whether it holds. */
export function presentSize(size: SizeHover, style: HoverStyle): string {
  const bytes = formatNumber(size.sizeBytes, style.numbers);
  const limit = formatNumber(size.limitBytes, style.numbers);
  const lines = [
    `${code(size.record)} has ${bytes} bytes; the limit is ${limit}`,
    presentVerdict(size.holds, 'It fits'),
  ];
  return lines.join('  \n');
}

function presentOffset(offset: AssertedOffset, style: HoverStyle): string {
  const bytes = formatNumber(offset.offsetBits / 8, style.numbers);
  return `${code(`${offset.record}.${offset.path}`)} at byte ${bytes}`;
}

function presentVerdict(holds: boolean | null, good: string): string {
  if (holds === null) return 'Whether it holds is unknown: the condition is not constant to us.';
  return holds ? `${good}: the assertion holds.` : '**The assertion does not hold.**';
}
