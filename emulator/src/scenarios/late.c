// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tables of the kernel's own mappings that are made after the boot allocator
 * is gone.  The functions for user memory change them, so constructors run.
 */
#include "scenario.h"

#define LATE_TITLE	"Late mappings of the kernel: tables with constructors, then their end"

#if defined(PTDESC_MODEL) && defined(CONFIG_ARM)
void create_mapping_late(struct mm_struct *mm, unsigned long addr, unsigned long end,
			 unsigned long pfn, pgprot_t prot);

/* Two entries of one pair: one page holds the tables of both. */
BOOT_SCENARIO(late, "pte pmd", LATE_TITLE)
{
	create_mapping_late(mm, 4 * PMD_SIZE, 4 * PMD_SIZE + PAGE_SIZE, 1, __pgprot(0));
	create_mapping_late(mm, 7 * PMD_SIZE, 7 * PMD_SIZE + PAGE_SIZE, 2, __pgprot(0));
	mm_inc_nr_ptes(mm);
	mm_inc_nr_ptes(mm);
	scenario_tear_down(mm, 0, SCENARIO_END);
}
#elif defined(PTDESC_MODEL) && defined(CONFIG_ARM64)
void create_pgd_mapping(struct mm_struct *mm, phys_addr_t phys, unsigned long virt,
			phys_addr_t size, pgprot_t prot);

BOOT_SCENARIO(late, "pte pmd pud", LATE_TITLE)
{
	create_pgd_mapping(mm, 0, SCENARIO_ADDRESS, PAGE_SIZE, __pgprot(0));
	mm_inc_nr_ptes(mm);
	mm_inc_nr_pmds(mm);
	mm_inc_nr_puds(mm);
	scenario_tear_down(mm, 0, SCENARIO_END);
}
#elif defined(PTDESC_MODEL) && defined(CONFIG_RISCV)
void create_pgd_mapping(pgd_t *pgdp, unsigned long va, phys_addr_t pa, pgprot_t prot);
void pt_ops_set_late(void);

/* What is mapped here is unmapped as the kernel does it: table by table. */
BOOT_SCENARIO(late, "pte pmd", LATE_TITLE)
{
	static pgd_t top[PTRS_PER_PGD] __aligned(PAGE_SIZE);
	unsigned long address = SCENARIO_ADDRESS;
	pgd_t *pgd = top + pgd_index(address);
	unsigned long entry;

	pt_ops_set_late();
	create_pgd_mapping(top, address, 0, __pgprot(_PAGE_PRESENT));
	entry = (unsigned long)pgd_val(*pgd);
#ifndef __PAGETABLE_PMD_FOLDED
	{
		pmd_t *pmd = (pmd_t *)__entry_vaddr(entry);

		pte_free(mm, pmd_page(pmd[pmd_index(address)]));
		pmd_free(mm, pmd);
	}
#else
	pte_free(mm, virt_to_page((void *)__entry_vaddr(entry)));
#endif
	*pgd = __pgd(0);
}
#elif defined(CONFIG_ARM) || defined(CONFIG_ARM64) || defined(CONFIG_RISCV)
NO_SCENARIO(late, "pte pmd", LATE_TITLE, "the boot of a real tree is not modelled")
#else
NO_SCENARIO(late, "pte pmd", LATE_TITLE,
	    "only arm, arm64 and riscv run constructors for tables of the kernel")
#endif
