// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's mappings on arm.
 */
#include <linux/init.h>
#include <linux/memblock.h>
#include <linux/mm.h>

#include <asm/pgalloc.h>

static void __init *early_alloc(unsigned long sz)
{
	return memblock_alloc(sz, sz);
}

/*
 * Tables for mappings that are made later, of the firmware for one.  The
 * functions for user memory change them, so they have locks.
 */
static void *__init late_alloc(unsigned long sz)
{
	void *ptr = (void *)__get_free_pages(GFP_PGTABLE_KERNEL, get_order(sz));

	if (!ptr || !pgtable_pte_page_ctor(virt_to_page(ptr)))
		BUG();
	return ptr;
}

static pte_t *__init arm_pte_alloc(pmd_t *pmd, unsigned long addr, pteval_t prot,
				   void *(*alloc)(unsigned long sz))
{
	if (pmd_none(*pmd)) {
		pte_t *pte = alloc(PTE_HWTABLE_OFF + PTRS_PER_PTE * sizeof(pte_t));

		__pmd_populate(pmd, __pa(pte), prot);
	}
	BUG_ON(pmd_bad(*pmd));
	return pte_offset_kernel(pmd, addr);
}

static void __init alloc_init_pte(pmd_t *pmd, unsigned long addr, unsigned long end,
				  unsigned long pfn, pgprot_t prot,
				  void *(*alloc)(unsigned long sz))
{
	pte_t *pte = arm_pte_alloc(pmd, addr, PMD_TYPE_TABLE, alloc);

	do {
		set_pte(pte, pfn_pte(pfn, prot));
		pfn++;
	} while (pte++, addr += PAGE_SIZE, addr != end);
}

static void __init __create_mapping(struct mm_struct *mm, unsigned long addr,
				    unsigned long end, unsigned long pfn,
				    pgprot_t prot, void *(*alloc)(unsigned long sz))
{
	unsigned long next;

	for (; addr != end; pfn += (next - addr) >> PAGE_SHIFT, addr = next) {
		pgd_t *pgd = pgd_offset(mm, addr);
		p4d_t *p4d = p4d_alloc(mm, pgd, addr);
		pud_t *pud = p4d ? pud_alloc(mm, p4d, addr) : NULL;
		pmd_t *pmd = pud ? pmd_alloc(mm, pud, addr) : NULL;

		BUG_ON(!pmd);
		next = __range_step(addr, end, PMD_SIZE);
		alloc_init_pte(pmd, addr, next, pfn, prot, alloc);
	}
}

void __init create_mapping(unsigned long addr, unsigned long end, unsigned long pfn,
			   pgprot_t prot)
{
	__create_mapping(&init_mm, addr, end, pfn, prot, early_alloc);
}

void __init create_mapping_late(struct mm_struct *mm, unsigned long addr,
				unsigned long end, unsigned long pfn, pgprot_t prot)
{
	__create_mapping(mm, addr, end, pfn, prot, late_alloc);
}
