/**
 * Each rule finds in its examples what is written under their code, and nothing else. After a change,
 * `UPDATE_EXPECT=1 npx mocha server/test/rules/examples.test.ts` writes what is found into the files
 * of the examples; read the difference.
 */
import assert from 'node:assert/strict';
import { ALL_RULES } from '../../src/rules/all-rules.ts';
import type { RuleExample, RuleExamples } from '../../src/rules/support/rule.ts';
import { withoutMarks } from '../test-kit/marked-text.ts';
import { examplesOf, outcomeOf } from '../test-kit/rule-examples.ts';
import { writeExamples } from '../test-kit/write-examples.ts';

const isUpdate = process.env.UPDATE_EXPECT === '1';
const EXAMPLES = new Map<string, RuleExamples>();
for (const { meta } of ALL_RULES) EXAMPLES.set(meta.id, await examplesOf(meta.id));

describe('examples of rules', () => {
  for (const rule of ALL_RULES) {
    const { id, fixable } = rule.meta;
    const examples = EXAMPLES.get(id) as RuleExamples;
    const { flagged, clean, above } = examples;
    describe(id, () => {
      if (isUpdate)
        return it('writes what is found', () =>
          writeExamples(id, examples, (example) => outcomeOf(rule, example, above)));
      it('has at least three of each', () => {
        assert.ok(flagged.length >= 3);
        assert.ok(clean.length >= 3);
      });
      for (const example of flagged)
        it(`flags: ${example.title}`, () => {
          checkOutcome(outcomeOf(rule, example, above), example);
          assert.equal(headlines(example), 1, 'an example is about one finding');
        });
      for (const example of clean)
        it(`is silent: ${example.title}`, () => {
          checkOutcome(outcomeOf(rule, example, above), example);
          assert.equal(example.code, withoutMarks(example.code), 'a clean example has no marks');
        });
      it('is silent about each bug of the kernel once it is mended', () => {
        const mended = new Set(clean.flatMap(({ bug }) => bug ?? []));
        for (const { bug } of flagged) assert.ok(bug === undefined || mended.has(bug), bug);
      });
      it(`${fixable ? 'has a fix in an example' : 'has no fix'}, as it says`, () =>
        assert.equal(
          flagged.some(({ fixed }) => fixed !== undefined),
          fixable,
        ));
    });
  }
});

function checkOutcome(outcome: Pick<RuleExample, 'code' | 'fixed'>, example: RuleExample): void {
  assert.equal(outcome.code, example.code);
  assert.equal(outcome.fixed, example.fixed);
}

/** How many findings are marked; what explains them is not counted. */
function headlines({ code }: RuleExample): number {
  const marks = code.split('\n').filter((line) => line !== withoutMarks(line));
  return marks.filter((line) => / (error|warning|info|hint): /.test(line)).length;
}
