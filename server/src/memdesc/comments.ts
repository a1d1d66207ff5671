/**
 * Comments beside a declaration, read from the file's text: the lexer drops them, and only a few
 * declarations are ever asked about.
 */

/** The words of a comment, without its frame, on one line. */
function commentText(comment: string): string {
  return comment
    .replace(/^\/\*+/, '')
    .replace(/\*+\/$/, '')
    .replace(/^\s*\/\//gm, '')
    .replace(/^\s*\*(?!\/)/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A comment that starts on the rest of the line behind `offset`, after the declaration's `;` or `,`. */
export function trailingComment(text: string, offset: number): string | null {
  const lineEnd = endOfLine(text, offset);
  const line = text.slice(offset, lineEnd);
  const start = line.search(/\/[*/]/);
  if (start < 0 || /[;,{}].*[;{}]/.test(line.slice(0, start))) return null;
  return commentAt(text, offset + start);
}

/** The comment that ends right above the line of `offset`, with nothing between. */
export function precedingComment(text: string, offset: number): string | null {
  let end = text.lastIndexOf('\n', offset - 1);
  if (end < 0) return null;
  const head = text.slice(0, end).trimEnd();
  if (/\n[ \t]*\n/.test(text.slice(head.length, end + 1))) return null;
  end = head.length;
  if (head.endsWith('*/')) {
    const start = head.lastIndexOf('/*');
    // A comment behind code belongs to that code.
    return start < 0 || codeBefore(text, start) ? null : commentText(head.slice(start));
  }
  return lineComments(head);
}

function lineComments(head: string): string | null {
  const lines = head.split('\n');
  let first = lines.length;
  while (first > 0 && /^\s*\/\//.test(lines[first - 1] ?? '')) first--;
  return first === lines.length ? null : commentText(lines.slice(first).join('\n'));
}

/** The raw comment right above `offset`, frame included: where kernel-doc stands. */
export function precedingBlock(text: string, offset: number): string | null {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const head = text.slice(0, lineStart).trimEnd();
  if (!head.endsWith('*/')) return null;
  const start = head.lastIndexOf('/*');
  return start < 0 ? null : head.slice(start);
}

function commentAt(text: string, start: number): string | null {
  if (text.startsWith('//', start)) return commentText(text.slice(start, endOfLine(text, start)));
  const end = text.indexOf('*/', start + 2);
  return end < 0 ? null : commentText(text.slice(start, end + 2));
}

function codeBefore(text: string, offset: number): boolean {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return text.slice(lineStart, offset).trim() !== '';
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}
