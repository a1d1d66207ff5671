/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_LOONGARCH_PGTABLE_H
#define _ASM_LOONGARCH_PGTABLE_H

#include <asm/page.h>

#define PTRS_PER_PTE	(PAGE_SIZE / 8)
#define PTRS_PER_PMD	(PAGE_SIZE / 8)
#define PTRS_PER_PGD	(PAGE_SIZE / 8)
#define PMD_SHIFT	(PAGE_SHIFT + (PAGE_SHIFT - 3))
#define PGDIR_SHIFT	(PMD_SHIFT + (PAGE_SHIFT - 3))

#define TASK_SIZE		(_AC(1, UL) << 47)
#define USER_PTRS_PER_PGD	(TASK_SIZE / PGDIR_SIZE)

#define _PAGE_PRESENT	(1 << 7)
#define _PAGE_GLOBAL	(1 << 6)
#define _PAGE_HUGE	(1 << 6)

#ifndef __ASSEMBLY__

#include <asm-generic/pgtable-nopud.h>

/* A kernel's entry without a page still says that it is global. */
#define pte_none(pte)	(!(pte_val(pte) & ~(pteval_t)_PAGE_GLOBAL))

#include <asm-generic/pgtable-simple.h>

/* Empty entries point to tables of empty entries, down to the last level. */
extern pte_t invalid_pte_table[PTRS_PER_PTE];
extern pmd_t invalid_pmd_table[PTRS_PER_PMD];

#define pud_none(pud)		(pud_val(pud) == (unsigned long)invalid_pmd_table)
#define pud_bad(pud)		((pud_val(pud) & ~PAGE_MASK) != 0)
#define pud_present(pud)	(pud_val(pud) != (unsigned long)invalid_pmd_table)

static inline void pud_clear(pud_t *pudp)
{
	pud_val(*pudp) = (unsigned long)invalid_pmd_table;
}

#define pud_pgtable(pud)	((pmd_t *)pud_val(pud))

#define pmd_none(pmd)		(pmd_val(pmd) == (unsigned long)invalid_pte_table)
#define pmd_bad(pmd)		((pmd_val(pmd) & ~PAGE_MASK) != 0)

static inline int pmd_present(pmd_t pmd)
{
	if (pmd_val(pmd) & _PAGE_HUGE)
		return !!(pmd_val(pmd) & _PAGE_PRESENT);
	return pmd_val(pmd) != (unsigned long)invalid_pte_table;
}

static inline void set_pmd(pmd_t *pmdp, pmd_t pmd)
{
	WRITE_ONCE(*pmdp, pmd);
}

#define pmd_clear(pmdp)	set_pmd((pmdp), __pmd((unsigned long)invalid_pte_table))

#define pmd_page_vaddr(pmd)	pmd_val(pmd)
#define pmd_page(pmd)		virt_to_page((void *)pmd_val(pmd))

#endif /* !__ASSEMBLY__ */

#endif /* _ASM_LOONGARCH_PGTABLE_H */
