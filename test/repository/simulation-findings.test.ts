/**
 * A test of the tests: a check of the simulator that says something else, elsewhere, or less, does not
 * get past the expectations of its defects. It goes through the helper that the defects go through.
 */
import assert from 'node:assert/strict';
import { ALL_CHECKS } from '../../emulator/src/checks/all-checks.ts';
import type { SimulationFinding } from '../../emulator/src/checks/check.ts';
import { expectedFindings, findingsText } from '../simulate/expected-findings.ts';
import { MODEL_DEFECTS } from '../simulate/model-defects.ts';
import { runDefect } from '../simulate/simulate-defect.ts';

const MUTATIONS: Record<string, (finding: SimulationFinding) => SimulationFinding[]> = {
  'a blank message': (finding) => [{ ...finding, message: '' }],
  'the next line': (finding) => {
    const { place } = finding;
    return [{ ...finding, place: place && { ...place, line: place.line + 1 } }];
  },
  'another check': (finding) => [{ ...finding, check: 'another' }],
  'a story without words': (finding) => [
    { ...finding, related: [...finding.related, { message: '', place: undefined, calls: [] }] },
  ],
  'no finding': () => [],
  'the finding twice': (finding) => [finding, finding],
};

describe('the expectations of planted defects', () => {
  const expected = expectedFindings();
  for (const { id } of ALL_CHECKS)
    it(`take notice of what ${id} says`, function () {
      this.timeout(120_000);
      const defect = MODEL_DEFECTS.find(({ check }) => check === id);
      assert.ok(defect);
      const { findings } = runDefect(defect);
      const text = expected.get(defect.title);
      assert.equal(findingsText(defect, findings), text, 'the check itself passes');
      for (const [name, mutation] of Object.entries(MUTATIONS)) {
        const wrong = findings.flatMap((each) => (each.check === id ? mutation(each) : [each]));
        assert.notEqual(findingsText(defect, wrong), text, name);
      }
    });
});
