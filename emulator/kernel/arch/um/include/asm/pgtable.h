/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_UM_PGTABLE_H
#define _ASM_UM_PGTABLE_H

#include <asm/page.h>

/*
 * The tables of a kernel that is a process itself: no hardware walks them.
 * The host is told what to map when an entry says that it is new.
 */
#ifdef CONFIG_3_LEVEL_PGTABLES
#define PGDIR_SHIFT	30
#define PMD_SHIFT	21
#define PTRS_PER_PTE	512
#define PTRS_PER_PMD	512
#define PTRS_PER_PGD	512
#else
#define PGDIR_SHIFT	22
#define PTRS_PER_PTE	1024
#define PTRS_PER_PGD	1024
#endif

#define TASK_SIZE	(PTRS_PER_PGD * PGDIR_SIZE / 2)
#define USER_PTRS_PER_PGD	(PTRS_PER_PGD / 2)

#define _PAGE_PRESENT	0x001
#define _PAGE_NEWPAGE	0x002
#define _PAGE_RW	0x020
#define _PAGE_USER	0x040
#define _PAGE_ACCESSED	0x080
#define _PAGE_DIRTY	0x100
#define _PAGE_TABLE	(_PAGE_PRESENT | _PAGE_RW | _PAGE_USER | _PAGE_ACCESSED | _PAGE_DIRTY)
#define _KERNPG_TABLE	(_PAGE_PRESENT | _PAGE_RW | _PAGE_ACCESSED | _PAGE_DIRTY)

#ifndef __ASSEMBLY__

#ifdef CONFIG_3_LEVEL_PGTABLES
#include <asm-generic/pgtable-nopud.h>
#else
#include <asm-generic/pgtable-nopmd.h>
#endif

#define pte_none(pte)	(!(pte_val(pte) & ~_PAGE_NEWPAGE))
#define pte_clear(mm, addr, ptep)	set_pte((ptep), __pte(_PAGE_NEWPAGE))

#include <asm-generic/pgtable-simple.h>

#define pmd_none(pmd)		(!(pmd_val(pmd) & ~_PAGE_NEWPAGE))
#define pmd_present(pmd)	((pmd_val(pmd) & _PAGE_PRESENT) != 0)
#define pmd_bad(pmd) \
	((pmd_val(pmd) & (~PAGE_MASK & ~_PAGE_USER)) != _KERNPG_TABLE)

static inline void set_pmd(pmd_t *pmdp, pmd_t pmd)
{
	WRITE_ONCE(*pmdp, pmd);
}

#define pmd_clear(pmdp)		set_pmd((pmdp), __pmd(_PAGE_NEWPAGE))
#define pmd_page_vaddr(pmd)	((unsigned long)__va(pmd_val(pmd) & PAGE_MASK))
#define pmd_page(pmd)		phys_to_page(pmd_val(pmd) & PAGE_MASK)

#ifdef CONFIG_3_LEVEL_PGTABLES
#define pud_none(pud)		(!(pud_val(pud) & ~_PAGE_NEWPAGE))
#define pud_present(pud)	((pud_val(pud) & _PAGE_PRESENT) != 0)
#define pud_bad(pud) \
	((pud_val(pud) & (~PAGE_MASK & ~_PAGE_USER)) != _KERNPG_TABLE)
#define pud_populate(mm, pud, pmd)	set_pud(pud, __pud(_PAGE_TABLE + __pa(pmd)))

static inline void set_pud(pud_t *pudp, pud_t pud)
{
	WRITE_ONCE(*pudp, pud);
}

#define pud_clear(pudp)		set_pud((pudp), __pud(_PAGE_NEWPAGE))
#define pud_pgtable(pud)	((pmd_t *)__va(pud_val(pud) & PAGE_MASK))
#endif

#endif /* !__ASSEMBLY__ */

#endif /* _ASM_UM_PGTABLE_H */
