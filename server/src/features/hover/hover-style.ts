import type { AssertedPair } from '../../memdesc/memdesc.ts';
import type { SourcePlace } from '../../protocol.ts';
import type { NumberStyle } from '../../settings/settings.ts';
import { codeInTable } from './markdown.ts';

/** How the reader wants hovers, and how a place becomes a link. */
export interface HoverStyle {
  readonly numbers: NumberStyle;
  /** Markdown for a place: a link in an editor, `file:line` elsewhere. */
  link(place: SourcePlace): string;
}

/** What ties a field to struct page, as a link; or that nothing does. */
export function presentPair(pair: AssertedPair | null, style: HoverStyle): string {
  if (!pair) return 'not asserted';
  const broken = pair.holds === false ? ' **does not hold**' : '';
  return `${codeInTable(pair.pagePath)} ${style.link(pair.place)}${broken}`;
}
