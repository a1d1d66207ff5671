/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_MIPS_PGTABLE_H
#define _ASM_MIPS_PGTABLE_H

#include <asm/page.h>

/*
 * The TLB is loaded in software.  An entry of an upper level is the virtual
 * address of the next table, and an empty one points to a table of invalid
 * entries, so that the handler never has to test.
 */
#ifdef CONFIG_64BIT
#define PMD_TABLE_ORDER	0
/* Two pages of entries. */
#define PGD_TABLE_ORDER	1
#define PTRS_PER_PTE	(PAGE_SIZE / sizeof(pte_t))
#define PTRS_PER_PMD	((PAGE_SIZE << PMD_TABLE_ORDER) / sizeof(pmd_t))
#define PTRS_PER_PGD	((PAGE_SIZE << PGD_TABLE_ORDER) / sizeof(pgd_t))
#define PMD_SHIFT	(PAGE_SHIFT + (PAGE_SHIFT - 3))
#define PGDIR_SHIFT	(PMD_SHIFT + (PAGE_SHIFT + PMD_TABLE_ORDER - 3))
#define TASK_SIZE	(_AC(1, UL) << 40)
#else
/* 2G of user addresses need few entries, even with two pages for them. */
#define PTRS_PER_PTE	(PAGE_SIZE / sizeof(pte_t))
#define PGDIR_SHIFT	(2 * PAGE_SHIFT - 2)
#define PTRS_PER_PGD	(1UL << (32 - PGDIR_SHIFT))
#define PGD_TABLE_ORDER	0
#define TASK_SIZE	_AC(0x80000000, UL)
#endif

#define USER_PTRS_PER_PGD	(TASK_SIZE / PGDIR_SIZE)

#define _PAGE_PRESENT	(1 << 0)
#define _PAGE_GLOBAL	(1 << 5)

#ifndef __ASSEMBLY__

#if CONFIG_PGTABLE_LEVELS == 2
#include <asm-generic/pgtable-nopmd.h>
#else
#include <asm-generic/pgtable-nopud.h>
#endif

#include <asm-generic/pgtable-simple.h>

extern pte_t invalid_pte_table[PTRS_PER_PTE];

#define pmd_none(pmd)		(pmd_val(pmd) == (unsigned long)invalid_pte_table)
#define pmd_bad(pmd)		((pmd_val(pmd) & ~PAGE_MASK) != 0)
#define pmd_present(pmd)	(pmd_val(pmd) && !pmd_none(pmd))

static inline void set_pmd(pmd_t *pmdp, pmd_t pmd)
{
	WRITE_ONCE(*pmdp, pmd);
}

#define pmd_clear(pmdp)	set_pmd((pmdp), __pmd((unsigned long)invalid_pte_table))

#define pmd_page_vaddr(pmd)	pmd_val(pmd)
#define pmd_page(pmd)		virt_to_page((void *)pmd_val(pmd))

#ifndef __PAGETABLE_PMD_FOLDED
extern pmd_t invalid_pmd_table[PTRS_PER_PMD];

#define pud_none(pud)		(pud_val(pud) == (unsigned long)invalid_pmd_table)
#define pud_bad(pud)		((pud_val(pud) & ~PAGE_MASK) != 0)
#define pud_present(pud)	(pud_val(pud) != (unsigned long)invalid_pmd_table)

static inline void pud_clear(pud_t *pudp)
{
	WRITE_ONCE(*pudp, __pud((unsigned long)invalid_pmd_table));
}

#define pud_pgtable(pud)	((pmd_t *)pud_val(pud))
#endif

#endif /* !__ASSEMBLY__ */

#endif /* _ASM_MIPS_PGTABLE_H */
