import { html, type TemplateResult } from 'lit';
import { bitSpan } from './bit-span.ts';
import type { ByteRow } from './byte-rows.ts';

const BITS_PER_BYTE = 8;

/** Bytes of a struct page, two digits each, and the offsets of those that just changed. */
export interface LensBytes {
  readonly digits: readonly string[];
  readonly changed: ReadonlySet<number>;
}

/**
 * The bytes as they lie in memory, below the ruler. What changed is marked by its shape too: a double
 * line and a weight.
 */
export function memoryLane(
  { digits, changed }: LensBytes,
  { firstByte, byteCount }: ByteRow,
  point: (byte: number) => void,
): TemplateResult {
  const sizeBits = byteCount * BITS_PER_BYTE;
  const shown = digits.slice(firstByte, firstByte + byteCount);
  return html`<div class="ruler-line">
    <span class="note">memory</span>
    <div class="memory" role="img" aria-label=${describeMemory(shown, changed)}>
      ${shown.map((digit, index) => {
        const left = index * BITS_PER_BYTE;
        const byte = firstByte + index;
        return html`<span
          class=${changed.has(byte) ? 'changed' : ''}
          ${bitSpan(left, left + BITS_PER_BYTE, sizeBits)}
          @mouseenter=${() => point(byte)}
          >${digit}</span
        >`;
      })}
    </div>
  </div>`;
}

function describeMemory(digits: readonly string[], changed: ReadonlySet<number>): string {
  const which = changed.size === 0 ? 'none' : [...changed].join(', ');
  return `Memory: ${digits.join(' ')}. Bytes that just changed: ${which}.`;
}
