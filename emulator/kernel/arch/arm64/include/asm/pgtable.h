/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_ARM64_PGTABLE_H
#define _ASM_ARM64_PGTABLE_H

#include <asm/barrier.h>
#include <asm/page.h>

/* Each level resolves as many bits as entries fit in a page. */
#define __LEVEL_BITS	(PAGE_SHIFT - 3)

#define PTRS_PER_PTE	(1 << __LEVEL_BITS)
#define PMD_SHIFT	(PAGE_SHIFT + __LEVEL_BITS)
#define PTRS_PER_PMD	(1 << __LEVEL_BITS)
#if CONFIG_PGTABLE_LEVELS > 3
#define PUD_SHIFT	(PMD_SHIFT + __LEVEL_BITS)
#define PTRS_PER_PUD	(1 << __LEVEL_BITS)
#define PGDIR_SHIFT	(PUD_SHIFT + __LEVEL_BITS)
#else
#define PGDIR_SHIFT	(PMD_SHIFT + __LEVEL_BITS)
#endif

/* The top may be smaller than a page: it resolves what bits are left. */
#define PTRS_PER_PGD	(1 << (VA_BITS - PGDIR_SHIFT))
#define PGD_SIZE	(PTRS_PER_PGD * sizeof(pgd_t))

#define TASK_SIZE	(UL(1) << VA_BITS)

#define PMD_TYPE_TABLE	(_AT(pteval_t, 3) << 0)
#define PMD_TYPE_MASK	(_AT(pteval_t, 3) << 0)
#define PMD_TABLE_BIT	(_AT(pteval_t, 1) << 1)
#define PTE_VALID	(_AT(pteval_t, 1) << 0)
#define PMD_TABLE_UXN	(_AT(pteval_t, 1) << 60)
#define PMD_TABLE_PXN	(_AT(pteval_t, 1) << 59)
#define PTE_ADDR_MASK	(((_AT(pteval_t, 1) << 48) - 1) & PAGE_MASK)

#define _PAGE_PRESENT	PTE_VALID

#ifndef __ASSEMBLY__

#if CONFIG_PGTABLE_LEVELS < 4
#include <asm-generic/pgtable-nopud.h>
#else
#include <asm-generic/pgtable-nop4d.h>
#endif

#define pte_pfn(pte)	((pte_val(pte) & PTE_ADDR_MASK) >> PAGE_SHIFT)

#include <asm-generic/pgtable-simple.h>

#define __entry_is_table(val)	(((val) & PMD_TYPE_MASK) == PMD_TYPE_TABLE)

#define pmd_none(pmd)		(!pmd_val(pmd))
#define pmd_present(pmd)	((pmd_val(pmd) & PTE_VALID) != 0)
#define pmd_bad(pmd)		(!__entry_is_table(pmd_val(pmd)))

static inline void set_pmd(pmd_t *pmdp, pmd_t pmd)
{
	WRITE_ONCE(*pmdp, pmd);
	dsb(ishst);
}

#define pmd_clear(pmdp)		set_pmd((pmdp), __pmd(0))

static inline phys_addr_t pmd_page_paddr(pmd_t pmd)
{
	return pmd_val(pmd) & PTE_ADDR_MASK;
}

#define pmd_page_vaddr(pmd)	((unsigned long)__va(pmd_page_paddr(pmd)))
#define pmd_page(pmd)		phys_to_page(pmd_page_paddr(pmd))

#define pud_none(pud)		(!pud_val(pud))
#define pud_present(pud)	((pud_val(pud) & PTE_VALID) != 0)
#define pud_bad(pud)		(!__entry_is_table(pud_val(pud)))

static inline void set_pud(pud_t *pudp, pud_t pud)
{
	WRITE_ONCE(*pudp, pud);
	dsb(ishst);
}

#define pud_clear(pudp)		set_pud((pudp), __pud(0))
#define pud_pgtable(pud)	((pmd_t *)__va(pud_val(pud) & PTE_ADDR_MASK))

#if CONFIG_PGTABLE_LEVELS > 3
#define p4d_none(p4d)		(!p4d_val(p4d))
#define p4d_present(p4d)	((p4d_val(p4d) & PTE_VALID) != 0)
#define p4d_bad(p4d)		(!__entry_is_table(p4d_val(p4d)))

static inline void set_p4d(p4d_t *p4dp, p4d_t p4d)
{
	WRITE_ONCE(*p4dp, p4d);
	dsb(ishst);
}

#define p4d_clear(p4dp)		set_p4d((p4dp), __p4d(0))
#define p4d_pgtable(p4d)	((pud_t *)__va(p4d_val(p4d) & PTE_ADDR_MASK))
#endif

#ifdef CONFIG_TRANSPARENT_HUGEPAGE
/* A block: valid, and not a table. */
#define pmd_trans_huge(pmd) \
	(pmd_val(pmd) && !(pmd_val(pmd) & PMD_TABLE_BIT))
#define pmd_mkhuge(pmd)		__pmd((pmd_val(pmd) & ~PMD_TABLE_BIT) | PTE_VALID)
#define mk_pmd(page, prot)	__pmd(page_to_phys(page) | pgprot_val(prot))
#endif

#endif /* !__ASSEMBLY__ */

#endif /* _ASM_ARM64_PGTABLE_H */
