/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_CSKY_PGTABLE_H
#define _ASM_CSKY_PGTABLE_H

#include <asm/page.h>

#define PGDIR_SHIFT	22
#define PTRS_PER_PTE	1024
#define PTRS_PER_PGD	1024
#define USER_PTRS_PER_PGD	(0x80000000UL / PGDIR_SIZE)
#define TASK_SIZE	_AC(0x7fff8000, UL)

#define _PAGE_PRESENT	(1 << 10)
#define _PAGE_GLOBAL	(1 << 0)

/* Not empty when it only says that it is the kernel's. */
#define pte_none(pte)	(!(pte_val(pte) & ~_PAGE_GLOBAL))

#ifndef __ASSEMBLY__

#include <asm-generic/pgtable-nopmd.h>
#include <asm-generic/pgtable-simple.h>

/*
 * The walker of this processor wants physical addresses.  An empty entry has
 * that of a table of empty entries.
 */
extern pte_t invalid_pte_table[PTRS_PER_PTE];

#define pmd_none(pmd)		(pmd_val(pmd) == __pa(invalid_pte_table))
#define pmd_bad(pmd)		((pmd_val(pmd) & ~PAGE_MASK) != 0)
#define pmd_present(pmd)	(pmd_val(pmd) != __pa(invalid_pte_table))

static inline void set_pmd(pmd_t *pmdp, pmd_t pmd)
{
	WRITE_ONCE(*pmdp, pmd);
}

#define pmd_clear(pmdp)		set_pmd((pmdp), __pmd(__pa(invalid_pte_table)))
#define pmd_page_vaddr(pmd)	((unsigned long)__va(pmd_val(pmd)))
#define pmd_page(pmd)		phys_to_page(pmd_val(pmd))

#endif /* !__ASSEMBLY__ */

#endif /* _ASM_CSKY_PGTABLE_H */
