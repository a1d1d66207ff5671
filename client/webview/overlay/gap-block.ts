import { html, type TemplateResult } from 'lit';
import { bitSpan } from './bit-span.ts';
import type { Gap } from './geometry.ts';

const BITS_PER_BYTE = 8;

/** Bits that no field of a lane has: hatched for padding, dotted for what is not the record's. */
export function gapBlock({ kind, leftBits, rightBits }: Gap, pageBits: number): TemplateResult {
  const bytes = (rightBits - leftBits) / BITS_PER_BYTE;
  const size = `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  const title = kind === 'padding' ? `padding, ${size}` : `not part of the record, ${size}`;
  return html`<span
    class=${`gap ${kind}`}
    title=${title}
    ${bitSpan(leftBits, rightBits, pageBits)}
  ></span>`;
}
