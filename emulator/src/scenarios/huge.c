// SPDX-License-Identifier: GPL-2.0-only
/* Tables that wait behind huge pages. */
#include "scenario.h"

#define DEPOSIT_TITLE	"A table put aside for a huge page, and taken back"
#define DEPOSIT3_TITLE	"Three tables put aside in one table of the second level"
#define SPLIT_TITLE	"A huge page is mapped and split: its table comes into use"
#define ZAP_TITLE	"A huge page is mapped and unmapped: its table is freed"

#ifndef CONFIG_TRANSPARENT_HUGEPAGE
#define NO_HUGE "CONFIG_TRANSPARENT_HUGEPAGE is not set"
NO_SCENARIO(deposit, "pte pmd", DEPOSIT_TITLE, NO_HUGE)
NO_SCENARIO(deposit_three, "pte pmd", DEPOSIT3_TITLE, NO_HUGE)
NO_SCENARIO(huge_split, "pte pmd", SPLIT_TITLE, NO_HUGE)
NO_SCENARIO(huge_zap, "pte pmd", ZAP_TITLE, NO_HUGE)
#else

static void scenario_put_aside(struct mm_struct *mm, int count)
{
	pmd_t *pmd = scenario_walk(mm, SCENARIO_ADDRESS);
	pgtable_t table;
	spinlock_t *ptl;
	int deposited, i;

	for (deposited = 0; pmd && deposited < count; deposited++) {
		table = pte_alloc_one(mm);
		if (!table)
			break;
		ptl = pmd_lock(mm, pmd);
		pgtable_trans_huge_deposit(mm, pmd + deposited, table);
		spin_unlock(ptl);
	}
	/* Where the place is that of the entry, the same entries give them back. */
	for (i = deposited - 1; i >= 0; i--) {
		ptl = pmd_lock(mm, pmd);
		table = pgtable_trans_huge_withdraw(mm, pmd + i);
		spin_unlock(ptl);
		pte_free(mm, table);
	}
	scenario_tear_down(mm, 0, SCENARIO_END);
}

SCENARIO(deposit, "pte pmd", DEPOSIT_TITLE)
{
	scenario_put_aside(mm, 1);
}

SCENARIO(deposit_three, "pte pmd", DEPOSIT3_TITLE)
{
	scenario_put_aside(mm, 3);
}

#ifdef PTDESC_MODEL
#ifdef CONFIG_RISCV
#define SCENARIO_PROT	__pgprot(_PAGE_PRESENT | _PAGE_READ | _PAGE_WRITE)
#else
#define SCENARIO_PROT	__pgprot(_PAGE_PRESENT)
#endif

static bool scenario_map_huge(struct vm_area_struct *vma, pmd_t *pmd)
{
	return do_huge_pmd_anonymous_page(vma, pmd, SCENARIO_ADDRESS) == 0;
}

SCENARIO(huge_zap, "pte pmd", ZAP_TITLE)
{
	struct vm_area_struct vma = { .vm_mm = mm, .vm_page_prot = SCENARIO_PROT };
	pmd_t *pmd = scenario_walk(mm, SCENARIO_ADDRESS);

	if (pmd && scenario_map_huge(&vma, pmd)) {
		lru_add_drain();
		zap_huge_pmd(&vma, pmd);
	}
	scenario_tear_down(mm, 0, SCENARIO_END);
}

SCENARIO(huge_split, "pte pmd", SPLIT_TITLE)
{
	struct vm_area_struct vma = { .vm_mm = mm, .vm_page_prot = SCENARIO_PROT };
	pmd_t *pmd = scenario_walk(mm, SCENARIO_ADDRESS);
	struct mmu_gather gather, *tlb = &gather;

	if (pmd && scenario_map_huge(&vma, pmd)) {
		__split_huge_pmd(&vma, pmd, SCENARIO_ADDRESS);
		lru_add_drain();
		tlb_gather_mmu(tlb, mm);
		unmap_page_range(tlb, SCENARIO_ADDRESS, SCENARIO_ADDRESS + PMD_SIZE);
		tlb_finish_mmu(tlb);
	}
	scenario_tear_down(mm, 0, SCENARIO_END);
}
#else
#define MANY_BOUNDARIES "mapping a huge page takes more of the kernel than is modelled here"
NO_SCENARIO(huge_split, "pte pmd", SPLIT_TITLE, MANY_BOUNDARIES)
NO_SCENARIO(huge_zap, "pte pmd", ZAP_TITLE, MANY_BOUNDARIES)
#endif
#endif

#define DEFER_TITLE	"A page table freed after a grace period: pte_free_defer()"

#if defined(CONFIG_TRANSPARENT_HUGEPAGE) && !defined(PTDESC_MODEL)
void pte_free_defer(struct mm_struct *mm, pgtable_t pgtable);

/* A pgtable_t is the table's page, or points into the table. */
#define scenario_page_of(table) \
	_Generic((table), struct page *: (table), default: virt_to_page((void *)(table)))

SCENARIO(pte_free_defer, "pte", DEFER_TITLE)
{
	pgtable_t table = pte_alloc_one(mm);

	if (!table)
		return;
	pte_free_defer(mm, table);
	EXPECT(PageTable(compound_head(scenario_page_of(table))));
	scenario_grace_period();
}
#else
NO_SCENARIO(pte_free_defer, "pte", DEFER_TITLE,
	    "the tree has no such function, or CONFIG_TRANSPARENT_HUGEPAGE is not set")
#endif
