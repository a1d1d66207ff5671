/** A logical line of a makefile: continued lines joined, comments removed. */
export interface MakeLine {
  /** The text without its line break; leading white space other than a tab is removed. */
  readonly text: string;
  /** True when the line began with a tab: a recipe line, if a rule came before. */
  readonly tab: boolean;
}

/** Splits a makefile into logical lines, as GNU make's manual describes (section 3.1.1). */
export function makeLines(source: string): MakeLine[] {
  const lines: MakeLine[] = [];
  const physical = source.split(/\r?\n/);
  for (let index = 0; index < physical.length; index++) {
    let text = physical[index] ?? '';
    while (continues(text) && index + 1 < physical.length)
      text = `${text.slice(0, -1).trimEnd()} ${(physical[++index] ?? '').trimStart()}`;
    const tab = text.startsWith('\t');
    lines.push({ text: withoutComment(text).trim(), tab });
  }
  return lines;
}

/** True when an odd number of backslashes ends the line. */
function continues(text: string): boolean {
  let slashes = 0;
  while (text[text.length - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}

/** Cuts the comment off; `\#` is a literal number sign. */
function withoutComment(text: string): string {
  let out = '';
  let from = 0;
  for (;;) {
    const sign = text.indexOf('#', from);
    if (sign < 0) return out + text.slice(from);
    if (text[sign - 1] !== '\\') return out + text.slice(from, sign);
    out += `${text.slice(from, sign - 1)}#`;
    from = sign + 1;
  }
}
