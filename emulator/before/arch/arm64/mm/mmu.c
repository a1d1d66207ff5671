// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mappings of the kernel itself, made with tables of the boot or of the page
 * allocator.
 */
#include <linux/init.h>
#include <linux/mm.h>

#include <asm/pgalloc.h>
#include <asm/tlbflush.h>

typedef phys_addr_t (*pgtable_alloc_fn)(int shift);

static phys_addr_t __pgd_pgtable_alloc(int shift)
{
	void *ptr = (void *)__get_free_page(GFP_PGTABLE_KERNEL);

	BUG_ON(!ptr);
	/* The walker must see zeroes, not what was there before. */
	dsb(ishst);
	return __pa(ptr);
}

static phys_addr_t pgd_pgtable_alloc(int shift)
{
	phys_addr_t pa = __pgd_pgtable_alloc(shift);
	struct page *page = phys_to_page(pa);

	/*
	 * These mappings are changed with the functions for user memory,
	 * which take the locks of tables: so the tables need theirs.
	 */
	if (shift == PAGE_SHIFT)
		BUG_ON(!pgtable_pte_page_ctor(page));
	else if (shift == PMD_SHIFT)
		BUG_ON(!pgtable_pmd_page_ctor(page));
	return pa;
}

static void alloc_init_pte(pmd_t *pmdp, unsigned long addr, unsigned long end,
			   phys_addr_t phys, pgprot_t prot, pgtable_alloc_fn alloc)
{
	pte_t *ptep;

	if (pmd_none(READ_ONCE(*pmdp))) {
		BUG_ON(!alloc);
		__pmd_populate(pmdp, alloc(PAGE_SHIFT), PMD_TYPE_TABLE | PMD_TABLE_UXN);
	}
	ptep = pte_offset_kernel(pmdp, addr);
	do {
		set_pte(ptep, pfn_pte(PHYS_PFN(phys), prot));
		phys += PAGE_SIZE;
	} while (ptep++, addr += PAGE_SIZE, addr != end);
}

static void alloc_init_pmd(pud_t *pudp, unsigned long addr, unsigned long end,
			   phys_addr_t phys, pgprot_t prot, pgtable_alloc_fn alloc)
{
	unsigned long next;
	pmd_t *pmdp;

	if (pud_none(READ_ONCE(*pudp))) {
		BUG_ON(!alloc);
		__pud_populate(pudp, alloc(PMD_SHIFT), PMD_TYPE_TABLE | PMD_TABLE_UXN);
	}
	pmdp = pmd_offset(pudp, addr);
	do {
		next = pmd_addr_end(addr, end);
		alloc_init_pte(pmdp, addr, next, phys, prot, alloc);
		phys += next - addr;
	} while (pmdp++, addr = next, addr != end);
}

static void alloc_init_pud(p4d_t *p4dp, unsigned long addr, unsigned long end,
			   phys_addr_t phys, pgprot_t prot, pgtable_alloc_fn alloc)
{
	unsigned long next;
	pud_t *pudp;

#if CONFIG_PGTABLE_LEVELS > 3
	if (p4d_none(READ_ONCE(*p4dp))) {
		BUG_ON(!alloc);
		__p4d_populate(p4dp, alloc(PUD_SHIFT), PMD_TYPE_TABLE | PMD_TABLE_UXN);
	}
#endif
	pudp = pud_offset(p4dp, addr);
	do {
		next = pud_addr_end(addr, end);
		alloc_init_pmd(pudp, addr, next, phys, prot, alloc);
		phys += next - addr;
	} while (pudp++, addr = next, addr != end);
}

static void __create_pgd_mapping(pgd_t *pgdir, phys_addr_t phys, unsigned long virt,
				 phys_addr_t size, pgprot_t prot, pgtable_alloc_fn alloc)
{
	unsigned long addr = virt & PAGE_MASK, next;
	unsigned long end = PAGE_ALIGN(virt + size);
	pgd_t *pgdp = pgd_offset_pgd(pgdir, addr);

	phys &= PAGE_MASK;
	do {
		next = pgd_addr_end(addr, end);
		alloc_init_pud(p4d_offset(pgdp, addr), addr, next, phys, prot, alloc);
		phys += next - addr;
	} while (pgdp++, addr = next, addr != end);
}

/**
 * create_pgd_mapping - map memory in an address space that is no process's
 * @mm: the one of the firmware, say; not init_mm
 * @phys: where the memory is
 * @virt: where to map it
 * @size: how much of it, in bytes
 * @prot: how it may be accessed
 */
void __init create_pgd_mapping(struct mm_struct *mm, phys_addr_t phys,
			       unsigned long virt, phys_addr_t size, pgprot_t prot)
{
	BUG_ON(mm == &init_mm);
	__create_pgd_mapping(mm->pgd, phys, virt, size, prot, pgd_pgtable_alloc);
}

/* Memory that was added maps with tables that nobody locks. */
void arch_add_memory_mapping(phys_addr_t start, phys_addr_t size, pgprot_t prot)
{
	__create_pgd_mapping(swapper_pg_dir, start, (unsigned long)__va(start), size,
			     prot, __pgd_pgtable_alloc);
}

/* And that is how they are freed when the memory is taken away again. */
static void free_hotplug_pgtable_page(struct page *page)
{
	free_page((unsigned long)page_address(page));
}

void unmap_hotplug_pte_table(pmd_t *pmdp, unsigned long addr)
{
	pte_t *start = (pte_t *)pmd_page_vaddr(*pmdp);
	int i;

	/* A table with an entry left serves somebody else as well. */
	for (i = 0; i < PTRS_PER_PTE; i++)
		if (!pte_none(READ_ONCE(start[i])))
			return;
	pmd_clear(pmdp);
	flush_tlb_kernel_range(addr, addr + PAGE_SIZE);
	free_hotplug_pgtable_page(virt_to_page(start));
}

int pmd_free_pte_page(pmd_t *pmdp, unsigned long addr)
{
	pte_t *table;

	if (!__entry_is_table(pmd_val(*pmdp)))
		return 1;
	table = (pte_t *)pmd_page_vaddr(*pmdp);
	pmd_clear(pmdp);
	flush_tlb_kernel_range(addr, addr + PMD_SIZE);
	pte_free_kernel(NULL, table);
	return 1;
}

#ifndef __PAGETABLE_PMD_FOLDED
int pud_free_pmd_page(pud_t *pudp, unsigned long addr)
{
	unsigned long next, end = addr + PUD_SIZE;
	pmd_t *table, *pmdp;

	if (!__entry_is_table(pud_val(*pudp)))
		return 1;
	table = pmdp = pud_pgtable(*pudp);
	next = addr;
	do {
		pmd_free_pte_page(pmdp, next);
	} while (pmdp++, next += PMD_SIZE, next != end);
	pud_clear(pudp);
	flush_tlb_kernel_range(addr, end);
	pmd_free(NULL, table);
	return 1;
}
#endif
