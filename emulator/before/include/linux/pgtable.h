/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_PGTABLE_H
#define __LINUX_PGTABLE_H

#include <linux/pfn.h>

#include <asm/pgtable.h>

#ifndef __ASSEMBLY__
#ifdef CONFIG_MMU

#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/mm_types.h>
#include <linux/page-flags.h>

#ifndef FIRST_USER_ADDRESS
#define FIRST_USER_ADDRESS	0UL
#endif

/* Where a walk over [addr, end) leaves the table it is in. */
#define __range_step(addr, end, size) ({				\
	unsigned long __edge = ((addr) + (size)) & ~((size) - 1);	\
	(__edge - 1 < (end) - 1) ? __edge : (end); })

#define pgd_addr_end(addr, end)	__range_step(addr, end, PGDIR_SIZE)
#ifndef p4d_addr_end
#define p4d_addr_end(addr, end)	__range_step(addr, end, P4D_SIZE)
#endif
#ifndef pud_addr_end
#define pud_addr_end(addr, end)	__range_step(addr, end, PUD_SIZE)
#endif
#ifndef pmd_addr_end
#define pmd_addr_end(addr, end)	__range_step(addr, end, PMD_SIZE)
#endif

static inline unsigned long pte_index(unsigned long address)
{
	return (address >> PAGE_SHIFT) & (PTRS_PER_PTE - 1);
}

#ifndef __PAGETABLE_PMD_FOLDED
static inline unsigned long pmd_index(unsigned long address)
{
	return (address >> PMD_SHIFT) & (PTRS_PER_PMD - 1);
}

static inline pmd_t *pmd_offset(pud_t *pud, unsigned long address)
{
	return pud_pgtable(*pud) + pmd_index(address);
}
#endif

#ifndef __PAGETABLE_PUD_FOLDED
static inline unsigned long pud_index(unsigned long address)
{
	return (address >> PUD_SHIFT) & (PTRS_PER_PUD - 1);
}

#ifndef pud_offset
static inline pud_t *pud_offset(p4d_t *p4d, unsigned long address)
{
	return p4d_pgtable(*p4d) + pud_index(address);
}
#endif
#endif

#ifndef pgd_index
#define pgd_index(a)	(((a) >> PGDIR_SHIFT) & (PTRS_PER_PGD - 1))
#endif

#ifndef pgd_offset_pgd
static inline pgd_t *pgd_offset_pgd(pgd_t *pgd, unsigned long address)
{
	return pgd + pgd_index(address);
}
#endif

#define pgd_offset(mm, address)	pgd_offset_pgd((mm)->pgd, (address))
#define pgd_offset_k(address)	pgd_offset(&init_mm, (address))

#ifndef pte_offset_kernel
static inline pte_t *pte_offset_kernel(pmd_t *pmd, unsigned long address)
{
	return (pte_t *)pmd_page_vaddr(*pmd) + pte_index(address);
}
#endif

#if defined(CONFIG_HIGHPTE)
#define __pte_map(pmd, address)						\
	((pte_t *)kmap_local_page(pmd_page(*(pmd))) + pte_index(address))
#define pte_unmap(pte)	kunmap_local(pte)
#else
#define __pte_map(pmd, address)	pte_offset_kernel(pmd, address)
#define pte_unmap(pte)	((void)(pte))
#endif

/* An entry that makes no sense is reported once and emptied. */
void pgd_clear_bad(pgd_t *pgd);
void p4d_clear_bad(p4d_t *p4d);
void pud_clear_bad(pud_t *pud);
void pmd_clear_bad(pmd_t *pmd);

static inline int pgd_none_or_clear_bad(pgd_t *pgd)
{
	if (pgd_none(*pgd))
		return 1;
	if (unlikely(pgd_bad(*pgd))) {
		pgd_clear_bad(pgd);
		return 1;
	}
	return 0;
}

static inline int p4d_none_or_clear_bad(p4d_t *p4d)
{
	if (p4d_none(*p4d))
		return 1;
	if (unlikely(p4d_bad(*p4d))) {
		p4d_clear_bad(p4d);
		return 1;
	}
	return 0;
}

static inline int pud_none_or_clear_bad(pud_t *pud)
{
	if (pud_none(*pud))
		return 1;
	if (unlikely(pud_bad(*pud))) {
		pud_clear_bad(pud);
		return 1;
	}
	return 0;
}

static inline int pmd_none_or_clear_bad(pmd_t *pmd)
{
	if (pmd_none(*pmd))
		return 1;
	if (unlikely(pmd_bad(*pmd))) {
		pmd_clear_bad(pmd);
		return 1;
	}
	return 0;
}

#ifndef set_pmd_at
#define set_pmd_at(mm, addr, pmdp, pmd)	set_pmd(pmdp, pmd)
#endif
#ifndef set_pte_at
#define set_pte_at(mm, addr, ptep, pte)	set_pte(ptep, pte)
#endif
#ifndef pte_clear
#define pte_clear(mm, addr, ptep)	set_pte_at(mm, addr, ptep, __pte(0))
#endif

#ifndef ptep_get
static inline pte_t ptep_get(pte_t *ptep)
{
	return READ_ONCE(*ptep);
}
#endif

static inline pte_t ptep_get_and_clear(struct mm_struct *mm, unsigned long addr,
				       pte_t *ptep)
{
	pte_t pte = ptep_get(ptep);

	pte_clear(mm, addr, ptep);
	return pte;
}

#ifdef CONFIG_TRANSPARENT_HUGEPAGE
/* Tables put aside in advance, so that splitting a huge page cannot fail. */
void pgtable_trans_huge_deposit(struct mm_struct *mm, pmd_t *pmdp,
				pgtable_t pgtable);
pgtable_t pgtable_trans_huge_withdraw(struct mm_struct *mm, pmd_t *pmdp);
#endif

#ifndef mm_p4d_folded
#define mm_p4d_folded(mm)	__is_defined(__PAGETABLE_P4D_FOLDED)
#endif
#ifndef mm_pud_folded
#define mm_pud_folded(mm)	__is_defined(__PAGETABLE_PUD_FOLDED)
#endif
#ifndef mm_pmd_folded
#define mm_pmd_folded(mm)	__is_defined(__PAGETABLE_PMD_FOLDED)
#endif

#endif /* CONFIG_MMU */
#endif /* !__ASSEMBLY__ */

#endif /* __LINUX_PGTABLE_H */
