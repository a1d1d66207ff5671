import type { Fix, TextEdit } from '../support/rule.ts';

/** A text with fixes applied. Of edits that overlap the first counts; columns are in bytes. */
export function applyFixes(text: string, fixes: readonly Fix[]): string {
  const bytes = Buffer.from(text);
  const starts = [0];
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) starts.push(at + 1);
  const offset = (line: number, column: number) => (starts[line - 1] ?? bytes.length) + column - 1;
  const ranges = fixes
    .flatMap((fix) => fix.edits)
    .map((edit) => rangeOf(edit, offset))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const parts: Buffer[] = [];
  let at = 0;
  for (const { start, end, text: replacement } of ranges) {
    if (start < at) continue;
    parts.push(bytes.subarray(at, start), Buffer.from(replacement));
    at = end;
  }
  return Buffer.concat([...parts, bytes.subarray(at)]).toString();
}

function rangeOf(edit: TextEdit, offset: (line: number, column: number) => number) {
  return {
    start: offset(edit.line, edit.column),
    end: offset(edit.endLine, edit.endColumn),
    text: edit.text,
  };
}
