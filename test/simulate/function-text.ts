/** Finds functions in C files by their text. */

/** Where a function's definitions begin and end in a file; there may be one for each configuration. */
function functionRanges(text: string, name: string): { start: number; end: number }[] {
  const heads = new RegExp(`^[A-Za-z_][^;{}=#]*\\b${name}\\s*\\([^;{}]*\\)\\s*\\{`, 'gm');
  return [...text.matchAll(heads)].map((head) => {
    const end = text.indexOf('\n}', head.index);
    return { start: head.index + head[0].indexOf(name), end: end < 0 ? text.length : end };
  });
}

/** The one of the ranges whose text holds something. @throws when there is not just one */
export function rangeWith(
  text: string,
  name: string,
  part: string,
): { start: number; end: number } {
  const found = functionRanges(text, name).filter(({ start, end }) =>
    text.slice(start, end).includes(part),
  );
  const range = found[found.length - 1];
  if (range === undefined) throw new Error(`no ${name}() has "${part}"`);
  return range;
}

/** The number of the line that an offset is in, from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
