/**
 * Exploring leads a machine to each allocation and lets it fail from there. What comes of it, to the last
 * byte of every finding's story, is what a run from the beginning says.
 */
import assert from 'node:assert/strict';
import type { RunResult } from '../../emulator/src/link/run-result.ts';
import { Simulator } from '../../emulator/src/link/simulator.ts';
import { openKernelTree } from '../../server/src/kernel/kernel-tree.ts';
import { simulatedMachines } from '../../server/src/simulate/machines.ts';
import { openKernel } from '../../server/src/simulate/open-kernel.ts';
import { MODEL } from '../model/model-build.ts';
import { MODEL_DEFECTS } from './model-defects.ts';
import { defectSimulator } from './simulate-defect.ts';

/** Of each word size and byte order, with fragments, with locks in slabs, with Xen. */
const MACHINES = ['multi_v7', 's390', 'ppc64', 'x86_64_full', 'riscv64', 'i386_pae', 'sparc32'];

function afresh(simulator: Simulator, entry: string): RunResult[] {
  const first = simulator.simulate(entry);
  const results = [first];
  for (let fail = 1; fail <= first.allocations; fail++)
    results.push(simulator.simulate(entry, { fail }));
  return results;
}

function checkExploration(simulator: Simulator, entry: string): void {
  const expected = afresh(simulator, entry);
  const explored = simulator.explore(entry);
  assert.equal(explored.length, expected.length);
  for (const [i, result] of explored.entries())
    assert.deepEqual(result, expected[i], `${entry}, allocation ${i}`);
}

describe('exploring the failures of a lifecycle', () => {
  const tree = openKernelTree(MODEL);
  assert.ok(tree);
  for (const machine of simulatedMachines(tree, { tree: MODEL })) {
    if (!MACHINES.includes(machine.name)) continue;
    it(`says on ${machine.name} what runs from the beginning say`, () => {
      const simulator = new Simulator(openKernel({ machine }));
      for (const { id, reason } of simulator.list())
        if (reason === undefined) checkExploration(simulator, id);
    });
  }

  for (const defect of MODEL_DEFECTS) {
    it(`says of a defect what runs from the beginning say: ${defect.title} (${defect.run})`, () => {
      const { entry, simulator } = defectSimulator(defect);
      checkExploration(simulator, entry);
    });
  }

  it('leads to every allocation without running it again', () => {
    const [machine] = simulatedMachines(tree, { tree: MODEL, arch: 'riscv64' });
    assert.ok(machine);
    const simulator = new Simulator(openKernel({ machine }));
    const [whole, ...failing] = simulator.explore('pte-many');
    assert.ok(whole && whole.allocations >= 10);
    assert.equal(failing.length, whole.allocations);
    assert.equal(simulator.ledTo, failing.length);
  });
});
