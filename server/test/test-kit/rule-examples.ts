import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { applyFixes } from '../../src/rules/run/apply-fixes.ts';
import { runRules } from '../../src/rules/run/run-rules.ts';
import type {
  Finding,
  Fix,
  Rule,
  RuleExample,
  RuleExamples,
} from '../../src/rules/support/rule.ts';
import { markedText, withoutMarks } from './marked-text.ts';
import { tablesText } from './mini-tables.ts';
import { MINI_HEADER, openWorkspace, openWorkspaceFile } from './workspace.ts';

export const EXAMPLES_FOLDER = resolve(import.meta.dirname, '../../src/rules/examples');

/** The examples of a rule, from the file of its name. */
export async function examplesOf(id: string): Promise<RuleExamples> {
  const { examples } = await import(pathToFileURL(`${EXAMPLES_FOLDER}/${id}.ts`).href);
  return examples as RuleExamples;
}

/** What a rule makes of an example, in the form in which the example says it. */
export type Outcome = Pick<RuleExample, 'code' | 'fixed'>;

/** What every line of an example's file stands below. */
const INCLUDE = `#include "${MINI_HEADER}"`;

/** Runs a rule over an example; with a fix, over the fixed code as well: it has to be silent. */
export function outcomeOf(rule: Rule, example: RuleExample, above = ''): Outcome {
  const code = withoutMarks(example.code);
  const header = tablesText(example);
  const before = example.inHeader ? '' : `${INCLUDE}${above}\n`;
  const text = example.inHeader ? header : before + code;
  const findings = findingsIn(rule, example, text);
  const skipped = before.split('\n').length - 1;
  const shown = example.inHeader ? findings : findings.map((each) => movedUp(each, skipped));
  const marked = markedText(code, shown, { path: MINI_HEADER, text: header });
  const fixes = findings.flatMap((finding) => finding.fixes ?? []);
  if (fixes.length === 0) return { code: marked };
  return { code: marked, fixed: fixedText(rule, example, { text, before, fixes }) };
}

/** The text after the fixes, in which the rule finds nothing. */
function fixedText(
  rule: Rule,
  example: RuleExample,
  { text, before, fixes }: { text: string; before: string; fixes: readonly Fix[] },
): string {
  const fixed = applyFixes(text, fixes);
  const left = findingsIn(rule, example, fixed).map(({ message }) => message);
  assert.deepEqual(left, [], `found in the fixed code:\n${fixed.slice(before.length)}`);
  return example.inHeader ? changedLines(text, fixed) : fixed.slice(before.length);
}

/** What a rule finds in the text of the example's file; what it throws fails the test. */
function findingsIn(rule: Rule, example: RuleExample, text: string): Finding[] {
  const workspace = example.inHeader
    ? openWorkspaceFile(openWorkspace('', text), MINI_HEADER)
    : openWorkspace(text.slice(INCLUDE.length + 1), tablesText(example));
  // Assertions that fail are what some rules are about.
  const problems = workspace.unit.problems
    .map(({ message }) => message)
    .filter((message) => !message.startsWith('static assertion failed'));
  assert.deepEqual(problems, [], 'the example does not parse');
  return runRules(workspace, [rule], (_, error) => {
    throw error;
  });
}

/** A finding as it stands in a text without its first lines. */
function movedUp(finding: Finding, count: number): Finding {
  const { place, related } = finding;
  return {
    ...finding,
    place: { ...place, line: place.line - count },
    ...(related && {
      related: related.map((each) =>
        each.file === MINI_HEADER ? each : { ...each, line: each.line - count },
      ),
    }),
  };
}

/** The lines in which two texts differ. */
function changedLines(before: string, after: string): string {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const same = (i: number, j: number) => old.at(i) === now.at(j);
  let start = 0;
  while (start < Math.min(old.length, now.length) && same(start, start)) start++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - start && same(-1 - end, -1 - end)) end++;
  const part = (lines: string[], sign: string) =>
    lines.slice(start, lines.length - end).map((line) => `${sign}${line}`);
  return [...part(old, '-'), ...part(now, '+')].join('\n');
}
