/** The trees of other architectures run as they are unpacked: every lifecycle to its end, without a finding. */
import assert from 'node:assert/strict';
import { Simulator } from '../../emulator/src/link/simulator.ts';
import { openKernel } from '../../server/src/simulate/open-kernel.ts';
import { requireKernel } from '../kernels/builds.ts';

/** The folder under arch/, and lifecycles that its machine must have. */
const MACHINES: readonly (readonly [arch: string, lifecycles: string])[] = [
  ['arm64', 'pte pte-kernel pte-gather pmd pmd-gather pud pgd fork lock pte-free-defer deposit hugetlb-shared-pmd'],
  ['riscv', 'pte pte-kernel pte-gather pmd pmd-gather pud p4d pgd fork lock'],
  ['s390', 'pte pte-kernel pte-gather pmd pmd-gather pud p4d pgd fork lock'],
]; // biome-ignore format: a table

function checkLifecycle(simulator: Simulator, entry: string): void {
  const { outcome, message, findings, gap, allocations } = simulator.simulate(entry);
  assert.deepEqual(
    { outcome, message, findings, gap },
    { outcome: 'completed', message: null, findings: [], gap: null },
    entry,
  );
  // A level that the machine folds allocates nothing; page tables are never folded.
  if (entry.startsWith('pte')) assert.ok(allocations > 0, `${entry} allocates`);
}

describe('lifecycles of other architectures on an unprepared tree', () => {
  for (const [arch, lifecycles] of MACHINES)
    it(`run to their end without a finding: ${arch}`, function () {
      const { tree } = requireKernel(this, 'defconfig');
      const simulator = new Simulator(
        openKernel({ machine: { name: arch, arch, request: { tree, arch } } }),
      );
      const here = simulator.list().filter(({ reason }) => reason === undefined);
      const ids = here.map(({ id }) => id);
      const missing = lifecycles.split(' ').filter((id) => !ids.includes(id));
      assert.deepEqual(missing, []);
      for (const id of ids) checkLifecycle(simulator, id);
    });
});
