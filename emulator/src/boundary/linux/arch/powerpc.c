// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the boot of powerpc leaves behind: the sizes of its tables, which the
 * processor's MMU decides, and where struct pages are mapped.
 */
#include <linux/mm.h>

#include <asm/mmu.h>
#include <asm/paca.h>
#include <asm/pgtable.h>

#ifdef CONFIG_PPC_BOOK3S_64
#ifdef CONFIG_PPC_RADIX_MMU
/* arch/powerpc/mm/book3s64/radix_pgtable.c, radix_init_pgtable(): processes have no number here */
static struct prtb_entry processes[1];

/* radix__early_init_mmu() */
#define MMU(name)	RADIX_##name
#else
/* arch/powerpc/mm/book3s64/hash_utils.c, hash__early_init_mmu() */
#define MMU(name)	H_##name
#endif

static void set_sizes(void)
{
	__pte_index_size = MMU(PTE_INDEX_SIZE);
	__pmd_index_size = MMU(PMD_INDEX_SIZE);
	__pud_index_size = MMU(PUD_INDEX_SIZE);
	__pgd_index_size = MMU(PGD_INDEX_SIZE);
	__pte_table_size = MMU(PTE_TABLE_SIZE);
	__pmd_table_size = MMU(PMD_TABLE_SIZE);
	__pud_table_size = MMU(PUD_TABLE_SIZE);
	__pgd_table_size = MMU(PGD_TABLE_SIZE);
	__pte_frag_nr = MMU(PTE_FRAG_NR);
	__pte_frag_size_shift = MMU(PTE_FRAG_SIZE_SHIFT);
	__pmd_frag_nr = MMU(PMD_FRAG_NR);
	__pmd_frag_size_shift = MMU(PMD_FRAG_SIZE_SHIFT);
	vmemmap = (struct page *)MMU(VMEMMAP_START);
#ifdef CONFIG_PPC_RADIX_MMU
	process_tb = processes;
	__pud_cache_index = __pud_index_size;
	__pmd_val_bits = RADIX_PMD_VAL_BITS;
	__pud_val_bits = RADIX_PUD_VAL_BITS;
	__pgd_val_bits = RADIX_PGD_VAL_BITS;
#else
	__pud_cache_index = H_PUD_CACHE_INDEX;
	__pmd_val_bits = HASH_PMD_VAL_BITS;
	__pud_val_bits = HASH_PUD_VAL_BITS;
	__pgd_val_bits = HASH_PGD_VAL_BITS;
#endif
}
#else
static void set_sizes(void) { }
#endif

#ifdef CONFIG_PPC64
/* arch/powerpc/kernel/paca.c: what a register points to on each processor */
static struct paca_struct the_paca;

void boundary_arch_current(struct task_struct *task)
{
	local_paca = &the_paca;
	the_paca.__current = task;
}
#endif

void boundary_arch_setup(void)
{
	set_sizes();
	/* init/main.c, mm_core_init() */
	pgtable_cache_init();
}
