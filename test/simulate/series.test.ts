/**
 * docs/series.md: each of the 33 patches has its row, its files are in the modelled kernel, and the first
 * lifecycle of the row, on the first machine, goes through its code.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelMachines } from '../../scripts/model-machines.ts';
import { SERIES } from '../../scripts/series.ts';
import { patchesRun } from '../../scripts/series-coverage.ts';
import { openKernel } from '../../server/src/simulate/open-kernel.ts';
import { MODEL } from '../model/model-build.ts';
import { repositoryRoot } from '../repository/repository-root.ts';

const page = readFileSync(join(repositoryRoot, 'docs/series.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\| \d/.test(line));
const machines = modelMachines();

function checkPatch(number: number): void {
  const cells = rows[number - 1]?.split('|').map((cell) => cell.trim()) ?? [];
  const patch = SERIES[number - 1];
  assert.equal(cells[1], String(number));
  assert.ok(patch);
  for (const file of patch.files) {
    assert.ok(existsSync(join(MODEL, file)), file);
    assert.ok(cells[3]?.includes(file), file);
  }
  if (patch.declares !== undefined) return;
  const [lifecycle, name] = cells.slice(4).map((cell) => /`([^`]+)`/.exec(cell)?.[1]);
  const machine = machines.find((each) => each.name === name);
  assert.ok(machine && lifecycle, 'docs/series.md is as old as its last `npm run series-docs`');
  assert.ok(patchesRun(openKernel({ machine }), lifecycle).has(patch), `${lifecycle} on ${name}`);
}

describe('the series, patch by patch', () => {
  it('has 33 patches', () => assert.equal(SERIES.length, 33));
  for (const { number, title } of SERIES)
    it(`runs, or only declares: ${number}, ${title}`, () => checkPatch(number));
});
