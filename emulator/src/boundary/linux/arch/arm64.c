// SPDX-License-Identifier: GPL-2.0-only
/* What the boot of arm64 leaves behind: where memory begins. */
#include <linux/mm.h>

#include <asm/memory.h>
#include <asm/pgtable.h>

/* arch/arm64/kernel/vmlinux.lds.S */
pgd_t swapper_pg_dir[PTRS_PER_PGD] __aligned(PAGE_SIZE);

/* arch/arm64/mm/init.c, arm64_memblock_init(): memory begins at physical address 0 */
void boundary_arch_setup(void)
{
	memstart_addr = 0;
	/* init/main.c, mm_core_init() */
	pgtable_cache_init();
}

/* arch/arm64/mm/proc.S: a processor that has 48 bits of virtual addresses */
u64 instead_of_read_tcr(void)
{
	return TCR_T1SZ(VA_BITS_MIN);
}
