/**
 * Every lifecycle of every machine of the modelled kernel, each of its allocations failing in turn, is
 * without a finding, and docs/simulations.md says how many runs that is.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_CHECKS } from '../../emulator/src/checks/all-checks.ts';
import { Simulator } from '../../emulator/src/link/simulator.ts';
import { openKernelTree } from '../../server/src/kernel/kernel-tree.ts';
import { type SimulatedMachine, simulatedMachines } from '../../server/src/simulate/machines.ts';
import { openKernel } from '../../server/src/simulate/open-kernel.ts';
import { MODEL } from '../model/model-build.ts';
import { repositoryRoot } from '../repository/repository-root.ts';

const table = readFileSync(join(repositoryRoot, 'docs/simulations.md'), 'utf8');
const manual = readFileSync(join(repositoryRoot, 'docs/simulate.md'), 'utf8');

function checkMachine(machine: SimulatedMachine): void {
  const simulator = new Simulator(openKernel({ machine }));
  for (const { id, reason, isBoot } of simulator.list()) {
    if (reason !== undefined) continue;
    const { allocations, ...first } = simulator.simulate(id);
    assert.deepEqual([first.outcome, first.findings], ['completed', []], id);
    for (let fail = 1; fail <= allocations; fail++) {
      const { outcome, findings, message } = simulator.simulate(id, { fail });
      assert.deepEqual(findings, [], `${id}, allocation ${fail} fails`);
      if (!isBoot) assert.equal(outcome, 'completed', `${id}, allocation ${fail}: ${message}`);
    }
    const row = new RegExp(`^\\| ${machine.name} \\| \`${id}\` \\| ${allocations + 1}\\b`, 'm');
    assert.match(table, row, 'docs/simulations.md is as old as its last `npm run simulation-docs`');
  }
}

describe('every lifecycle of the modelled kernel', () => {
  const tree = openKernelTree(MODEL);
  assert.ok(tree);
  for (const machine of simulatedMachines(tree, { tree: MODEL })) {
    it(`runs on ${machine.name} without a finding, whatever allocation fails`, () =>
      checkMachine(machine));
  }

  it('is judged by the checks that the manual names', () => {
    for (const { id, title } of ALL_CHECKS)
      assert.ok(manual.includes(`| \`${id}\` | ${title} |`), id);
  });
});
