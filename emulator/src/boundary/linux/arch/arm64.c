// SPDX-License-Identifier: GPL-2.0-only
/* What the boot of arm64 leaves behind: where memory begins. */
#include <linux/mm.h>

#include <asm/memory.h>
#include <asm/pgtable.h>

/* arch/arm64/kernel/vmlinux.lds.S */
pgd_t swapper_pg_dir[PTRS_PER_PGD] __aligned(PAGE_SIZE);
pgd_t init_pg_dir[PTRS_PER_PGD] __aligned(PAGE_SIZE);

/* arch/arm64/mm/init.c, arm64_memblock_init(): memory begins at physical address 0 */
void boundary_arch_setup(void)
{
	memstart_addr = 0;
	/* init/main.c, mm_core_init() */
	pgtable_cache_init();
}

/*
 * arch/arm64/mm/proc.S: a processor with as many bits of virtual addresses as
 * every one has.  T1SZ, from bit 16 of TCR_EL1 on, counts those that it has not.
 */
u64 instead_of_read_tcr(void)
{
	return (64UL - VA_BITS_MIN) << 16;
}
