import type { HelpText } from './model.ts';

/** What a symbol's help says: its paragraphs, each without line breaks. */
export function helpParagraphs({ text, start, end }: HelpText): string[] {
  const lines = text.slice(start, end).split('\n');
  const paragraphs = lines
    .map((line) => line.trim())
    .join('\n')
    .split(/\n{2,}/);
  return paragraphs
    .map((each) => each.replaceAll(/\s+/g, ' ').trim())
    .filter((each) => each !== '');
}
