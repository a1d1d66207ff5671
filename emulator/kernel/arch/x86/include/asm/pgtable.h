/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_X86_PGTABLE_H
#define _ASM_X86_PGTABLE_H

#include <asm/cpufeature.h>
#include <asm/page.h>

#ifndef __ASSEMBLY__

#include <linux/compiler.h>
#include <linux/list.h>
#include <linux/spinlock.h>

#if CONFIG_PGTABLE_LEVELS == 3
#include <asm-generic/pgtable-nopud.h>
#elif CONFIG_PGTABLE_LEVELS == 2
#include <asm-generic/pgtable-nopmd.h>
#endif

struct mm_struct;

extern pgd_t swapper_pg_dir[PTRS_PER_PGD];

/* Every pgd of the system, through the pt_list of its descriptor. */
extern spinlock_t pgd_lock;
extern struct list_head pgd_list;

struct mm_struct *pgd_page_get_mm(struct page *page);

#ifdef CONFIG_X86_64
#define vmemmap ((struct page *)VMEMMAP_START)

static inline bool pgtable_l5_enabled(void)
{
	return boot_cpu_has(X86_FEATURE_LA57);
}

#define mm_p4d_folded(mm)	(!pgtable_l5_enabled())
#endif

#define KERNEL_PGD_BOUNDARY	pgd_index(PAGE_OFFSET)
#define KERNEL_PGD_PTRS		(PTRS_PER_PGD - KERNEL_PGD_BOUNDARY)

static inline void clone_pgd_range(pgd_t *dst, pgd_t *src, int count)
{
	memcpy(dst, src, count * sizeof(pgd_t));
}

/*
 * With page table isolation a pgd is two pages: the kernel's half, then the
 * one that user space runs on, which shares the user entries.
 */
static inline pgd_t *kernel_to_user_pgdp(pgd_t *pgdp)
{
	return (pgd_t *)((unsigned long)pgdp | PAGE_SIZE);
}

static inline pgd_t pti_set_user_pgtbl(pgd_t *pgdp, pgd_t pgd)
{
#ifdef CONFIG_PAGE_TABLE_ISOLATION
	unsigned long entry = ((unsigned long)pgdp & ~PAGE_MASK) / sizeof(pgd_t);

	if (boot_cpu_has(X86_FEATURE_PTI) && entry < PTRS_PER_PGD / 2)
		kernel_to_user_pgdp(pgdp)->pgd = pgd.pgd;
#endif
	return pgd;
}

static inline void set_pte(pte_t *ptep, pte_t pte)
{
	WRITE_ONCE(*ptep, pte);
}

static inline int pte_none(pte_t pte)
{
	return !pte.pte;
}

static inline int pte_present(pte_t pte)
{
	return pte.pte & _PAGE_PRESENT;
}

static inline unsigned long pte_pfn(pte_t pte)
{
	return (pte.pte & PTE_PFN_MASK) >> PAGE_SHIFT;
}

static inline pte_t pfn_pte(unsigned long pfn, pgprot_t prot)
{
	return __pte(((pteval_t)pfn << PAGE_SHIFT) | prot.pgprot);
}

#define pte_page(pte)		pfn_to_page(pte_pfn(pte))
#define mk_pte(page, prot)	pfn_pte(page_to_pfn(page), (prot))

static inline void set_pmd(pmd_t *pmdp, pmd_t pmd)
{
	WRITE_ONCE(*pmdp, pmd);
}

#define pmd_clear(pmdp)		set_pmd((pmdp), __pmd(0))

static inline int pmd_none(pmd_t pmd)
{
	return !pmd_val(pmd);
}

static inline int pmd_present(pmd_t pmd)
{
	return pmd_val(pmd) & (_PAGE_PRESENT | _PAGE_PSE);
}

static inline int pmd_bad(pmd_t pmd)
{
	return (pmd_val(pmd) & ~(PTE_PFN_MASK | _PAGE_USER | _PAGE_NX)) !=
		_KERNPG_TABLE;
}

static inline unsigned long pmd_pfn(pmd_t pmd)
{
	return (pmd_val(pmd) & PTE_PFN_MASK) >> PAGE_SHIFT;
}

