import type { AssertedPair, Memdesc } from '../../memdesc/memdesc.ts';
import type { RuleContext, TextEdit } from './rule.ts';
import { linesOf } from './statement-text.ts';

/** The memdescs that are declared in the file which is looked at. */
export function declaredHere({ model, file }: RuleContext): readonly Memdesc[] {
  return model.memdescs.filter(({ declared }) => declared.file === file.path);
}

/** Puts a line behind the last assertion about a memdesc; undefined when none stands in the file. */
export function afterAssertions(
  { file }: RuleContext,
  memdesc: Memdesc,
  text: string,
): TextEdit | undefined {
  const last = lastPair(memdesc, file.path);
  if (!last) return undefined;
  let { line } = last.place;
  const lines = linesOf(file);
  while (line < lines.length && !/;\s*(\/[/*].*)?$/.test(lines[line - 1] ?? '')) line++;
  return { line: line + 1, column: 1, endLine: line + 1, endColumn: 1, text: `${text}\n` };
}

/** The last assertion on the first page of a memdesc that is written in a file. */
export function lastPair({ pairs }: Memdesc, path: string): AssertedPair | undefined {
  const here = pairs.filter((p) => p.place.file === path && p.pageIndex === 0);
  return here.sort((a, b) => a.place.line - b.place.line).at(-1);
}
