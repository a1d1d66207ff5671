/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_S390_TLB_H
#define _ASM_S390_TLB_H

/*
 * What is queued is the address of a table, with two bits below it that say
 * which tables of the page are meant: 0 for a table of the upper levels.
 */
void __tlb_remove_table(void *_table);

#define pte_free_tlb pte_free_tlb
#define pmd_free_tlb pmd_free_tlb
#define pud_free_tlb pud_free_tlb
#define p4d_free_tlb p4d_free_tlb

#include <asm/pgalloc.h>
#include <asm/tlbflush.h>
#include <asm-generic/tlb.h>

static inline void pte_free_tlb(struct mmu_gather *tlb, pgtable_t pte,
				unsigned long address)
{
	__tlb_adjust_range(tlb, address, PAGE_SIZE);
	tlb->freed_tables = 1;
	tlb->cleared_pmds = 1;
	page_table_free_rcu(tlb, (unsigned long *)pte, address);
}

/* A level that the process does not have has no table to free. */
static inline void pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd,
				unsigned long address)
{
	if (mm_pmd_folded(tlb->mm))
		return;
	pgtable_pmd_page_dtor(virt_to_page(pmd));
	__tlb_adjust_range(tlb, address, PAGE_SIZE);
	tlb->freed_tables = 1;
	tlb->cleared_puds = 1;
	tlb_remove_table(tlb, pmd);
}

static inline void p4d_free_tlb(struct mmu_gather *tlb, p4d_t *p4d,
				unsigned long address)
{
	if (mm_p4d_folded(tlb->mm))
		return;
	__tlb_adjust_range(tlb, address, PAGE_SIZE);
	tlb->freed_tables = 1;
	tlb_remove_table(tlb, p4d);
}

static inline void pud_free_tlb(struct mmu_gather *tlb, pud_t *pud,
				unsigned long address)
{
	if (mm_pud_folded(tlb->mm))
		return;
	tlb->freed_tables = 1;
	tlb->cleared_p4ds = 1;
	tlb_remove_table(tlb, pud);
}

#endif /* _ASM_S390_TLB_H */
