/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_SH_PGTABLE_H
#define _ASM_SH_PGTABLE_H

#include <asm/page.h>

#define PGDIR_SHIFT	22
#define PTRS_PER_PTE	1024
#define PTRS_PER_PGD	1024
#define TASK_SIZE	_AC(0x7c000000, UL)
#define USER_PTRS_PER_PGD	(TASK_SIZE / PGDIR_SIZE)
#define PTE_MAGNITUDE	2

#define _PAGE_PRESENT	0x100

#ifndef __ASSEMBLY__

#include <asm-generic/pgtable-nopmd.h>
#include <asm-generic/pgtable-simple.h>

/* The entries of the top are virtual addresses. */
#define pmd_none(pmd)		(!pmd_val(pmd))
#define pmd_present(pmd)	(pmd_val(pmd) != 0)
#define pmd_bad(pmd)		((pmd_val(pmd) & ~PAGE_MASK) != 0)

static inline void set_pmd(pmd_t *pmdp, pmd_t pmd)
{
	WRITE_ONCE(*pmdp, pmd);
}

#define pmd_clear(pmdp)		set_pmd((pmdp), __pmd(0))
#define pmd_page_vaddr(pmd)	pmd_val(pmd)
#define pmd_page(pmd)		virt_to_page((void *)pmd_val(pmd))

#endif /* !__ASSEMBLY__ */

#endif /* _ASM_SH_PGTABLE_H */
