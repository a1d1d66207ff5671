/**
 * A struct page as debuggers print the record: crash's `struct page ADDRESS`, gdb's and drgn's `*page`.
 * Anonymous members are looked through, as the layout does.
 */

/** Numbers of members by path; null when the text is no such record. */
export function readStructText(text: string): Map<string, bigint> | null {
  const start = /(?:\bstruct page\b|\$\d+ =|\bpage\b)[^{}]*\{/.exec(text);
  if (!start) return null;
  const found = new Map<string, bigint>();
  const path: string[] = [];
  let name = '';
  const body = text.slice(start.index + start[0].length);
  const tokens =
    /([{}])|\.?([a-z_]\w*)\s*=\s*|\([^()]*\)|(-?0x[0-9a-f]+|-?\d+)|"[^"]*"|'[^']*'|<[^<>]*>/gi;
  for (const [, brace, member, number] of body.matchAll(tokens)) {
    if (member !== undefined) name = member;
    else if (brace === '{') [name] = ['', path.push(name)];
    else if (brace === '}') path.pop();
    else if (number !== undefined && name !== '') {
      found.set([...path, name].filter(Boolean).join('.'), numberOf(number));
      name = '';
    }
  }
  return found.size > 0 ? found : null;
}

const numberOf = (text: string): bigint =>
  text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text);
