/**
 * The sizes of the memory descriptors on each machine. The numbers were measured with cross
 * compilers on real kernels of the same configuration, where there is one; a folio covers three
 * struct pages in the model.
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireOracle } from '../oracles/gcc.ts';
import { MACHINES, machineName } from './machines.ts';
import { constants, discardModel, type ModelBuild, prepareModel } from './model-build.ts';

const PROBE = `#include <linux/kbuild.h>
#include "mm/slab.h"
int main(void)
{
	DEFINE(page, sizeof(struct page));
	DEFINE(align, _Alignof(struct page));
	DEFINE(folio, sizeof(struct folio));
	DEFINE(ptdesc, sizeof(struct ptdesc));
	DEFINE(slab, sizeof(struct slab));
	DEFINE(spinlock, sizeof(spinlock_t));
	DEFINE(ptl, offsetof(struct ptdesc, ptl));
	DEFINE(type, offsetof(struct ptdesc, __page_type));
	DEFINE(alloc, ALLOC_SPLIT_PTLOCKS);
	DEFINE(pte, USE_SPLIT_PTE_PTLOCKS);
	DEFINE(pmd, USE_SPLIT_PMD_PTLOCKS);
	return 0;
}
`;

const COLUMNS = 'page align ptdesc slab spinlock alloc pte pmd ptl type'.split(' ');

/** One row a machine, in the order of COLUMNS. */
const EXPECTED: Record<string, string> = {
  'x86/x86_64_defconfig': '64 16 56 64 4 0 1 1 40 48',
  'x86/x86_64_full_defconfig': '64 16 64 64 4 0 1 1 40 48',
  'x86/x86_64_lockdep_defconfig': '64 16 64 64 64 1 1 1 40 48',
  'x86/x86_64_rt_defconfig': '64 16 56 64 32 1 1 1 40 48',
  'x86/i386_defconfig': '32 8 32 32 4 0 1 0 20 24',
  'x86/i386_pae_defconfig': '40 8 36 36 4 0 1 1 20 24',
  's390/s390_defconfig': '64 16 64 64 4 0 1 1 40 48',
  's390/s390_debug_defconfig': '64 16 64 64 24 1 1 1 40 48',
  'powerpc/ppc64_defconfig': '64 8 64 64 4 0 1 1 40 48',
  'powerpc/ppc64_4k_defconfig': '64 8 64 64 4 0 1 1 40 48',
  'powerpc/ppc64le_defconfig': '64 8 64 64 4 0 1 1 40 48',
  'arm64/arm64_defconfig': '64 16 64 64 4 0 1 1 40 48',
  'arm64/arm64_64k_defconfig': '64 16 64 64 4 0 1 1 40 48',
  'riscv/riscv64_defconfig': '64 8 64 64 24 1 1 1 40 48',
  'riscv/rv32_defconfig': '36 4 36 36 4 0 1 0 20 24',
  'arm/multi_v7_defconfig': '32 4 32 32 4 0 1 0 20 24',
  'arm/multi_v7_lpae_defconfig': '32 4 32 32 4 0 1 0 20 24',
  'm68k/multi_defconfig': '36 4 32 32 0 0 0 0 20 24',
  'm68k/m5475evb_defconfig': '36 4 32 32 0 0 0 0 20 24',
  'm68k/sun3_defconfig': '36 4 32 32 0 0 0 0 20 24',
  'sparc/sparc64_defconfig': '64 8 56 56 4 0 1 0 40 48',
  'sparc/sparc32_defconfig': '32 4 32 32 0 0 0 0 20 24',
  'mips/malta_defconfig': '32 4 32 32 4 0 1 0 20 24',
  'mips/ip27_defconfig': '56 8 56 56 4 0 1 0 40 48',
  'loongarch/loongson3_defconfig': '64 8 64 64 4 0 1 0 40 48',
  'hexagon/comet_defconfig': '32 4 32 32 4 0 1 0 20 24',
  'csky/csky_defconfig': '32 4 32 32 4 0 1 0 20 24',
  'nios2/3c120_defconfig': '32 4 32 32 0 0 0 0 20 24',
  'openrisc/or1ksim_defconfig': '32 4 32 32 0 0 0 0 20 24',
  'sh/rts7751r2d_defconfig': '32 4 32 32 0 0 0 0 20 24',
  'um/x86_64_defconfig': '56 8 56 56 0 0 0 0 40 48',
  'um/i386_defconfig': '32 4 32 32 0 0 0 0 20 24',
};

async function measure(build: ModelBuild): Promise<Map<string, bigint>> {
  const probe = join(build.folder, 'probe.c');
  writeFileSync(probe, PROBE);
  return constants(build, probe);
}

describe("the modelled kernel's layouts", () => {
  for (const machine of MACHINES) {
    it(machineName(machine), async function () {
      this.timeout(300_000);
      requireOracle(this, machine.compiler[0] ?? '');
      const build = await prepareModel(machine);
      const sizes = await measure(build);
      discardModel(build);
      const row = COLUMNS.map((name) => sizes.get(name)).join(' ');
      assert.equal(row, EXPECTED[`${machine.arch}/${machine.config}`]);
      assert.equal(sizes.get('folio'), 3n * (sizes.get('page') ?? 0n));
      assert.equal(sizes.get('spinlock'), build.bounds.get('SPINLOCK_SIZE'));
    });
  }
});
