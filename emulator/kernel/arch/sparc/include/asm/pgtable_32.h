/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_SPARC_PGTABLE_32_H
#define _ASM_SPARC_PGTABLE_32_H

#include <asm/page.h>

/* The reference MMU: a context has 256, 64 and 64 entries below it. */
#define PGDIR_SHIFT	24
#define PMD_SHIFT	18
#define PTRS_PER_PTE	64
#define PTRS_PER_PMD	64
#define PTRS_PER_PGD	256

#define SRMMU_PTE_TABLE_SIZE	(PTRS_PER_PTE * 4)
#define SRMMU_PMD_TABLE_SIZE	(PTRS_PER_PMD * 4)
#define SRMMU_PGD_TABLE_SIZE	(PTRS_PER_PGD * 4)

#define TASK_SIZE	PAGE_OFFSET

/* What an entry is: a pointer to a table, or the last one. */
#define SRMMU_ET_MASK	0x3
#define SRMMU_ET_PTD	0x1
#define SRMMU_ET_PTE	0x2
#define SRMMU_PTD_PMASK	0xfffffff0
#define _PAGE_PRESENT	SRMMU_ET_PTE

/* A frame's address is shifted, for 36 bits of it to fit. */
#define PFN_PTE_SHIFT	(PAGE_SHIFT - 4)

#ifndef __ASSEMBLY__

#include <asm-generic/pgtable-nopud.h>
#include <asm-generic/pgtable-simple.h>

#define pmd_none(pmd)		(!pmd_val(pmd))
#define pmd_present(pmd)	((pmd_val(pmd) & SRMMU_ET_MASK) == SRMMU_ET_PTD)
#define pmd_bad(pmd)		((pmd_val(pmd) & SRMMU_ET_MASK) != SRMMU_ET_PTD)
#define pud_none(pud)		(!(pud_val(pud) & 0xFFFFFFF))
#define pud_present(pud)	((pud_val(pud) & SRMMU_ET_MASK) == SRMMU_ET_PTD)
#define pud_bad(pud)		((pud_val(pud) & SRMMU_ET_MASK) != SRMMU_ET_PTD)

static inline void set_pmd(pmd_t *pmdp, pmd_t pmd)
{
	WRITE_ONCE(*pmdp, pmd);
}

static inline void set_pud(pud_t *pudp, pud_t pud)
{
	WRITE_ONCE(*pudp, pud);
}

#define pmd_clear(pmdp)		set_pmd((pmdp), __pmd(0))
#define pud_clear(pudp)		set_pud((pudp), __pud(0))

/* Where the pool of tables is mapped, and from where it was taken. */
unsigned long __nocache_pa(unsigned long vaddr);
void *__nocache_va(unsigned long paddr);

static inline unsigned long pmd_page_vaddr(pmd_t pmd)
{
	return (unsigned long)__nocache_va((pmd_val(pmd) & SRMMU_PTD_PMASK) << 4);
}

#define pmd_page(pmd)		pfn_to_page(((pmd_val(pmd) & SRMMU_PTD_PMASK) << 4) >> PAGE_SHIFT)
#define pud_pgtable(pud)	((pmd_t *)__nocache_va((pud_val(pud) & SRMMU_PTD_PMASK) << 4))

#endif /* !__ASSEMBLY__ */

#endif /* _ASM_SPARC_PGTABLE_32_H */
