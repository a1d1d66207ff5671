/**
 * Positions at the edge: the protocol counts lines and UTF-16 units from 0, everything inside counts
 * bytes. Only here are the two turned into each other.
 */
import type { Position, Range } from 'vscode-languageserver';

/** The byte offset of a position; positions beyond a line's or the file's end are moved to it. */
export function offsetOfPosition(bytes: Uint8Array, position: Position): number {
  const start = offsetOfLine(bytes, position.line);
  const end = endOfLine(bytes, start);
  const line = decode(bytes.subarray(start, end));
  const before = line.slice(0, position.character);
  return start + Buffer.byteLength(before, 'utf8');
}

/** The position of a byte offset. */
export function positionOfOffset(bytes: Uint8Array, offset: number): Position {
  const starts = lineStarts(bytes);
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  const start = starts[low - 1] as number;
  return { line: low - 1, character: decode(bytes.subarray(start, offset)).length };
}

/** The range of `sizeBytes` bytes at a line and a byte column, both from 1. */
export function rangeAt(bytes: Uint8Array, line: number, column: number, sizeBytes: number): Range {
  const start = offsetOfLine(bytes, line - 1);
  const character = decode(bytes.subarray(start, start + column - 1)).length;
  const name = decode(bytes.subarray(start + column - 1, start + column - 1 + sizeBytes));
  return {
    start: { line: line - 1, character },
    end: { line: line - 1, character: character + name.length },
  };
}

/** The range between two places; lines and byte columns count from 1, the end is exclusive. */
export function rangeBetween(
  bytes: Uint8Array,
  from: { readonly line: number; readonly column: number },
  to: { readonly line: number; readonly column: number },
): Range {
  const { start } = rangeAt(bytes, from.line, from.column, 0);
  return { start, end: rangeAt(bytes, to.line, to.column, 0).start };
}

/** The range of the C identifier that holds or ends at a byte. */
export function wordRange(bytes: Uint8Array, offset: number): Range {
  let start = offset;
  let end = offset;
  while (start > 0 && isWordByte(bytes[start - 1])) start--;
  while (isWordByte(bytes[end])) end++;
  return { start: positionOfOffset(bytes, start), end: positionOfOffset(bytes, end) };
}

/** Letters, digits, `_`, `$`, and every byte of a character beyond ASCII. */
function isWordByte(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  return byte >= 128 || /[\w$]/.test(String.fromCharCode(byte));
}

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

/** Texts are asked about many times between two edits; each edit makes new bytes. */
const knownStarts = new WeakMap<Uint8Array, Uint32Array>();

function lineStarts(bytes: Uint8Array): Uint32Array {
  const known = knownStarts.get(bytes);
  if (known) return known;
  const starts = [0];
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) {
    starts.push(at + 1);
  }
  const found = Uint32Array.from(starts);
  knownStarts.set(bytes, found);
  return found;
}

function offsetOfLine(bytes: Uint8Array, line: number): number {
  return lineStarts(bytes)[line] ?? bytes.length;
}

function endOfLine(bytes: Uint8Array, start: number): number {
  const newline = bytes.indexOf(NEWLINE, start);
  const end = newline < 0 ? bytes.length : newline;
  return end > start && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
}

const decode = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
