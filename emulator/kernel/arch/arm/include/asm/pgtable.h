/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_ARM_PGTABLE_H
#define _ASM_ARM_PGTABLE_H

#include <asm/page.h>

#define TASK_SIZE	(PAGE_OFFSET - _AC(0x01000000, UL))

#ifndef __ASSEMBLY__

#include <linux/compiler.h>

#ifdef CONFIG_ARM_LPAE

#define PTRS_PER_PTE	512
#define PTRS_PER_PMD	512
#define PTRS_PER_PGD	4
#define PGDIR_SHIFT	30
#define PMD_SHIFT	21

#include <asm-generic/pgtable-nopud.h>

#define PMD_TYPE_TABLE	(_AT(pteval_t, 3) << 0)
#define PTE_HWTABLE_OFF	0
#define _PAGE_PRESENT	(_AT(pteval_t, 1) << 0)
#define PTE_ADDR_MASK	((((u64)1 << 40) - 1) & ~(u64)(PAGE_SIZE - 1))

#define pte_pfn(pte)	((unsigned long)((pte_val(pte) & PTE_ADDR_MASK) >> PAGE_SHIFT))

#else

/*
 * The hardware has 4096 entries of 1 MB in the first level and 256 in the
 * second, and no accessed or dirty bits.  So one page holds two hardware
 * tables and, in front of them, the entries as Linux wants them; and one
 * entry of the pgd stands for two of the hardware's.
 *
 *	page of a table:  [ Linux 0 | Linux 1 | hardware 0 | hardware 1 ]
 */
#define PTRS_PER_PTE	512
#define PTRS_PER_PMD	1
#define PTRS_PER_PGD	2048
#define PTE_HWTABLE_PTRS	(PTRS_PER_PTE)
#define PTE_HWTABLE_OFF		(PTE_HWTABLE_PTRS * sizeof(pte_t))
#define PTE_HWTABLE_SIZE	(PTRS_PER_PTE * sizeof(u32))

#define PGDIR_SHIFT	21
#define PMD_SHIFT	21

#define __PAGETABLE_PMD_FOLDED 1
#include <asm-generic/pgtable-nopud.h>

#define PMD_SIZE	(1UL << PMD_SHIFT)
#define PMD_MASK	(~(PMD_SIZE - 1))

#define PMD_TYPE_TABLE	1
#define _PAGE_PRESENT	(1 << 0)

#endif /* CONFIG_ARM_LPAE */

#include <asm-generic/pgtable-simple.h>
#include <asm/cacheflush.h>

#define pmd_none(pmd)		(!pmd_val(pmd))
#define pmd_present(pmd)	(pmd_val(pmd) != 0)

#ifdef CONFIG_ARM_LPAE

#define pmd_bad(pmd)		((pmd_val(pmd) & 3) != 3)
#define PMD_TABLE_MASK		PTE_ADDR_MASK

static inline void set_pmd(pmd_t *pmdp, pmd_t pmd)
{
	WRITE_ONCE(*pmdp, pmd);
	flush_pmd_entry(pmdp);
}

#define pmd_clear(pmdp)		set_pmd((pmdp), __pmd(0))

#define pud_none(pud)		(!pud_val(pud))
#define pud_present(pud)	((pud_val(pud) & 3) == 3)
#define pud_bad(pud)		((pud_val(pud) & 3) != 3)

static inline void set_pud(pud_t *pudp, pud_t pud)
{
	WRITE_ONCE(*pudp, pud);
	flush_pmd_entry(pudp);
}

#define pud_clear(pudp)		set_pud((pudp), __pud(0))
#define pud_pgtable(pud)	((pmd_t *)__va((phys_addr_t)(pud_val(pud) & PTE_ADDR_MASK)))

#else

#define pmd_bad(pmd)		((pmd_val(pmd) & 2) != 0)
#define PMD_TABLE_MASK		PAGE_MASK

#define pud_none(pud)		0
#define pud_present(pud)	1
#define pud_bad(pud)		0
#define pud_clear(pudp)		do { } while (0)
#define pud_populate(mm, pud, pmd)	BUG()

static inline void pmd_clear(pmd_t *pmdp)
{
	pmdp[0] = __pmd(0);
	pmdp[1] = __pmd(0);
	flush_pmd_entry(pmdp);
}

static inline pmd_t *pmd_offset(pud_t *pud, unsigned long addr)
{
	return (pmd_t *)pud;
}

#define pmd_addr_end(addr, end)	(end)

#endif /* CONFIG_ARM_LPAE */

#define pmd_page(pmd)		phys_to_page((phys_addr_t)(pmd_val(pmd) & PMD_TABLE_MASK))
#define pmd_page_vaddr(pmd) \
	((unsigned long)__va((phys_addr_t)(pmd_val(pmd) & PMD_TABLE_MASK)))

#endif /* !__ASSEMBLY__ */

#endif /* _ASM_ARM_PGTABLE_H */
