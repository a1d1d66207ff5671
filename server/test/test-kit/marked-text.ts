import type { Finding, Fix, RelatedPlace } from '../../src/rules/support/rule.ts';

/** A line that is a mark and no code: see `markedText`. */
const MARK = /^\/\/(<?\s*\^|💡|@)/;
const TAB = 8;

/** The code of a marked text. */
export function withoutMarks(text: string): string {
  return text
    .split('\n')
    .filter((line) => !MARK.test(line))
    .join('\n');
}

/** Where a mark points to. */
interface Range {
  readonly line: number;
  readonly column: number;
  readonly sizeBytes: number;
}

/** A text of which findings may speak, besides the one that is marked. */
export interface OtherText {
  readonly path: string;
  readonly text: string;
}

/**
 * A code with what was found in it written under the lines:
 *
 *     	pagetable_free(pt);
 *     //      ^^^^^^^^^^^^^^ 💡 error: The whole message.
 *     //💡 The title of the fix (safe)
 *
 * A tab is eight columns wide. `//<` moves the mark of a place in the first two columns: its carets
 * count from three columns further left. Places that explain are marked in the same way, as `related`.
 * A place in the other text is quoted, between « and ».
 */
export function markedText(code: string, findings: readonly Finding[], other: OtherText): string {
  const lines = code.split('\n');
  const otherLines = other.text.split('\n');
  const under = new Map<number, string[]>();
  const put = (line: number, text: string) => under.set(line, [...(under.get(line) ?? []), text]);
  const write = (range: Range, text: string, isOther: boolean, near: number) => {
    if (isOther) put(near, `//@ ${quoted(otherLines[range.line - 1] ?? '', range)} ${text}`);
    else put(range.line, `${carets(lines[range.line - 1] ?? '', range)} ${text}`);
  };
  for (const finding of [...findings].sort(byPlace)) {
    const { place, fixes = [], related = [] } = finding;
    // A finding in the other text stands at the end, as there is no line of its own for it.
    const isOther = code === '';
    const near = isOther ? lines.length : place.line;
    write(place, headline(finding), isOther, near);
    for (const fix of fixes) put(near, titleOf(fix));
    for (const each of related) {
      const inOther = isOther || each.file === other.path;
      const text = (inOther ? otherLines : lines)[each.line - 1] ?? '';
      write(wordAt(text, each), `related: ${each.message}`, inOther, near);
    }
  }
  return lines.flatMap((line, i) => [line, ...(under.get(i + 1) ?? [])]).join('\n');
}

function byPlace({ place: a }: Finding, { place: b }: Finding): number {
  return a.line - b.line || a.column - b.column;
}

function headline({ fixes = [], severity, message }: Finding): string {
  return `${fixes.length > 0 ? '💡 ' : ''}${severity}: ${message}`;
}

function titleOf({ title, isSafe }: Fix): string {
  return `//💡 ${title}${isSafe ? ' (safe)' : ''}`;
}

/** Carets under a place; bytes are counted, tabs are wide. */
function carets(line: string, { column, sizeBytes }: Range): string {
  const [start, end] = [columnOf(line, column - 1), columnOf(line, column - 1 + sizeBytes)];
  const marks = '^'.repeat(Math.max(end - start, 1));
  return start < 2 ? `//<${' '.repeat(start)}${marks}` : `//${' '.repeat(start - 2)}${marks}`;
}

/** The column on a screen, from 0, at which a byte of the line stands. */
function columnOf(line: string, offset: number): number {
  let column = 0;
  for (const character of Buffer.from(line).subarray(0, offset).toString())
    column += character === '\t' ? TAB - (column % TAB) : 1;
  return column;
}

/** A line with the place in it between « and ». */
function quoted(line: string, { column, sizeBytes }: Range): string {
  const bytes = Buffer.from(line);
  const [start, end] = [column - 1, column - 1 + sizeBytes];
  const parts = [bytes.subarray(0, start), bytes.subarray(start, end), bytes.subarray(end)];
  const [before, range, after] = parts.map(String);
  return `${before?.trimStart()}«${range}»${after}`;
}

/** The word that a place is the start of. */
function wordAt(line: string, { line: number, column }: RelatedPlace): Range {
  const rest = Buffer.from(line)
    .subarray(column - 1)
    .toString();
  const word = /^\w+/.exec(rest)?.[0] ?? rest.slice(0, 1);
  return { line: number, column, sizeBytes: Math.max(Buffer.byteLength(word), 1) };
}
