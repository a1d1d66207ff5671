/** A real tree's own functions run from their text: lifecycles without a finding, boundaries named. */
import assert from 'node:assert/strict';
import { Simulator } from '../../emulator/src/link/simulator.ts';
import { openKernel } from '../../server/src/simulate/open-kernel.ts';
import { type ConfigurationName, requireKernel } from '../kernels/builds.ts';

/** Lifecycles that every configuration of x86_64 has, and functions of the tree that they run. */
const RUNS: readonly (readonly [entry: string, functions: string])[] = [
  ['pte', 'pte_alloc_one __pte_alloc_one_noprof pagetable_pte_ctor pte_free pagetable_pte_dtor'],
  ['pte-kernel', 'pte_alloc_one_kernel_noprof pte_free_kernel'],
  ['pte-gather', '___pte_free_tlb tlb_gather_mmu tlb_finish_mmu'],
  ['pmd', 'pmd_alloc_one_noprof pagetable_pmd_ctor pmd_free pagetable_pmd_dtor'],
  ['pmd-gather', '___pmd_free_tlb'],
  ['pud', 'pud_alloc_one_noprof pagetable_pud_ctor pagetable_pud_dtor'],
  ['p4d', 'scenario_p4d'],
  ['hugetlb-shared-pmd', 'ptdesc_pmd_pts_init ptdesc_pmd_pts_inc ptdesc_pmd_pts_dec'],
  ['pgd', 'pgd_alloc pgd_ctor pgd_free pgd_dtor'],
  ['fork', '__pte_alloc __pmd_alloc __pud_alloc pmd_install free_pgd_range free_pte_range'],
];
const WITH_HUGE_PAGES: typeof RUNS = [
  ['pte-free-defer', 'pte_free_defer pte_free_now'],
  ['deposit', 'pgtable_trans_huge_deposit pgtable_trans_huge_withdraw'],
  ['deposit-three', 'pgtable_trans_huge_deposit pgtable_trans_huge_withdraw'],
];

function checkRun(simulator: Simulator, entry: string, functions: string): void {
  const { outcome, message, findings, unmodelled, boundaries, trace, allocations } =
    simulator.simulate(entry, { traced: true });
  assert.deepEqual(findings, [], entry);
  assert.deepEqual(
    { outcome, message, unmodelled },
    { outcome: 'completed', message: null, unmodelled: [] },
  );
  const called = new Set(trace.flatMap((event) => (event.kind === 'call' ? event.function : [])));
  const missing = functions.split(' ').filter((name) => !called.has(name));
  assert.deepEqual(missing, [], `${entry} runs them`);
  assert.ok(boundaries.includes('get_free_pages_noprof'), 'the pgd comes from the boundary');
  for (let fail = 1; fail <= allocations; fail++) {
    const result = simulator.simulate(entry, { fail });
    assert.deepEqual(result.findings, [], `${entry}, allocation ${fail} fails`);
    assert.equal(result.outcome, 'completed');
  }
}

describe('lifecycles on a real tree', () => {
  for (const name of ['defconfig', 'full', 'lockdep'] as ConfigurationName[]) {
    it(`run to their end without a finding: ${name}`, function () {
      const { tree, build } = requireKernel(this, name);
      const machine = { name: 'x86_64', arch: 'x86', request: { tree, build } };
      const simulator = new Simulator(openKernel({ machine }));
      const runs = name === 'full' ? [...RUNS, ...WITH_HUGE_PAGES] : RUNS;
      for (const [entry, functions] of runs) checkRun(simulator, entry, functions);
    });
  }
});
