/**
 * Kernel-doc comments (Documentation/doc-guide/kernel-doc.rst): the sentences about each member, by
 * the member's name. A description ends at the next `@name:`, at an empty line, or with the comment.
 */
export function memberDocs(comment: string): Map<string, string> {
  const docs = new Map<string, string>();
  if (!comment.startsWith('/**')) return docs;
  let name = '';
  for (const raw of comment.split('\n')) {
    const line = raw
      .replace(/\*+\/\s*$/, '')
      .replace(/^\s*\/?\*+/, '')
      .replace(/\s+/g, ' ')
      .trim();
    const start = /^@([\w.]+):\s*(.*)$/.exec(line);
    if (start) {
      name = start[1] ?? '';
      docs.set(name, start[2] ?? '');
    } else if (line === '') name = '';
    else if (name) docs.set(name, `${docs.get(name)} ${line}`.trim());
  }
  return docs;
}