#define pmd_page(pmd)		pfn_to_page(pmd_pfn(pmd))
#define pmd_page_vaddr(pmd)	((unsigned long)__va(pmd_val(pmd) & PTE_PFN_MASK))

#ifdef CONFIG_TRANSPARENT_HUGEPAGE
static inline int pmd_trans_huge(pmd_t pmd)
{
	return (pmd_val(pmd) & _PAGE_PSE) != 0;
}

static inline pmd_t pmd_mkhuge(pmd_t pmd)
{
	return __pmd(pmd_val(pmd) | _PAGE_PSE);
}

#define mk_pmd(page, prot) \
	__pmd(((pmdval_t)page_to_pfn(page) << PAGE_SHIFT) | pgprot_val(prot))
#endif

#if CONFIG_PGTABLE_LEVELS > 2
static inline void set_pud(pud_t *pudp, pud_t pud)
{
	WRITE_ONCE(*pudp, pud);
}

#define pud_clear(pudp)		set_pud((pudp), __pud(0))

static inline int pud_none(pud_t pud)
{
	return !pud_val(pud);
}

static inline int pud_present(pud_t pud)
{
	return pud_val(pud) & _PAGE_PRESENT;
}

/* With PAE the processor ignores some bits that a table entry has. */
static inline int pud_bad(pud_t pud)
{
	return (pud_val(pud) & ~(PTE_PFN_MASK | _PAGE_TABLE)) != 0;
}

#define pud_page(pud)		pfn_to_page((pud_val(pud) & PTE_PFN_MASK) >> PAGE_SHIFT)
#define pud_pgtable(pud)	((pmd_t *)__va(pud_val(pud) & PTE_PFN_MASK))
#endif

#if CONFIG_PGTABLE_LEVELS > 3
/* Folded, the p4d entry is the pgd's, so its user copy has to follow. */
static inline void set_p4d(p4d_t *p4dp, p4d_t p4d)
{
	if (!pgtable_l5_enabled())
		pti_set_user_pgtbl((pgd_t *)p4dp, __pgd(p4d_val(p4d)));
	WRITE_ONCE(*p4dp, p4d);
}

#define p4d_clear(p4dp)		set_p4d((p4dp), __p4d(0))

static inline int p4d_none(p4d_t p4d)
{
	return !p4d_val(p4d);
}

static inline int p4d_present(p4d_t p4d)
{
	return p4d_val(p4d) & _PAGE_PRESENT;
}

static inline int p4d_bad(p4d_t p4d)
{
	return (p4d_val(p4d) & ~(PTE_PFN_MASK | _PAGE_TABLE | _PAGE_NX)) != 0;
}

#define p4d_page(p4d)		pfn_to_page((p4d_val(p4d) & PTE_PFN_MASK) >> PAGE_SHIFT)
#define p4d_pgtable(p4d)	((pud_t *)__va(p4d_val(p4d) & PTE_PFN_MASK))

static inline void set_pgd(pgd_t *pgdp, pgd_t pgd)
{
	WRITE_ONCE(*pgdp, pti_set_user_pgtbl(pgdp, pgd));
}

static inline int pgd_none(pgd_t pgd)
{
	return pgtable_l5_enabled() && !pgd.pgd;
}

static inline int pgd_present(pgd_t pgd)
{
	return !pgtable_l5_enabled() || (pgd.pgd & _PAGE_PRESENT);
}

static inline int pgd_bad(pgd_t pgd)
{
	return pgtable_l5_enabled() &&
		(pgd.pgd & ~(PTE_PFN_MASK | _PAGE_NX | _PAGE_USER)) != _KERNPG_TABLE;
}

static inline void pgd_clear(pgd_t *pgd)
{
	if (pgtable_l5_enabled())
		set_pgd(pgd, __pgd(0));
}

static inline p4d_t *p4d_offset(pgd_t *pgd, unsigned long address)
{
	p4d_t *table;

	if (!pgtable_l5_enabled())
		return (p4d_t *)pgd;
	table = __va(pgd->pgd & PTE_PFN_MASK);
	return table + ((address >> P4D_SHIFT) & (PTRS_PER_P4D - 1));
}
#endif

#endif /* !__ASSEMBLY__ */

#endif /* _ASM_X86_PGTABLE_H */
