/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_SPARC64_PGTABLE_H
#define _ASM_SPARC64_PGTABLE_H

#include <asm/page.h>

/*
 * Four levels of 1024 entries.  A pmd entry covers 8M, and a huge page of
 * that size is two of the hardware's.
 */
#define __TABLE_BITS	(PAGE_SHIFT - 3)
#define PTRS_PER_PTE	(1UL << __TABLE_BITS)
#define PTRS_PER_PMD	(1UL << __TABLE_BITS)
#define PTRS_PER_PUD	(1UL << __TABLE_BITS)
#define PTRS_PER_PGD	(1UL << __TABLE_BITS)
#define PMD_SHIFT	(PAGE_SHIFT + __TABLE_BITS)
#define PUD_SHIFT	(PMD_SHIFT + __TABLE_BITS)
#define PGDIR_SHIFT	(PUD_SHIFT + __TABLE_BITS)

#define TASK_SIZE	_AC(0xfff8000000000000, UL)

#define _PAGE_VALID	_AC(0x8000000000000000, UL)
#define _PAGE_PMD_HUGE	_AC(0x0100000000000000, UL)
#define _PAGE_PRESENT	_PAGE_VALID
#define _PAGE_PADDR	(((1UL << 53) - 1) & PAGE_MASK)

#ifndef __ASSEMBLY__

#include <asm-generic/pgtable-nop4d.h>

#define pte_pfn(pte)	((pte_val(pte) & _PAGE_PADDR) >> PAGE_SHIFT)

#include <asm-generic/pgtable-simple.h>

/* The upper levels hold plain physical addresses. */
#define pmd_none(pmd)		(!pmd_val(pmd))
#define pmd_present(pmd)	(pmd_val(pmd) != 0UL)
#define pmd_bad(pmd)		((pmd_val(pmd) & ~PAGE_MASK) != 0)
#define pud_none(pud)		(!pud_val(pud))
#define pud_present(pud)	(pud_val(pud) != 0UL)
#define pud_bad(pud)		((pud_val(pud) & ~PAGE_MASK) != 0)
#define p4d_none(p4d)		(!p4d_val(p4d))
#define p4d_present(p4d)	(p4d_val(p4d) != 0UL)
#define p4d_bad(p4d)		((p4d_val(p4d) & ~PAGE_MASK) != 0)

#define set_pmd(pmdp, val)	WRITE_ONCE(*(pmdp), val)
#define pmd_clear(pmdp)		set_pmd((pmdp), __pmd(0UL))
#define pud_clear(pudp)		(pud_val(*(pudp)) = 0UL)
#define p4d_clear(p4dp)		(p4d_val(*(p4dp)) = 0UL)

#define pmd_page_vaddr(pmd)	((unsigned long)__va(pmd_val(pmd) & _PAGE_PADDR))
#define pmd_page(pmd)		phys_to_page(pmd_val(pmd) & _PAGE_PADDR)
#define pud_pgtable(pud)	((pmd_t *)__va(pud_val(pud)))
#define p4d_pgtable(p4d)	((pud_t *)__va(p4d_val(p4d)))

#define pmd_set(mm, pmdp, ptep)	set_pmd((pmdp), __pmd(__pa(ptep)))
#define pud_set(pudp, pmdp)	(pud_val(*(pudp)) = __pa(pmdp))
#define p4d_set(p4dp, pudp)	(p4d_val(*(p4dp)) = __pa(pudp))

#define __HAVE_ARCH_PGTABLE_DEPOSIT
#define __HAVE_ARCH_PGTABLE_WITHDRAW

#ifdef CONFIG_TRANSPARENT_HUGEPAGE
#define pmd_trans_huge(pmd)	((pmd_val(pmd) & _PAGE_PMD_HUGE) != 0)
#define pmd_mkhuge(pmd)		__pmd(pmd_val(pmd) | _PAGE_PMD_HUGE)
#define mk_pmd(page, prot)	__pmd(page_to_phys(page) | pgprot_val(prot))
#endif

#endif /* !__ASSEMBLY__ */

#endif /* _ASM_SPARC64_PGTABLE_H */
