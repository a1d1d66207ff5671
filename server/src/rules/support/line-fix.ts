import type { Fix, RuleContext, TextPlace } from './rule.ts';
import { linesOf } from './statement-text.ts';

/**
 * Rewrites what a pattern matches from a place of a line on; undefined when the text there is not of
 * the pattern's shape. The pattern is sticky by itself.
 */
export function lineFix(
  { file }: RuleContext,
  place: Pick<TextPlace, 'line' | 'column'> | undefined,
  pattern: RegExp,
  how: { readonly title: string; readonly isSafe: boolean; readonly by: string },
): Fix | undefined {
  const text = place && linesOf(file)[place.line - 1];
  if (!place || text === undefined) return undefined;
  const sticky = new RegExp(pattern.source, 'y');
  sticky.lastIndex = place.column - 1;
  const match = sticky.exec(text);
  if (!match) return undefined;
  const { line, column } = place;
  const endColumn = column + match[0].length;
  const replaced = match[0].replace(new RegExp(pattern.source), how.by);
  const edit = { line, column, endLine: line, endColumn, text: replaced };
  return { title: how.title, isSafe: how.isSafe, edits: [edit] };
}
