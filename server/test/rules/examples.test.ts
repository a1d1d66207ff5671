import assert from 'node:assert/strict';
import { ALL_RULES } from '../../src/rules/all-rules.ts';
import { applyFixes } from '../../src/rules/run/apply-fixes.ts';
import { runRules } from '../../src/rules/run/run-rules.ts';
import type { Finding, Rule, RuleExample } from '../../src/rules/support/rule.ts';
import { tablesText } from '../test-kit/mini-tables.ts';
import { MINI_HEADER, openWorkspace, openWorkspaceFile } from '../test-kit/workspace.ts';

/** The text that an example is about: its own, or the header's. */
function textOf(example: RuleExample): string {
  return example.inHeader ? tablesText(example) : example.code;
}

/** What a rule finds in an example; what it throws fails the test. */
function findings(rule: Rule, example: RuleExample, text = textOf(example)): Finding[] {
  const workspace = example.inHeader
    ? openWorkspaceFile(openWorkspace('', text), MINI_HEADER)
    : openWorkspace(text, tablesText(example));
  const problems = workspace.unit.problems.map(({ message }) => message);
  assert.deepEqual(problems, [], 'the example does not parse');
  return runRules(workspace, [rule], (_, error) => {
    throw error;
  });
}

const describeFinding = ({ place, message }: Finding) => `${place.line}: ${message}`;

describe('examples of rules', () => {
  for (const rule of ALL_RULES) {
    const { flagged, clean } = rule.examples;
    describe(rule.meta.id, () => {
      it('has at least three of each', () => {
        assert.ok(flagged.length >= 3);
        assert.ok(clean.length >= 3);
      });
      for (const example of flagged) {
        it(`flags: ${example.title}`, () => {
          const found = findings(rule, example);
          assert.equal(found.length, 1, found.map(describeFinding).join('\n') || 'nothing found');
        });
      }
      for (const example of clean)
        it(`is silent: ${example.title}`, () =>
          assert.deepEqual(findings(rule, example).map(describeFinding), []));
      it('is silent about each bug of the kernel once it is mended', () => {
        const mended = new Set(clean.flatMap(({ bug }) => bug ?? []));
        for (const { bug } of flagged) assert.ok(bug === undefined || mended.has(bug), bug);
      });
      if (rule.meta.fixable) it('has fixes after which it is silent', () => fixesWork(rule));
    });
  }
});

/** Every fix that is offered mends its finding; at least one example offers one. */
function fixesWork(rule: Rule): void {
  let fixed = 0;
  for (const example of rule.examples.flagged) {
    const fixes = findings(rule, example).flatMap((f) => f.fixes ?? []);
    if (fixes.length === 0) continue;
    const before = example.inHeader ? '' : `#include "${MINI_HEADER}"\n`;
    const after = applyFixes(before + textOf(example), fixes).slice(before.length);
    assert.notEqual(after, textOf(example));
    assert.deepEqual(findings(rule, example, after).map(describeFinding), [], after);
    fixed++;
  }
  assert.ok(fixed > 0, 'no example has a fix');
}
