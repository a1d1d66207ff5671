import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunResult } from '../../emulator/src/link/run-result.ts';
import { Simulator } from '../../emulator/src/link/simulator.ts';
import { openKernelTree } from '../../server/src/kernel/kernel-tree.ts';
import { simulatedMachines } from '../../server/src/simulate/machines.ts';
import { openKernel } from '../../server/src/simulate/open-kernel.ts';
import { MODEL } from '../model/model-build.ts';

const MM = 'include/linux/mm.h';
const PGALLOC = 'include/asm-generic/pgalloc.h';
const CALL = '	if (!pagetable_pte_ctor(ptdesc)) {';

/** How a kernel may declare the constructor, and how it calls it: where it passes the mm and where not. */
const FORMS: readonly [parameters: string, args: string][] = [
  ['struct ptdesc *ptdesc', 'ptdesc'],
  ['struct mm_struct *mm, struct ptdesc *ptdesc', 'mm, ptdesc'],
  ['struct mm_struct *mm, struct ptdesc *ptdesc', 'NULL, ptdesc'],
  ['struct ptdesc *ptdesc, struct mm_struct *mm', 'ptdesc, mm'],
];

describe('the constructor of a table', () => {
  for (const [parameters, args] of FORMS) {
    const call = CALL.replace('(ptdesc)', `(${args})`);

    it(`is seen in a run when it is called with ${args}`, () => {
      const { outcome, findings } = run(parameters, call);
      assert.deepEqual([outcome, findings], ['completed', []]);
    });

    it(`is seen to run twice when it is called with ${args}`, () => {
      const twice = `	pagetable_pte_ctor(${args});\n${call}`;
      const checks = run(parameters, twice).findings.map(({ check }) => check);
      assert.ok(checks.includes('double-constructor'), `${checks}`);
    });
  }
});

function run(parameters: string, call: string): RunResult {
  const tree = openKernelTree(MODEL);
  assert.ok(tree);
  const [machine] = simulatedMachines(tree, { tree: MODEL, arch: 'riscv64' });
  assert.ok(machine);
  const overlay = new Map([
    edited(MM, 'pagetable_pte_ctor(struct ptdesc *ptdesc)', `pagetable_pte_ctor(${parameters})`),
    edited(PGALLOC, CALL, call),
  ]);
  return new Simulator(openKernel({ machine, overlay })).simulate('pte', {});
}

function edited(file: string, from: string, to: string): [string, Uint8Array] {
  const text = readFileSync(join(MODEL, file), 'utf8');
  assert.equal(text.split(from).length, 2, `${file}: ${from}`);
  return [join(MODEL, file), new TextEncoder().encode(text.replace(from, to))];
}
