/** Inline code; a pipe would end a table's cell. */
export function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${text.replaceAll('|', '\\|')}${fence}`;
}

/** Text of the source as plain words: nothing in it may act as Markdown or HTML. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*[\]<|]/g, '\\$&')
    .replace(/(?<!\w)_|_(?!\w)/g, '\\_')
    .replace(/^[#>+-]/, '\\$&');
}
