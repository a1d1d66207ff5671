import { afterSplices, NEWLINE } from './characters.ts';

/** A logical line: its bytes without the splices, and where each of them stands in the file. */
export interface LogicalLine {
  readonly bytes: Uint8Array;
  /** One entry a byte, and one for the end. */
  readonly offsets: Uint32Array;
}

/** The logical line from `start` on. It is asked for only where a splice cuts a token. */
export function logicalLine(bytes: Uint8Array, start: number): LogicalLine {
  const text: number[] = [];
  const offsets: number[] = [];
  let at = start;
  for (;;) {
    at = afterSplices(bytes, at);
    offsets.push(at);
    if (at >= bytes.length || bytes[at] === NEWLINE) break;
    text.push(bytes[at++] as number);
  }
  return { bytes: Uint8Array.from(text), offsets: Uint32Array.from(offsets) };
}
