/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __ASM_GENERIC_PGTABLE_NOPMD_H
#define __ASM_GENERIC_PGTABLE_NOPMD_H

#ifndef __ASSEMBLY__

#include <asm-generic/pgtable-nopud.h>

#define __PAGETABLE_PMD_FOLDED 1

/*
 * With two levels the pgd entry points straight to a pte table.
 */
typedef struct { pud_t pud; } pmd_t;

#define PMD_SHIFT	PUD_SHIFT
#define PTRS_PER_PMD	1
#define PMD_SIZE	(1UL << PMD_SHIFT)
#define PMD_MASK	(~(PMD_SIZE - 1))

/* The upper entry is always there: the questions go one level down. */
static inline int pud_none(pud_t pud)
{
	return 0;
}

static inline int pud_bad(pud_t pud)
{
	return 0;
}

static inline int pud_present(pud_t pud)
{
	return 1;
}

static inline void pud_clear(pud_t *pud)
{
}

#define pud_populate(mm, pud, pmd)	do { } while (0)

static inline pmd_t *pmd_offset(pud_t *pud, unsigned long address)
{
	return (pmd_t *)pud;
}

#define pmd_val(x)	(pud_val((x).pud))
#define __pmd(x)	((pmd_t) { __pud(x) })

#define pud_page(pud)	(pmd_page((pmd_t) { pud }))
#define pud_pgtable(pud)	((pmd_t *)(pmd_page_vaddr((pmd_t) { pud })))

/* There is nothing to allocate, and so nothing to free. */
#define pmd_alloc_one(mm, address)	NULL
#define pmd_free(mm, x)			do { (void)(mm); (void)(x); } while (0)
#define pmd_free_tlb(tlb, x, a)		do { (void)(tlb); (void)(x); } while (0)
#define __pmd_free_tlb(tlb, x, a)	do { (void)(tlb); (void)(x); } while (0)

#define pmd_addr_end(addr, end)	(end)

#endif /* !__ASSEMBLY__ */

#endif /* __ASM_GENERIC_PGTABLE_NOPMD_H */
