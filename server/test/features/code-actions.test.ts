import assert from 'node:assert/strict';
import { quickFixes, safeEdits } from '../../src/features/code-actions.ts';
import type { Finding, TextEdit } from '../../src/rules/support/rule.ts';

const edit = (line: number, from: number, to: number, text = 'x'): TextEdit => ({
  line,
  column: from,
  endLine: line,
  endColumn: to,
  text,
});

function finding(line: number, isSafe: boolean, ...edits: TextEdit[]): Finding {
  const fixes = edits.length > 0 ? [{ title: 'Mend it', isSafe, edits }] : [];
  const place = { line, column: 1, sizeBytes: 1 };
  return { rule: 'r', severity: 'warning', message: '', place, function: null, fixes };
}

describe('the fixes of findings', () => {
  it('are those of the selected lines', () => {
    const findings = [
      finding(1, true, edit(1, 1, 2)),
      finding(3, true, edit(3, 1, 2)),
      finding(3, true),
    ];
    const lines = (from: number, to: number) =>
      quickFixes(findings, { from, to }).map((each) => each.finding.place.line);
    assert.deepEqual(lines(1, 3), [1, 3]);
    assert.deepEqual(lines(2, 2), []);
  });

  const cases: readonly (readonly [string, Finding[], number])[] = [
    ['takes what is safe', [finding(1, true, edit(1, 1, 2)), finding(2, false, edit(2, 1, 2))], 1],
    ['takes neighbours', [finding(1, true, edit(1, 1, 3)), finding(1, true, edit(1, 3, 5))], 2],
    [
      'takes the first of two that overlap',
      [finding(1, true, edit(1, 1, 4)), finding(1, true, edit(1, 3, 5))],
      1,
    ],
    [
      'takes the first of two at one place',
      [finding(1, true, edit(1, 1, 1)), finding(1, true, edit(1, 1, 1))],
      1,
    ],
    [
      'takes a fix as a whole or not at all',
      [finding(1, true, edit(2, 1, 4)), finding(1, true, edit(2, 2, 3), edit(9, 1, 2))],
      1,
    ],
  ];
  for (const [title, findings, count] of cases)
    it(`to apply at once: ${title}`, () => assert.equal(safeEdits(findings).length, count));
});
