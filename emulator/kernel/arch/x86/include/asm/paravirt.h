/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_X86_PARAVIRT_H
#define _ASM_X86_PARAVIRT_H

#include <linux/mm_types.h>

struct mmu_gather;

/*
 * A hypervisor may want to know which frames hold page tables, and it may
 * want them freed in its own way.
 */
#ifdef CONFIG_PARAVIRT_XXL

struct pv_mmu_ops {
	int (*pgd_alloc)(struct mm_struct *mm);
	void (*pgd_free)(struct mm_struct *mm, pgd_t *pgd);
	void (*alloc_pte)(struct mm_struct *mm, unsigned long pfn);
	void (*alloc_pmd)(struct mm_struct *mm, unsigned long pfn);
	void (*alloc_pud)(struct mm_struct *mm, unsigned long pfn);
	void (*alloc_p4d)(struct mm_struct *mm, unsigned long pfn);
	void (*release_pte)(unsigned long pfn);
	void (*release_pmd)(unsigned long pfn);
	void (*release_pud)(unsigned long pfn);
	void (*release_p4d)(unsigned long pfn);
	void (*tlb_remove_table)(struct mmu_gather *tlb, void *table);
};

extern struct pv_mmu_ops pv_mmu_ops;

#define __PV_LEVEL(level)						\
static inline void paravirt_alloc_##level(struct mm_struct *mm, unsigned long pfn) \
{									\
	pv_mmu_ops.alloc_##level(mm, pfn);				\
}									\
static inline void paravirt_release_##level(unsigned long pfn)		\
{									\
	pv_mmu_ops.release_##level(pfn);				\
}

static inline int paravirt_pgd_alloc(struct mm_struct *mm)
{
	return pv_mmu_ops.pgd_alloc(mm);
}

static inline void paravirt_pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	pv_mmu_ops.pgd_free(mm, pgd);
}

static inline void paravirt_tlb_remove_table(struct mmu_gather *tlb, void *table)
{
	pv_mmu_ops.tlb_remove_table(tlb, table);
}

#else

#define __PV_LEVEL(level)						\
static inline void paravirt_alloc_##level(struct mm_struct *mm, unsigned long pfn) \
{									\
}									\
static inline void paravirt_release_##level(unsigned long pfn)		\
{									\
}

static inline int paravirt_pgd_alloc(struct mm_struct *mm)
{
	return 0;
}

static inline void paravirt_pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
}

#endif /* CONFIG_PARAVIRT_XXL */

__PV_LEVEL(pte)
__PV_LEVEL(pmd)
__PV_LEVEL(pud)
__PV_LEVEL(p4d)
#undef __PV_LEVEL

#endif /* _ASM_X86_PARAVIRT_H */
