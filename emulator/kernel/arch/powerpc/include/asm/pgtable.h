/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_POWERPC_PGTABLE_H
#define _ASM_POWERPC_PGTABLE_H

#include <asm/page.h>

#ifndef __ASSEMBLY__

/*
 * The sizes of all levels depend on the kind of translation, so they are
 * variables, set once at boot.
 */
extern unsigned long __pte_index_size;
extern unsigned long __pmd_index_size;
extern unsigned long __pud_index_size;
extern unsigned long __pgd_index_size;
extern unsigned long __pte_frag_nr;
extern unsigned long __pte_frag_size_shift;
extern unsigned long __pmd_frag_nr;
extern unsigned long __pmd_frag_size_shift;

#define PTE_INDEX_SIZE	__pte_index_size
#define PMD_INDEX_SIZE	__pmd_index_size
#define PUD_INDEX_SIZE	__pud_index_size
#define PGD_INDEX_SIZE	__pgd_index_size

#define PTRS_PER_PTE	(1 << PTE_INDEX_SIZE)
#define PTRS_PER_PMD	(1 << PMD_INDEX_SIZE)
#define PTRS_PER_PUD	(1 << PUD_INDEX_SIZE)
#define PTRS_PER_PGD	(1 << PGD_INDEX_SIZE)
#define MAX_PTRS_PER_PGD (1 << 13)

#define PTE_FRAG_NR		__pte_frag_nr
#define PTE_FRAG_SIZE_SHIFT	__pte_frag_size_shift
#define PTE_FRAG_SIZE		(1UL << PTE_FRAG_SIZE_SHIFT)
#define PMD_FRAG_NR		__pmd_frag_nr
#define PMD_FRAG_SIZE_SHIFT	__pmd_frag_size_shift
#define PMD_FRAG_SIZE		(1UL << PMD_FRAG_SIZE_SHIFT)

#define PMD_SHIFT	(PAGE_SHIFT + PTE_INDEX_SIZE)
#define PUD_SHIFT	(PMD_SHIFT + PMD_INDEX_SIZE)
#define PGDIR_SHIFT	(PUD_SHIFT + PUD_INDEX_SIZE)

#define TASK_SIZE	(_AC(1, UL) << 49)

#include <asm-generic/pgtable-nop4d.h>

/* Radix hardware knows these; the hash code uses the same layout. */
#define _PAGE_PRESENT	0x8000000000000000UL
#define _PAGE_PTE	0x4000000000000000UL
#define _PAGE_VALID_TABLE _PAGE_PRESENT
#define _PAGE_THP_HUGE	0x0800000000000000UL
#define PTE_RPN_MASK	(((1UL << 53) - 1) & PAGE_MASK)

#define pte_pfn(pte)	((pte_val(pte) & PTE_RPN_MASK) >> PAGE_SHIFT)

#include <asm-generic/pgtable-simple.h>

/* Bits of an entry that are not part of the table's address. */
#define PMD_MASKED_BITS	0xc0000000000000ffUL
#define PUD_MASKED_BITS	0xc0000000000000ffUL
#define P4D_MASKED_BITS	0xc0000000000000ffUL

#define pmd_none(pmd)		(!pmd_val(pmd))
#define pmd_present(pmd)	(!pmd_none(pmd))
#define pmd_bad(pmd)		((pmd_val(pmd) & _PAGE_PTE) != 0)
#define pud_none(pud)		(!pud_val(pud))
#define pud_present(pud)	(!pud_none(pud))
#define pud_bad(pud)		((pud_val(pud) & _PAGE_PTE) != 0)
#define p4d_none(p4d)		(!p4d_val(p4d))
#define p4d_present(p4d)	(!p4d_none(p4d))
#define p4d_bad(p4d)		((p4d_val(p4d) & _PAGE_PTE) != 0)

static inline void set_pmd(pmd_t *pmdp, pmd_t pmd)
{
	WRITE_ONCE(*pmdp, pmd);
}

static inline void set_pud(pud_t *pudp, pud_t pud)
{
	WRITE_ONCE(*pudp, pud);
}

static inline void set_p4d(p4d_t *p4dp, p4d_t p4d)
{
	WRITE_ONCE(*p4dp, p4d);
}

#define pmd_clear(pmdp)	set_pmd((pmdp), __pmd(0))
#define pud_clear(pudp)	set_pud((pudp), __pud(0))
#define p4d_clear(p4dp)	set_p4d((p4dp), __p4d(0))

#define pmd_page_vaddr(pmd)	((unsigned long)__va(pmd_val(pmd) & ~PMD_MASKED_BITS))

/* Either the page of a table, or the first page of a huge one. */
static inline struct page *pmd_page(pmd_t pmd)
{
	if (pmd_val(pmd) & _PAGE_PTE)
		return phys_to_page(pmd_val(pmd) & PTE_RPN_MASK);
	return phys_to_page(pmd_val(pmd) & ~PMD_MASKED_BITS);
}

#define pud_pgtable(pud)	((pmd_t *)__va(pud_val(pud) & ~PUD_MASKED_BITS))
#define p4d_pgtable(p4d)	((pud_t *)__va(p4d_val(p4d) & ~P4D_MASKED_BITS))

#define __HAVE_ARCH_PGTABLE_DEPOSIT
#define __HAVE_ARCH_PGTABLE_WITHDRAW

#ifdef CONFIG_TRANSPARENT_HUGEPAGE
#define pmd_trans_huge(pmd)	((pmd_val(pmd) & _PAGE_PTE) != 0)
#define pmd_mkhuge(pmd)		__pmd(pmd_val(pmd) | _PAGE_PTE | _PAGE_THP_HUGE)
#define mk_pmd(page, prot)	__pmd(page_to_phys(page) | pgprot_val(prot))
#endif

#endif /* !__ASSEMBLY__ */

#endif /* _ASM_POWERPC_PGTABLE_H */
