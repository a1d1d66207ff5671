/**
 * Each defect that is planted in the modelled kernel is found, at its line, by its check, and everything
 * that is said about it stands in `expected-findings.txt`: one finding more, or another word, fails.
 */
import assert from 'node:assert/strict';
import { ALL_CHECKS } from '../../emulator/src/checks/all-checks.ts';
import { MODEL } from '../model/model-build.ts';
import { expectedFindings, findingsText, writeExpectedFindings } from './expected-findings.ts';
import { type Defect, MODEL_DEFECTS } from './model-defects.ts';
import { expectedLine, runDefect } from './simulate-defect.ts';

const isUpdate = process.env.UPDATE_EXPECT === '1';

function checkDefect(defect: Defect): void {
  const { findings } = runDefect(defect);
  const expected = `${defect.check} ${defect.at.file}:${expectedLine(defect)}`;
  const found = findings.map(({ check, place }) => {
    const file = place?.file.startsWith(`${MODEL}/`)
      ? place.file.slice(MODEL.length + 1)
      : place?.file;
    return `${check} ${file}:${place?.line}`;
  });
  assert.ok(
    found.includes(expected),
    `expected ${expected}, found ${found.join(', ') || 'nothing'}`,
  );
  if (isUpdate) written.set(defect.title, findingsText(defect, findings));
  else assert.equal(findingsText(defect, findings), EXPECTED.get(defect.title));
}

const EXPECTED = isUpdate ? new Map<string, string>() : expectedFindings();
const written = new Map<string, string>();

describe('a defect planted in the modelled kernel', () => {
  after(() => {
    if (isUpdate) writeExpectedFindings(written);
  });

  for (const defect of MODEL_DEFECTS) {
    it(`${defect.title} (${defect.run}): ${defect.check}`, function () {
      this.timeout(120_000);
      checkDefect(defect);
    });
  }

  it('is planted for every check', () => {
    const planted = new Set(MODEL_DEFECTS.map(({ check }) => check));
    const missing = ALL_CHECKS.map(({ id }) => id).filter((id) => !planted.has(id));
    assert.deepEqual(missing, []);
  });

  it('has its own title, and no other is expected', () => {
    if (isUpdate) return;
    assert.deepEqual(
      MODEL_DEFECTS.map(({ title }) => title),
      [...EXPECTED.keys()],
    );
  });
});
