/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_OPENRISC_PGTABLE_H
#define _ASM_OPENRISC_PGTABLE_H

#include <asm/page.h>

#define PGDIR_SHIFT	24
#define PTRS_PER_PTE	2048
#define PTRS_PER_PGD	256
#define TASK_SIZE	_AC(0x80000000, UL)
#define USER_PTRS_PER_PGD	(TASK_SIZE / PGDIR_SIZE)

#define _PAGE_PRESENT	0x400
#define _PAGE_ACCESSED	0x010
#define _PAGE_DIRTY	0x020
#define _KERNPG_TABLE	(_PAGE_PRESENT | _PAGE_ACCESSED | _PAGE_DIRTY)

#ifndef __ASSEMBLY__

#include <asm-generic/pgtable-nopmd.h>
#include <asm-generic/pgtable-simple.h>

#define pmd_none(pmd)		(!pmd_val(pmd))
#define pmd_present(pmd)	((pmd_val(pmd) & _PAGE_PRESENT) != 0)
#define pmd_bad(pmd)		((pmd_val(pmd) & (~PAGE_MASK)) != _KERNPG_TABLE)

static inline void set_pmd(pmd_t *pmdp, pmd_t pmd)
{
	WRITE_ONCE(*pmdp, pmd);
}

#define pmd_clear(pmdp)		set_pmd((pmdp), __pmd(0))
#define pmd_page_vaddr(pmd)	((unsigned long)__va(pmd_val(pmd) & PAGE_MASK))
#define pmd_page(pmd)		phys_to_page(pmd_val(pmd) & PAGE_MASK)

#endif /* !__ASSEMBLY__ */

#endif /* _ASM_OPENRISC_PGTABLE_H */
