/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_M68K_PGTABLE_H
#define _ASM_M68K_PGTABLE_H

#include <asm/page.h>

#if defined(CONFIG_SUN3)
#define PGDIR_SHIFT	17
#define PTRS_PER_PTE	16
#define PTRS_PER_PGD	2048
#elif defined(CONFIG_COLDFIRE)
#define PGDIR_SHIFT	22
#define PTRS_PER_PTE	512
#define PTRS_PER_PGD	1024
#else
#define PMD_SHIFT	18
#define PGDIR_SHIFT	25
#define PTRS_PER_PTE	64
#define PTRS_PER_PMD	128
#define PTRS_PER_PGD	128
#endif

#define TASK_SIZE	_AC(0xF0000000, UL)

#ifndef __ASSEMBLY__

#include <linux/compiler.h>

#ifdef CONFIG_MMU_MOTOROLA
#include <asm-generic/pgtable-nopud.h>
#else
#include <asm-generic/pgtable-nopmd.h>
#endif

#if defined(CONFIG_SUN3)
#define _PAGE_PRESENT	0x80000000
#define _PAGE_TABLE	0x00000000
#define pte_pfn(pte)	(pte_val(pte) & 0x0007ffff)
#define pfn_pte(pfn, prot)	__pte((pfn) | pgprot_val(prot))
#elif defined(CONFIG_COLDFIRE)
#define _PAGE_PRESENT	0x00000001
#define _PAGE_TABLE	0x00000000
#else
#define _PAGE_PRESENT	0x001
#define _PAGE_ACCESSED	0x008
#define _PAGE_TABLE	0x002	/* A short descriptor */
#define _DESCTYPE_MASK	0x003
/* Tables are 256 or 512 bytes, aligned to that. */
#define _TABLE_MASK	0xfffffe00
#endif

#include <asm-generic/pgtable-simple.h>

#define pmd_none(pmd)		(!pmd_val(pmd))

static inline void set_pmd(pmd_t *pmdp, pmd_t pmd)
{
	WRITE_ONCE(*pmdp, pmd);
}

#define pmd_clear(pmdp)		set_pmd((pmdp), __pmd(0))

#ifdef CONFIG_MMU_MOTOROLA

#define pmd_present(pmd)	((pmd_val(pmd) & _PAGE_TABLE) != 0)
#define pmd_bad(pmd)		((pmd_val(pmd) & _DESCTYPE_MASK) != _PAGE_TABLE)
#define pmd_page_vaddr(pmd)	((unsigned long)__va(pmd_val(pmd) & 0xffffff00))
#define pmd_page(pmd)		virt_to_page((void *)pmd_page_vaddr(pmd))

#define pud_none(pud)		(!pud_val(pud))
#define pud_present(pud)	((pud_val(pud) & _PAGE_TABLE) != 0)
#define pud_bad(pud)		((pud_val(pud) & _DESCTYPE_MASK) != _PAGE_TABLE)

static inline void set_pud(pud_t *pudp, pud_t pud)
{
	WRITE_ONCE(*pudp, pud);
}

#define pud_clear(pudp)		set_pud((pudp), __pud(0))
#define pud_pgtable(pud)	((pmd_t *)__va(pud_val(pud) & _TABLE_MASK))

#else

#define pmd_present(pmd)	(!pmd_none(pmd))
#define pmd_bad(pmd)		((pmd_val(pmd) & ~PAGE_MASK) != _PAGE_TABLE)
#define pmd_page_vaddr(pmd)	((unsigned long)__va(pmd_val(pmd) & PAGE_MASK))
#define pmd_page(pmd)		virt_to_page((void *)pmd_page_vaddr(pmd))

#endif /* CONFIG_MMU_MOTOROLA */

#endif /* !__ASSEMBLY__ */

#endif /* _ASM_M68K_PGTABLE_H */
