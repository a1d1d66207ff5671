import type { LineSpan } from '../conversions/line-span.ts';
import type { Finding, Fix, TextEdit } from '../rules/support/rule.ts';

/** One way to mend one finding. */
export interface QuickFix<F extends Finding> {
  readonly finding: F;
  readonly fix: Fix;
}

/** The fixes of the findings that begin on some lines. */
export function quickFixes<F extends Finding>(
  findings: readonly F[],
  lines: LineSpan,
): QuickFix<F>[] {
  return findings
    .filter(({ place }) => place.line >= lines.from && place.line <= lines.to)
    .flatMap((finding) => (finding.fixes ?? []).map((fix) => ({ finding, fix })));
}

/**
 * The edits that mend everything that can be mended without a look. Of fixes that would change the
 * same text the first counts; the next time the others have their turn.
 */
export function safeEdits(findings: readonly Finding[]): TextEdit[] {
  const taken: TextEdit[] = [];
  for (const { fixes } of findings) {
    const fix = fixes?.find(({ isSafe }) => isSafe);
    if (!fix || fix.edits.some((edit) => taken.some((other) => overlaps(edit, other)))) continue;
    taken.push(...fix.edits);
  }
  return taken;
}

/** Two edits that put text in at one place overlap too: which comes first is no one's to say. */
function overlaps(a: TextEdit, b: TextEdit): boolean {
  const isBefore = (line: number, column: number, than: TextEdit) =>
    line < than.line || (line === than.line && column < than.column);
  const isSame = a.line === b.line && a.column === b.column;
  return (
    isSame ||
    (endsBehind(a, b) && isBefore(a.line, a.column, b)) ||
    (endsBehind(b, a) && isBefore(b.line, b.column, a))
  );
}

/** Whether the first ends behind the beginning of the second. */
function endsBehind(first: TextEdit, second: TextEdit): boolean {
  if (first.endLine !== second.line) return first.endLine > second.line;
  return first.endColumn > second.column;
}
