/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_RISCV_PGTABLE_H
#define _ASM_RISCV_PGTABLE_H

#include <asm/page.h>

#define _PAGE_PRESENT	(1 << 0)
#define _PAGE_READ	(1 << 1)
#define _PAGE_WRITE	(1 << 2)
#define _PAGE_EXEC	(1 << 3)
#define _PAGE_LEAF	(_PAGE_READ | _PAGE_WRITE | _PAGE_EXEC)
#define _PAGE_TABLE	_PAGE_PRESENT

/* The frame number starts at bit 10 of an entry at any level. */
#define _PAGE_PFN_SHIFT	10
#define PFN_PTE_SHIFT	_PAGE_PFN_SHIFT

#define PTRS_PER_PTE	(PAGE_SIZE / sizeof(pte_t))
#define PTRS_PER_PGD	(PAGE_SIZE / sizeof(pgd_t))

#ifdef CONFIG_64BIT
#define PMD_SHIFT	21
#define PUD_SHIFT	30
#define P4D_SHIFT	39
#define PTRS_PER_PMD	(PAGE_SIZE / sizeof(pmd_t))
#define PTRS_PER_PUD	(PAGE_SIZE / sizeof(pud_t))
#define PTRS_PER_P4D	(PAGE_SIZE / sizeof(p4d_t))
#define PGDIR_SHIFT	(pgtable_l5_enabled ? 48 : pgtable_l4_enabled ? 39 : 30)
#define TASK_SIZE	(_AC(1, UL) << 56)
#else
#define PGDIR_SHIFT	22
#define TASK_SIZE	PAGE_OFFSET
#endif

#ifndef __ASSEMBLY__

#include <linux/types.h>

#ifdef CONFIG_64BIT
/* What the processor turned out to have: found at boot. */
extern bool pgtable_l4_enabled;
extern bool pgtable_l5_enabled;
#define mm_p4d_folded(mm)	(!pgtable_l5_enabled)
#define mm_pud_folded(mm)	(!pgtable_l4_enabled)
#else
#include <asm-generic/pgtable-nopmd.h>
#endif

#include <asm-generic/pgtable-simple.h>

#define __table_entry(pfn)	(((unsigned long)(pfn) << _PAGE_PFN_SHIFT) | _PAGE_TABLE)
#define __entry_vaddr(val)	(pfn_to_kaddr((unsigned long)(val) >> _PAGE_PFN_SHIFT))

#define pmd_none(pmd)		(!pmd_val(pmd))
#define pmd_present(pmd)	((pmd_val(pmd) & (_PAGE_PRESENT | _PAGE_LEAF)) != 0)
#define pmd_bad(pmd)		(!pmd_present(pmd) || (pmd_val(pmd) & _PAGE_LEAF))
#define pmd_page(pmd)		pfn_to_page(pmd_val(pmd) >> _PAGE_PFN_SHIFT)
#define pmd_page_vaddr(pmd)	((unsigned long)__entry_vaddr(pmd_val(pmd)))

static inline void set_pmd(pmd_t *pmdp, pmd_t pmd)
{
	WRITE_ONCE(*pmdp, pmd);
}

static inline void pmd_clear(pmd_t *pmdp)
{
	set_pmd(pmdp, __pmd(0));
}

#ifdef CONFIG_64BIT

static inline void set_pud(pud_t *pudp, pud_t pud)
{
	WRITE_ONCE(*pudp, pud);
}

#define pud_none(pud)		(!pud_val(pud))
#define pud_present(pud)	((pud_val(pud) & _PAGE_PRESENT) != 0)
#define pud_bad(pud)		(!pud_present(pud) || (pud_val(pud) & _PAGE_LEAF))
#define pud_clear(pudp)		set_pud((pudp), __pud(0))
#define pud_pgtable(pud)	((pmd_t *)__entry_vaddr(pud_val(pud)))

/* A level that the processor does not have is passed through. */
static inline int p4d_none(p4d_t p4d)
{
	return pgtable_l4_enabled && !p4d_val(p4d);
}

static inline int p4d_present(p4d_t p4d)
{
	return !pgtable_l4_enabled || (p4d_val(p4d) & _PAGE_PRESENT);
}

static inline int p4d_bad(p4d_t p4d)
{
	return pgtable_l4_enabled && !(p4d_val(p4d) & _PAGE_PRESENT);
}

static inline void set_p4d(p4d_t *p4dp, p4d_t p4d)
{
	if (pgtable_l4_enabled)
		WRITE_ONCE(*p4dp, p4d);
	else
		set_pud((pud_t *)p4dp, (pud_t) { p4d_val(p4d) });
}

static inline void p4d_clear(p4d_t *p4d)
{
	if (pgtable_l4_enabled)
		set_p4d(p4d, __p4d(0));
}

#define p4d_pgtable(p4d)	((pud_t *)__entry_vaddr(p4d_val(p4d)))

#define pud_offset pud_offset
static inline pud_t *pud_offset(p4d_t *p4d, unsigned long address)
{
	if (!pgtable_l4_enabled)
		return (pud_t *)p4d;
	return p4d_pgtable(*p4d) + ((address >> PUD_SHIFT) & (PTRS_PER_PUD - 1));
}

static inline int pgd_none(pgd_t pgd)
{
	return pgtable_l5_enabled && !pgd_val(pgd);
}

static inline int pgd_present(pgd_t pgd)
{
	return !pgtable_l5_enabled || (pgd_val(pgd) & _PAGE_PRESENT);
}

static inline int pgd_bad(pgd_t pgd)
{
	return pgtable_l5_enabled && !(pgd_val(pgd) & _PAGE_PRESENT);
}

static inline void set_pgd(pgd_t *pgdp, pgd_t pgd)
{
	if (pgtable_l5_enabled)
		WRITE_ONCE(*pgdp, pgd);
	else
		set_p4d((p4d_t *)pgdp, (p4d_t) { pgd_val(pgd) });
}

static inline void pgd_clear(pgd_t *pgd)
{
	if (pgtable_l5_enabled)
		set_pgd(pgd, __pgd(0));
}

static inline p4d_t *p4d_offset(pgd_t *pgd, unsigned long address)
{
	p4d_t *table;

	if (!pgtable_l5_enabled)
		return (p4d_t *)pgd;
	table = __entry_vaddr(pgd_val(*pgd));
	return table + ((address >> P4D_SHIFT) & (PTRS_PER_P4D - 1));
}

#ifdef CONFIG_TRANSPARENT_HUGEPAGE
#define pmd_trans_huge(pmd)	((pmd_val(pmd) & _PAGE_LEAF) != 0)
#define pmd_mkhuge(pmd)		(pmd)
#define mk_pmd(page, prot) \
	__pmd((page_to_pfn(page) << _PAGE_PFN_SHIFT) | pgprot_val(prot))
#endif

#endif /* CONFIG_64BIT */

#endif /* !__ASSEMBLY__ */

#endif /* _ASM_RISCV_PGTABLE_H */
