// SPDX-License-Identifier: GPL-2.0-only
/* What s390 does in a way of its own. */
#include "scenario.h"

#define HALVES_TITLE	"Two tables of 2K share a page: both orders of freeing, also by RCU"
#define PGSTE_TITLE	"A process with KVM guests: tables with state behind their entries"
#define UPGRADE_TITLE	"An address space grows by levels: crst_table_upgrade()"
#define GMAP_TITLE	"A guest's address space: tables that remember guest addresses"
#define SHADOW_TITLE	"A shadow of a guest's guest: its segment and page tables"

#if defined(PTDESC_MODEL) && defined(CONFIG_S390)
#include <asm/gmap.h>

static void scenario_free_both(struct mm_struct *mm, bool second_first, bool rcu)
{
	unsigned long *first = page_table_alloc(mm);
	unsigned long *second = page_table_alloc(mm);
	unsigned long *a = second_first ? second : first;
	unsigned long *b = second_first ? first : second;
	struct mmu_gather gather, *tlb = &gather;

	if (first && second)
		EXPECT(virt_to_page(first) == virt_to_page(second));
	if (a)
		page_table_free(mm, a);
	if (b && !rcu)
		page_table_free(mm, b);
	if (b && rcu) {
		tlb_gather_mmu(tlb, mm);
		pte_free_tlb(tlb, (pgtable_t)b, SCENARIO_ADDRESS);
		tlb_finish_mmu(tlb);
		scenario_grace_period();
	}
}

SCENARIO(s390_halves, "pte", HALVES_TITLE)
{
	scenario_free_both(mm, false, false);
	scenario_free_both(mm, true, false);
	scenario_free_both(mm, false, true);
	scenario_free_both(mm, true, true);
}

SCENARIO(s390_pgste, "pte", PGSTE_TITLE)
{
	unsigned long *first, *second;

	mm->context.alloc_pgste = 1;
	first = page_table_alloc(mm);
	second = page_table_alloc(mm);
	if (first && second)
		EXPECT(virt_to_page(first) != virt_to_page(second));
	if (first)
		page_table_free(mm, first);
	if (second)
		page_table_free(mm, second);
	mm->context.alloc_pgste = 0;
}

/* The upper tables that the old top hangs from go as at the end of a process. */
SCENARIO(s390_upgrade, "p4d pgd", UPGRADE_TITLE)
{
	if (!crst_table_upgrade(mm, -PAGE_SIZE))
		EXPECT(mm->context.asce_limit == ~0UL);
	scenario_tear_down(mm, 0, SCENARIO_END);
}

SCENARIO(s390_gmap, "pte pmd pud", GMAP_TITLE)
{
	struct gmap *gmap = gmap_create(mm, _REGION2_SIZE - 1);
	pmd_t *pmd;

	if (!gmap)
		return;
	pmd = scenario_walk(mm, SCENARIO_ADDRESS);
	if (pmd && !pte_alloc(mm, pmd))
		gmap_link(gmap, SCENARIO_ADDRESS, SCENARIO_ADDRESS, pmd);
	gmap_remove(gmap);
	scenario_tear_down(mm, 0, SCENARIO_END);
}

SCENARIO(s390_shadow, "pte pmd", SHADOW_TITLE)
{
	struct gmap *parent = gmap_create(mm, _REGION2_SIZE - 1);
	struct gmap *shadow = parent ? gmap_create(mm, _REGION2_SIZE - 1) : NULL;
	unsigned long pgt;
	int fake;

	if (shadow) {
		shadow->parent = parent;
		if (!gmap_shadow_sgt(shadow, 0, 0x4000, 1) &&
		    !gmap_shadow_pgt(shadow, 0, 0x5000, 1)) {
			EXPECT(!gmap_shadow_pgt_lookup(shadow, 0, &pgt, &fake));
			EXPECT(pgt == 0x5000 && fake);
			gmap_unshadow_pgt(shadow, 0);
			gmap_shadow_pgt(shadow, 0, 0x6000, 0);
		}
		gmap_remove(shadow);
	}
	if (parent)
		gmap_remove(parent);
}
#else
#define NO_S390 "the machine is not s390, or the tree is not the model"
NO_SCENARIO(s390_halves, "pte", HALVES_TITLE, NO_S390)
NO_SCENARIO(s390_pgste, "pte", PGSTE_TITLE, NO_S390)
NO_SCENARIO(s390_upgrade, "p4d pgd", UPGRADE_TITLE, NO_S390)
NO_SCENARIO(s390_gmap, "pte pmd pud", GMAP_TITLE, NO_S390)
NO_SCENARIO(s390_shadow, "pte pmd", SHADOW_TITLE, NO_S390)
#endif
