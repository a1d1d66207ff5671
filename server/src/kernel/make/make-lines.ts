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
  const physical = source.split('\n');
  for (let index = 0; index < physical.length; index++) {
    let text = (physical[index] ?? '').replace(/\r$/, '');
    while (continues(text) && index + 1 < physical.length) {
      index++;
      const next = (physical[index] ?? '').replace(/\r$/, '');
      text = `${text.slice(0, -1).trimEnd()} ${next.trimStart()}`;
    }
    const tab = text.startsWith('\t');
    lines.push({ text: withoutComment(text).trim(), tab });
  }
  return lines;
}

/** True when an odd number of backslashes ends the line. */
function continues(text: string): boolean {
  const [slashes = ''] = /\\*$/.exec(text) ?? [];
  return slashes.length % 2 === 1;
}

/** Cuts the comment off; `\#` is a literal number sign. */
function withoutComment(text: string): string {
  if (!text.includes('#')) return text;
  let out = '';
  for (let index = 0; index < text.length; index++) {
    const char = text[index];
    if (char === '\\' && text[index + 1] === '#') {
      out += '#';
      index++;
    } else if (char === '#') {
      break;
    } else {
      out += char;
    }
  }
  return out;
}
