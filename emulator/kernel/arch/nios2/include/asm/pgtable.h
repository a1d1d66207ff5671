/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_NIOS2_PGTABLE_H
#define _ASM_NIOS2_PGTABLE_H

#include <asm/page.h>

#define PGDIR_SHIFT	22
#define PTRS_PER_PTE	1024
#define PTRS_PER_PGD	1024
#define TASK_SIZE	_AC(0x7fff0000, UL)
#define USER_PTRS_PER_PGD	(TASK_SIZE / PGDIR_SIZE)

#define _PAGE_GLOBAL	(1 << 20)
#define _PAGE_PRESENT	(1 << 25)
#define PFN_PTE_SHIFT	0

#define pte_none(pte)	(!(pte_val(pte) & ~(_PAGE_GLOBAL | 0xf)))
#define pte_pfn(pte)	(pte_val(pte) & 0xfffff)

#ifndef __ASSEMBLY__

#include <asm-generic/pgtable-nopmd.h>
#include <asm-generic/pgtable-simple.h>

/* Entries of the top are virtual addresses: the TLB is loaded in software. */
extern pte_t invalid_pte_table[PTRS_PER_PTE];

#define pmd_none(pmd) \
	(pmd_val(pmd) == (unsigned long)invalid_pte_table || pmd_val(pmd) == 0UL)
#define pmd_present(pmd)	(!pmd_none(pmd))
#define pmd_bad(pmd)		((pmd_val(pmd) & ~PAGE_MASK) != 0)

static inline void set_pmd(pmd_t *pmdp, pmd_t pmd)
{
	WRITE_ONCE(*pmdp, pmd);
}

#define pmd_clear(pmdp)	set_pmd((pmdp), __pmd((unsigned long)invalid_pte_table))
#define pmd_page_vaddr(pmd)	pmd_val(pmd)
#define pmd_page(pmd)		virt_to_page((void *)pmd_val(pmd))

#endif /* !__ASSEMBLY__ */

#endif /* _ASM_NIOS2_PGTABLE_H */
