// SPDX-License-Identifier: GPL-2.0-only
/* What x86 does in a way of its own. */
#include "scenario.h"

#define PAE_TITLE	"PAE with isolated page tables: pmds made in advance, pgds on a list"
#define LIST_TITLE	"The list of all pgds: new entries of the kernel reach each of them"
#define XEN_TITLE	"Xen: tables are pinned and unpinned, under the locks of their entries"
#define XEN_NEW_TITLE	"Xen: tables join a pinned pgd and leave it again"
#define KPTE_TITLE	"A huge mapping of the kernel takes the place of its tables"

#if defined(PTDESC_MODEL) && defined(CONFIG_X86)
#include <asm/cpufeature.h>

void sync_global_pgds(unsigned long start, unsigned long end);
int pmd_free_pte_page(pmd_t *pmd, unsigned long addr);
int pud_free_pmd_page(pud_t *pud, unsigned long addr);
#endif

#if defined(PTDESC_MODEL) && defined(CONFIG_X86_PAE)
SCENARIO(pae_pmds, "pmd pgd", PAE_TITLE)
{
	unsigned long caps = boot_cpu_caps[0];
	pgd_t *own = mm->pgd, *table;
	static pmd_t kernel_pmd[PTRS_PER_PMD] __aligned(PAGE_SIZE);

	boot_cpu_caps[0] |= 1UL << X86_FEATURE_PTI;
	swapper_pg_dir[3] = __pgd(__pa(kernel_pmd) | _PAGE_PRESENT);
	table = pgd_alloc(mm);
	if (table)
		pgd_free(mm, table);
	swapper_pg_dir[3] = __pgd(0);
	mm->pgd = own;
	boot_cpu_caps[0] = caps;
}
#else
NO_SCENARIO(pae_pmds, "pmd pgd", PAE_TITLE, "CONFIG_X86_PAE is not set, or the tree is not the model")
#endif

#if defined(PTDESC_MODEL) && defined(CONFIG_X86) && defined(CONFIG_64BIT)
SCENARIO(pgd_list, "pgd", LIST_TITLE)
{
	struct mm_struct *other = scenario_fresh_mm();
	unsigned long address = PAGE_OFFSET;

	if (!other)
		return;
	swapper_pg_dir[pgd_index(address)] = __pgd(_PAGE_TABLE);
	sync_global_pgds(address, address);
	EXPECT(pgd_val(*pgd_offset(mm, address)) == _PAGE_TABLE);
	EXPECT(pgd_val(*pgd_offset(other, address)) == _PAGE_TABLE);
	swapper_pg_dir[pgd_index(address)] = __pgd(0);
	scenario_drop_mm(other);
}

SCENARIO(kernel_tables, "pte pmd", KPTE_TITLE)
{
	pmd_t *pmds = pmd_alloc_one(&init_mm, 0);
	pte_t *ptes;
	pud_t pud;

	if (!pmds)
		return;
	ptes = pte_alloc_one_kernel(&init_mm);
	if (ptes) {
		pmd_populate_kernel(&init_mm, pmds + 1, ptes);
		pmd_free_pte_page(pmds + 1, 0);
	}
	ptes = pte_alloc_one_kernel(&init_mm);
	if (ptes)
		pmd_populate_kernel(&init_mm, pmds + 2, ptes);
	pud_populate(&init_mm, &pud, pmds);
	pud_free_pmd_page(&pud, 0);
}
#else
#define NOT_64 "the machine is not x86_64, or the tree is not the model"
NO_SCENARIO(pgd_list, "pgd", LIST_TITLE, NOT_64)
NO_SCENARIO(kernel_tables, "pte pmd", KPTE_TITLE, NOT_64)
#endif

#if defined(PTDESC_MODEL) && defined(CONFIG_XEN_PV)
void xen_pgd_pin(struct mm_struct *mm);
void xen_pgd_unpin(struct mm_struct *mm);
void xen_mm_pin_all(void);
void xen_mm_unpin_all(void);

SCENARIO(xen_pin, "pte pmd pud pgd", XEN_TITLE)
{
	pmd_t *pmd = scenario_walk(mm, SCENARIO_ADDRESS);

	if (pmd && !pte_alloc(mm, pmd)) {
		xen_pgd_pin(mm);
		xen_pgd_unpin(mm);
	}
	scenario_tear_down(mm, 0, 8 * PMD_SIZE);
}

SCENARIO(xen_pinned_tables, "pte pmd pud pgd", XEN_NEW_TITLE)
{
	pmd_t *pmd;

	xen_pgd_pin(mm);
	pmd = scenario_walk(mm, SCENARIO_ADDRESS);
	if (pmd && !pte_alloc(mm, pmd))
		EXPECT(PagePinned(pmd_page(*pmd)));
	scenario_tear_down(mm, 0, 8 * PMD_SIZE);
	xen_pgd_unpin(mm);
	xen_mm_pin_all();
	xen_mm_unpin_all();
}
#else
#define NO_XEN "CONFIG_XEN_PV is not set, or the tree is not the model"
NO_SCENARIO(xen_pin, "pte pmd pud pgd", XEN_TITLE, NO_XEN)
NO_SCENARIO(xen_pinned_tables, "pte pmd pud pgd", XEN_NEW_TITLE, NO_XEN)
#endif
