// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's own tables.  While it boots, memory for a table comes from
 * one place after the other: a fixed array, memblock, and in the end the
 * page allocator.
 */
#include <linux/init.h>
#include <linux/memblock.h>
#include <linux/mm.h>

#include <asm/pgalloc.h>
#include <asm/tlbflush.h>

pgd_t swapper_pg_dir[PTRS_PER_PGD] __aligned(PAGE_SIZE);

#ifdef CONFIG_64BIT
bool pgtable_l4_enabled = true;
bool pgtable_l5_enabled = true;
#endif

struct pt_alloc_ops {
	phys_addr_t (*alloc_pte)(unsigned long va);
#ifndef __PAGETABLE_PMD_FOLDED
	phys_addr_t (*alloc_pmd)(unsigned long va);
#endif
};

static struct pt_alloc_ops pt_ops __initdata;

static phys_addr_t __init alloc_pte_fixmap(unsigned long va)
{
	return __pa(memblock_alloc(PAGE_SIZE, PAGE_SIZE));
}

static phys_addr_t __init alloc_pte_late(unsigned long va)
{
	struct page *page = alloc_page(GFP_KERNEL & ~__GFP_HIGHMEM);

	BUG_ON(!page || !pgtable_pte_page_ctor(page));
	return __pa((pte_t *)page_address(page));
}

#ifndef __PAGETABLE_PMD_FOLDED
static phys_addr_t __init alloc_pmd_fixmap(unsigned long va)
{
	return __pa(memblock_alloc(PAGE_SIZE, PAGE_SIZE));
}

static phys_addr_t __init alloc_pmd_late(unsigned long va)
{
	struct page *page = alloc_page(GFP_KERNEL & ~__GFP_HIGHMEM);

	BUG_ON(!page || !pgtable_pmd_page_ctor(page));
	return __pa((pmd_t *)page_address(page));
}

static void __init create_pmd_mapping(pmd_t *pmdp, unsigned long va, phys_addr_t pa,
				      pgprot_t prot)
{
	pmd_t *pmd = &pmdp[pmd_index(va)];
	phys_addr_t pte_phys;
	pte_t *ptep;

	if (pmd_none(*pmd)) {
		pte_phys = pt_ops.alloc_pte(va);
		*pmd = __pmd(__table_entry(PFN_DOWN(pte_phys)));
		memset(__va(pte_phys), 0, PAGE_SIZE);
	}
	ptep = pte_offset_kernel(pmd, va);
	if (pte_none(*ptep))
		*ptep = pfn_pte(PFN_DOWN(pa), prot);
}
#endif

/**
 * create_pgd_mapping - map one page in three levels, or in two on rv32
 * @pgdp: the top
 * @va: where
 * @pa: what
 * @prot: how
 */
void __init create_pgd_mapping(pgd_t *pgdp, unsigned long va, phys_addr_t pa,
			       pgprot_t prot)
{
	pgd_t *pgd = &pgdp[pgd_index(va)];
	phys_addr_t next_phys;

	if (!pgd_val(*pgd)) {
#ifndef __PAGETABLE_PMD_FOLDED
		next_phys = pt_ops.alloc_pmd(va);
#else
		next_phys = pt_ops.alloc_pte(va);
#endif
		*pgd = __pgd(__table_entry(PFN_DOWN(next_phys)));
		memset(__va(next_phys), 0, PAGE_SIZE);
	}
#ifndef __PAGETABLE_PMD_FOLDED
	create_pmd_mapping((pmd_t *)__entry_vaddr(pgd_val(*pgd)), va, pa, prot);
#else
	{
		pte_t *ptep = (pte_t *)__entry_vaddr(pgd_val(*pgd)) + pte_index(va);

		if (pte_none(*ptep))
			*ptep = pfn_pte(PFN_DOWN(pa), prot);
	}
#endif
}

/* Memory is found, but the page allocator does not run yet. */
void __init pt_ops_set_fixmap(void)
{
	pt_ops.alloc_pte = alloc_pte_fixmap;
#ifndef __PAGETABLE_PMD_FOLDED
	pt_ops.alloc_pmd = alloc_pmd_fixmap;
#endif
}

/* From here on tables are like any other, constructor included. */
void __init pt_ops_set_late(void)
{
	pt_ops.alloc_pte = alloc_pte_late;
#ifndef __PAGETABLE_PMD_FOLDED
	pt_ops.alloc_pmd = alloc_pmd_late;
#endif
}
