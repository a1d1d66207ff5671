/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_HEXAGON_PGTABLE_H
#define _ASM_HEXAGON_PGTABLE_H

#include <asm/page.h>

#define PGDIR_SHIFT	22
#define PTRS_PER_PTE	1024
#define PTRS_PER_PGD	1024
#define TASK_SIZE	PAGE_OFFSET

/* The lowest bits of an entry are the size of what it maps. */
#define __HVM_PDE_S		(0x7 << 0)
#define __HVM_PDE_S_4KB		0
#define __HVM_PDE_S_INVALID	7
#define __HVM_PTE_R		(1 << 6)
#define _PAGE_PRESENT		(1 << 0)
#define _NULL_PTE		0

/* How much of the top is the kernel's. */
#define KERNEL_FIRST_PGD	(PAGE_OFFSET >> PGDIR_SHIFT)

#ifndef __ASSEMBLY__

#include <asm-generic/pgtable-nopmd.h>
#include <asm-generic/pgtable-simple.h>

#define pmd_none(pmd)		(pmd_val(pmd) == __HVM_PDE_S_INVALID || !pmd_val(pmd))
#define pmd_present(pmd)	(!pmd_none(pmd))
#define pmd_bad(pmd)		0

static inline void set_pmd(pmd_t *pmdp, pmd_t pmd)
{
	WRITE_ONCE(*pmdp, pmd);
}

#define pmd_clear(pmdp)		set_pmd((pmdp), __pmd(__HVM_PDE_S_INVALID))
#define pmd_page_vaddr(pmd)	((unsigned long)__va(pmd_val(pmd) & PAGE_MASK))
#define pmd_page(pmd)		phys_to_page(pmd_val(pmd) & PAGE_MASK)

#endif /* !__ASSEMBLY__ */

#endif /* _ASM_HEXAGON_PGTABLE_H */
