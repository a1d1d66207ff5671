/** One service runs many machines: each gets the arrays of those that were forgotten, and is none the worse. */
import assert from 'node:assert/strict';
import type { RunResult } from '../../emulator/src/link/run-result.ts';
import { openKernelTree } from '../../server/src/kernel/kernel-tree.ts';
import { simulatedMachines } from '../../server/src/simulate/machines.ts';
import { SimulationService } from '../../server/src/simulate/service.ts';
import { MODEL } from '../model/model-build.ts';

/** The first twice: its arrays were other machines' in between, of larger and smaller units. */
const MACHINES = ['riscv64', 'x86_64_lockdep', 'sun3', 's390', 'riscv64'];
const LIFECYCLES = ['fork', 'pte-gather'];

function request(name: string) {
  const tree = openKernelTree(MODEL);
  const machine = tree && simulatedMachines(tree, { tree: MODEL }).find((m) => m.name === name);
  assert.ok(machine, name);
  return { machine };
}

function runs(service: SimulationService, name: string): RunResult[] {
  const kernel = request(name);
  return LIFECYCLES.flatMap((entry) => service.explore({ kernel, entry }));
}

describe('machines that are forgotten', () => {
  it('leave nothing to the next ones', () => {
    const service = new SimulationService(() => {});
    for (const name of MACHINES) {
      const alone = runs(new SimulationService(() => {}), name);
      assert.deepEqual(runs(service, name), alone, name);
      service.forget();
    }
  });

  it('take their recorded runs with them', () => {
    const service = new SimulationService(() => {});
    const { run } = service.record({ kernel: request('riscv64'), entry: 'pte' });
    assert.equal(service.steps({ run, from: 1, count: 1 }).length, 1);
    service.forget();
    assert.throws(() => service.steps({ run, from: 1, count: 1 }), /run it again/);
  });
});
