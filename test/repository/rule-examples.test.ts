/**
 * A test of the tests: a rule that says something else, elsewhere, less loudly, or mends it in another
 * way does not get past its examples. It goes through the helper that the examples go through.
 */
import assert from 'node:assert/strict';
import { ALL_RULES } from '../../server/src/rules/all-rules.ts';
import type { Finding, Fix, Rule, RuleExamples } from '../../server/src/rules/support/rule.ts';
import type { Severity } from '../../server/src/settings/severity.ts';
import { examplesOf, outcomeOf } from '../../server/test/test-kit/rule-examples.ts';

/** Makes a wrong finding of a right one; the lines are those of its file. */
type Mutation = (finding: Finding, lines: readonly string[]) => Finding;

const LOWER: Record<Severity, Severity> = {
  error: 'warning',
  warning: 'info',
  info: 'hint',
  hint: 'info',
};

const MUTATIONS: Record<string, Mutation> = {
  'a blank message': (finding) => ({ ...finding, message: '' }),
  'a range one token further': (finding, lines) => ({
    ...finding,
    place: { ...finding.place, ...nextToken(lines[finding.place.line - 1] ?? '', finding.place) },
  }),
  'another severity': (finding) => ({ ...finding, severity: LOWER[finding.severity] }),
};

const FIX_MUTATIONS: Record<string, Mutation> = {
  'a fix that writes something else': onFixes((fix) => ({
    ...fix,
    edits: fix.edits.map((edit) => ({ ...edit, text: `${edit.text} ;` })),
  })),
  'a fix that deletes the line': (finding, lines) => {
    const { line } = finding.place;
    const endColumn = Buffer.byteLength(lines[line - 1] ?? '') + 1;
    const edits = [{ line, column: 1, endLine: line, endColumn, text: '' }];
    return onFixes((fix) => ({ ...fix, edits }))(finding, lines);
  },
  'a fix with another title': onFixes((fix) => ({ ...fix, title: '' })),
  'a fix that counts as safe, or no longer': onFixes((fix) => ({ ...fix, isSafe: !fix.isSafe })),
};

function onFixes(change: (fix: Fix) => Fix): Mutation {
  return (finding) => ({
    ...finding,
    ...(finding.fixes && { fixes: finding.fixes.map(change) }),
  });
}

/** The token after a place, or the one before it at the end of the line. */
function nextToken(line: string, { column, sizeBytes }: Finding['place']) {
  const tokens = [...line.matchAll(/\w+|[^\w\s]/g)].map((match) => ({
    column: match.index + 1,
    sizeBytes: match[0].length,
  }));
  const after = tokens.find((token) => token.column >= column + sizeBytes);
  return after ?? tokens.findLast((token) => token.column < column) ?? { column: column + 1 };
}

function mutated(rule: Rule, mutation: Mutation): Rule {
  return {
    ...rule,
    check: (context) => {
      const lines = Buffer.from(context.file.bytes).toString().split('\n');
      return rule.check(context).map((finding) => mutation(finding, lines));
    },
  };
}

/** The flagged examples that a rule gets past. */
function passed(rule: Rule, { above, flagged }: RuleExamples, isOfFixes: boolean): string[] {
  const asked = flagged.filter(({ fixed }) => !isOfFixes || fixed !== undefined);
  return asked
    .filter((example) => {
      try {
        const { code, fixed } = outcomeOf(rule, example, above);
        return code === example.code && fixed === example.fixed;
      } catch {
        return false;
      }
    })
    .map(({ title }) => title);
}

describe('the examples of rules', () => {
  for (const rule of ALL_RULES) {
    const { id, fixable } = rule.meta;
    it(`of ${id}: every one that is flagged takes notice`, async () => {
      const examples = await examplesOf(id);
      const count = passed(rule, examples, false).length;
      assert.equal(count, examples.flagged.length, 'the rule itself passes');
      for (const [name, mutation] of Object.entries(MUTATIONS))
        assert.deepEqual(passed(mutated(rule, mutation), examples, false), [], name);
      if (!fixable) return;
      for (const [name, mutation] of Object.entries(FIX_MUTATIONS))
        assert.deepEqual(passed(mutated(rule, mutation), examples, true), [], name);
    });
    it(`of ${id}: a finding more, or none, fails`, async () => {
      const { above, flagged, clean } = await examplesOf(id);
      const silent = { ...rule, check: () => [] };
      assert.deepEqual(passed(silent, { flagged, clean, ...(above && { above }) }, false), []);
      const twice: Rule = { ...rule, check: (c) => rule.check(c).flatMap((f) => [f, f]) };
      assert.deepEqual(passed(twice, { flagged, clean, ...(above && { above }) }, false), []);
    });
  }
});
