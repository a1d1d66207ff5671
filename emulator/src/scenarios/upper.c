// SPDX-License-Identifier: GPL-2.0-only
/* Tables above the lowest level, each by itself. */
#include "scenario.h"

#define PMD_TITLE	"A table of the second level: pmd_alloc_one(), pmd_free()"
#define PMD_TLB_TITLE	"A table of the second level freed through mmu_gather: pmd_free_tlb()"
#define PUD_TITLE	"A table of the third level: pud_alloc_one(), pud_free()"
#define PUD_TLB_TITLE	"A table of the third level freed through mmu_gather: pud_free_tlb()"
#define P4D_TITLE	"A table of the fourth level: p4d_alloc_one(), p4d_free()"

#ifdef __PAGETABLE_PMD_FOLDED
NO_SCENARIO(pmd, "pmd", PMD_TITLE, "the machine folds the pmd level into the one above")
NO_SCENARIO(pmd_gather, "pmd", PMD_TLB_TITLE,
	    "the machine folds the pmd level into the one above")
#else
SCENARIO(pmd, "pmd", PMD_TITLE)
{
	pmd_t *table = pmd_alloc_one(mm, SCENARIO_ADDRESS);

	if (table)
		pmd_free(mm, table);
}

SCENARIO(pmd_gather, "pmd", PMD_TLB_TITLE)
{
	pmd_t *table = pmd_alloc_one(mm, SCENARIO_ADDRESS);
	struct mmu_gather gather, *tlb = &gather;

	if (!table)
		return;
	tlb_gather_mmu(tlb, mm);
	pmd_free_tlb(tlb, table, SCENARIO_ADDRESS);
	tlb_finish_mmu(tlb);
	scenario_grace_period();
}
#endif

#ifdef __PAGETABLE_PUD_FOLDED
NO_SCENARIO(pud, "pud", PUD_TITLE, "the machine folds the pud level into the one above")
NO_SCENARIO(pud_gather, "pud", PUD_TLB_TITLE,
	    "the machine folds the pud level into the one above")
#else
/* Whether a process has the upper levels may be known only when the machine runs. */
SCENARIO(pud, "pud", PUD_TITLE)
{
	pud_t *table;

	if (mm_pud_folded(mm))
		return;
	table = pud_alloc_one(mm, SCENARIO_ADDRESS);
	if (table)
		pud_free(mm, table);
}

SCENARIO(pud_gather, "pud", PUD_TLB_TITLE)
{
	struct mmu_gather gather, *tlb = &gather;
	pud_t *table;

	if (mm_pud_folded(mm))
		return;
	table = pud_alloc_one(mm, SCENARIO_ADDRESS);
	if (!table)
		return;
	tlb_gather_mmu(tlb, mm);
	pud_free_tlb(tlb, table, SCENARIO_ADDRESS);
	tlb_finish_mmu(tlb);
	scenario_grace_period();
}
#endif

#ifdef __PAGETABLE_P4D_FOLDED
NO_SCENARIO(p4d, "p4d", P4D_TITLE, "the machine folds the p4d level into the pgd")
#else
SCENARIO(p4d, "p4d", P4D_TITLE)
{
	p4d_t *table;

	if (mm_p4d_folded(mm))
		return;
	table = p4d_alloc_one(mm, SCENARIO_ADDRESS);
	if (table)
		p4d_free(mm, table);
}
#endif

SCENARIO(pgd, "pgd", "A table of the top level: pgd_alloc(), pgd_free()")
{
	pgd_t *own = mm->pgd, *table = pgd_alloc(mm);

	if (table)
		pgd_free(mm, table);
	mm->pgd = own;
}

SCENARIO(mm, "pgd", "A whole address space: made and dropped")
{
	struct mm_struct *other = scenario_fresh_mm();

	if (other)
		scenario_drop_mm(other);
}
