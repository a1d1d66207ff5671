/** One service runs many machines: each gets the arrays of those that were forgotten, and is none the worse. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

  it('leave no text of a file that has changed since, or is another one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ptdesc-forgotten-'));
    const file = join(folder, 'scenario.c');
    const scenario = (pages: number) => `#include "scenario.h"
      SCENARIO(own, "pte", "A scenario of one's own")
      { for (int i = 0; i < ${pages}; i++) pte_free(mm, pte_alloc_one(mm)); }\n`;
    const service = new SimulationService(() => {});
    const allocations = (pages: number): number => {
      writeFileSync(file, scenario(pages));
      utimesSync(file, pages, pages);
      const [first] = service.explore({ kernel: { ...request('riscv64'), file }, entry: 'own' });
      service.forget();
      return first?.allocations ?? 0;
    };
    const one = allocations(1);
    assert.ok(one > 0);
    assert.equal(allocations(3), 3 * one);
    assert.equal(allocations(2), 2 * one);
    rmSync(folder, { recursive: true });
  });

  it('leave no text of the code before the series', () => {
    const service = new SimulationService(() => {});
    const { machine } = request('s390');
    const fork = () => service.explore({ kernel: { machine }, entry: 'fork' });
    const [before, after] = [{ machine, before: true }, { machine }].map((kernel) => {
      const runs = service.explore({ kernel, entry: 'fork' });
      service.forget();
      return runs;
    });
    assert.notDeepEqual(before, after);
    assert.deepEqual(fork(), after);
  });

  it('take their recorded runs with them', () => {
    const service = new SimulationService(() => {});
    const { run } = service.record({ kernel: request('riscv64'), entry: 'pte' });
    assert.equal(service.steps({ run, from: 1, count: 1 }).length, 1);
    service.forget();
    assert.throws(() => service.steps({ run, from: 1, count: 1 }), /run it again/);
  });
});
