/** The words of a make list. */
export function words(text: string): string[] {
  return text.match(/\S+/g) ?? [];
}

/** The part of `word` that `%` matches in `pattern`; undefined when it does not match. */
export function matchStem(pattern: string, word: string): string | undefined {
  const percent = pattern.indexOf('%');
  if (percent < 0) return pattern === word ? '' : undefined;
  const before = pattern.slice(0, percent);
  const after = pattern.slice(percent + 1);
  if (word.length < before.length + after.length) return undefined;
  if (!word.startsWith(before) || !word.endsWith(after)) return undefined;
  return word.slice(before.length, word.length - after.length);
}

/** make's patsubst: each word that matches `pattern` becomes `replacement` with `%` as the stem. */
export function patternSubstitute(pattern: string, replacement: string, text: string): string {
  return words(text)
    .map((word) => {
      const stem = matchStem(pattern, word);
      if (stem === undefined) return word;
      return pattern.includes('%') ? replacement.replace('%', () => stem) : replacement;
    })
    .join(' ');
}

/** The words of `text` that match one of the patterns, or, with `keep` false, those that match none. */
export function filterWords(patterns: string, text: string, keep: boolean): string {
  const list = words(patterns);
  return words(text)
    .filter((word) => list.some((pattern) => matchStem(pattern, word) !== undefined) === keep)
    .join(' ');
}

/** Splits the arguments of a function call at commas outside parentheses and braces. */
export function splitArguments(text: string, limit: number): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length && parts.length < limit - 1; index++) {
    const char = text[index];
    if (char === '(' || char === '{') depth++;
    else if (char === ')' || char === '}') depth--;
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

/** The index of the bracket that closes the one at `open`, or -1. */
export function closingBracket(text: string, open: number): number {
  const opening = text[open];
  const closing = opening === '(' ? ')' : '}';
  let depth = 0;
  for (let index = open; index < text.length; index++) {
    if (text[index] === opening) depth++;
    else if (text[index] === closing && --depth === 0) return index;
  }
  return -1;
}
