/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __ASM_GENERIC_PGTABLE_SIMPLE_H
#define __ASM_GENERIC_PGTABLE_SIMPLE_H

/*
 * Entries that map a page, where they are one word: the frame number above
 * PFN_PTE_SHIFT, flags below.  The includer has defined _PAGE_PRESENT.
 */
#include <linux/compiler.h>

struct mm_struct;

#ifndef PFN_PTE_SHIFT
#define PFN_PTE_SHIFT PAGE_SHIFT
#endif

static inline void set_pte(pte_t *ptep, pte_t pte)
{
	WRITE_ONCE(*ptep, pte);
}

#ifndef pte_none
#define pte_none(pte)		(!pte_val(pte))
#endif
#ifndef pte_present
#define pte_present(pte)	((pte_val(pte) & _PAGE_PRESENT) != 0)
#endif

#ifndef pte_pfn
#define pte_pfn(pte)		((unsigned long)(pte_val(pte) >> PFN_PTE_SHIFT))
#endif
#ifndef pfn_pte
#define pfn_pte(pfn, prot) \
	__pte(((pteval_t)(pfn) << PFN_PTE_SHIFT) | pgprot_val(prot))
#endif

#define pte_page(pte)		pfn_to_page(pte_pfn(pte))
#define mk_pte(page, prot)	pfn_pte(page_to_pfn(page), (prot))

#ifndef MAX_PTRS_PER_PGD
#define MAX_PTRS_PER_PGD PTRS_PER_PGD
#endif

extern pgd_t swapper_pg_dir[MAX_PTRS_PER_PGD];

#define PGDIR_SIZE	(1UL << PGDIR_SHIFT)
#define PGDIR_MASK	(~(PGDIR_SIZE - 1))
#ifndef __PAGETABLE_PMD_FOLDED
#define PMD_SIZE	(1UL << PMD_SHIFT)
#define PMD_MASK	(~(PMD_SIZE - 1))
#endif
#ifndef __PAGETABLE_PUD_FOLDED
#define PUD_SIZE	(1UL << PUD_SHIFT)
#define PUD_MASK	(~(PUD_SIZE - 1))
#endif
#ifndef __PAGETABLE_P4D_FOLDED
#define P4D_SIZE	(1UL << P4D_SHIFT)
#define P4D_MASK	(~(P4D_SIZE - 1))
#endif

#endif /* __ASM_GENERIC_PGTABLE_SIMPLE_H */
