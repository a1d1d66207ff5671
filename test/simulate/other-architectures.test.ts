/** The trees of other architectures run as they are unpacked: every lifecycle to its end, without a finding. */
import assert from 'node:assert/strict';
import { Simulator } from '../../emulator/src/link/simulator.ts';
import { sourceArchitecture } from '../../server/src/kernel/architectures.ts';
import { openKernel } from '../../server/src/simulate/open-kernel.ts';
import { requireKernel } from '../kernels/builds.ts';

/** The folder under arch/, and lifecycles that its machine must have. */
const MACHINES: readonly (readonly [arch: string, lifecycles: string])[] = [
  ['arm', 'pte pte-kernel pte-gather pte-many pgd fork lock'],
  ['arm64', 'pte pte-kernel pte-gather pmd pmd-gather pud pgd fork lock pte-free-defer deposit hugetlb-shared-pmd'],
  ['i386', 'pte pte-kernel pte-gather pgd fork lock'],
  ['loongarch', 'pte pte-kernel pte-gather pmd pmd-gather pgd fork lock'],
  ['m68k', 'pte pte-kernel pte-gather pmd pmd-gather pgd fork lock'],
  ['mips', 'pte pte-kernel pte-gather pgd fork lock'],
  ['parisc', 'pte pte-kernel pte-gather pgd fork lock'],
  ['powerpc', 'pte pte-kernel pte-gather pmd pmd-gather pud pgd fork lock pte-free-defer deposit'],
  ['riscv', 'pte pte-kernel pte-gather pmd pmd-gather pud p4d pgd fork lock'],
  ['s390', 'pte pte-kernel pte-gather pmd pmd-gather pud p4d pgd fork lock'],
  ['sh', 'pte pte-kernel pte-gather pmd pmd-gather pgd fork lock'],
  ['sparc64', 'pte pte-kernel pte-gather pmd pmd-gather pud pgd fork lock'],
  ['um', 'pte pte-kernel pte-gather pmd pmd-gather pgd fork lock'],
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
        openKernel({
          machine: { name: arch, arch: sourceArchitecture(arch), request: { tree, arch } },
        }),
      );
      const here = simulator.list().filter(({ reason }) => reason === undefined);
      const ids = here.map(({ id }) => id);
      const missing = lifecycles.split(' ').filter((id) => !ids.includes(id));
      assert.deepEqual(missing, []);
      for (const id of ids) checkLifecycle(simulator, id);
    });
});
