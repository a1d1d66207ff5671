/**
 * Text of a tree in Markdown: names of files, members and comments are someone else's, and nothing in
 * them may become a link, an image or anything else that we did not make.
 */

/** Inline code. */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  // A backtick at an edge would make the fence longer, and a space at both edges goes away.
  const padded = /^`|`$|^ .* $|^ ?$/.test(line) ? ` ${line || ' '} ` : line;
  return `${fence}${padded}${fence}`;
}

/** Inline code in a table: a pipe would end the cell. Elsewhere its backslash would be seen. */
export function codeInTable(text: string): string {
  // An even number of backslashes before a pipe escapes only themselves.
  return code(text).replace(/(\\*)\|/g, (run, { length }) =>
    length % 2 ? run : `${run.slice(0, -1)}\\|`,
  );
}

/** Text of the source as plain words: nothing in it may act as Markdown or HTML. */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replaceAll(/\s+/g, ' ')
      .trim()
      .replace(/[\\`*[\]<|~]/g, '\\$&')
      .replace(/(?<![a-zA-Z0-9])_|_(?![a-zA-Z0-9])/g, '\\_')
      .replace(/&(?=#?\w+;)/g, '\\&')
      .replace(/^[#>+=-]/, '\\$&')
      .replace(/^(\d+)([.)])/, '$1\\$2')
      // Addresses become links by themselves.
      .replace(/:\/\//g, ':\\//')
      .replace(/www\./gi, 'www\\.')
      .replace(/@/g, '\\@')
  );
}

/**
 * A link; the text may be anything, and so may the address. In a link's text some renderers undo escapes
 * and read it again, so what is not plain there is an entity.
 */
export function linkMarkdown(text: string, address: string): string {
  return `[${entities(text)}](${encodeAddress(address)})`;
}

function entities(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  const isActive =
    /(?<![a-zA-Z0-9])_|_(?![a-zA-Z0-9])|:(?=\/\/)|(?<=www)\.|[\x21-\x7e](?<![\w.:/,+-])/gi;
  return line.replace(isActive, (each) => `&#${each.charCodeAt(0)};`);
}

/** What encodeURI leaves and Markdown, HTML or a table would take for itself. */
function encodeAddress(address: string): string {
  return address.replace(
    /[\s()&<>[\]\\`*~|"'!@]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
