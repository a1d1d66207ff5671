/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __ASM_GENERIC_PAGE_SIMPLE_H
#define __ASM_GENERIC_PAGE_SIMPLE_H

/*
 * What asm/page.h is made of where an architecture has nothing to add: entry
 * types that wrap one word, and memory that is mapped at a fixed distance.
 * The includer defines PAGE_SHIFT and PAGE_OFFSET first.
 */
#include <linux/const.h>

#define PAGE_SIZE	(_AC(1, UL) << PAGE_SHIFT)
#define PAGE_MASK	(~(PAGE_SIZE - 1))

#ifndef PHYS_OFFSET
#define PHYS_OFFSET	0UL
#endif

#ifndef __ASSEMBLY__

#include <linux/string.h>
#include <linux/types.h>

#ifndef __ARCH_ENTRY_VALUE
#define __ARCH_ENTRY_VALUE unsigned long
#endif
typedef __ARCH_ENTRY_VALUE pteval_t;

typedef struct { pteval_t pte; } pte_t;
#ifdef __ARCH_PGD_IS_PAIR
typedef struct { __ARCH_ENTRY_VALUE pgd[2]; } pgd_t;
#define pgd_val(x)	((x).pgd[0])
#define __pgd(x)	((pgd_t) { { (x) } })
#else
typedef struct { __ARCH_ENTRY_VALUE pgd; } pgd_t;
#define pgd_val(x)	((x).pgd)
#define __pgd(x)	((pgd_t) { (x) })
#endif
typedef struct { pteval_t pgprot; } pgprot_t;

#define pte_val(x)	((x).pte)
#define __pte(x)	((pte_t) { (x) })
#define pgprot_val(x)	((x).pgprot)
#define __pgprot(x)	((pgprot_t) { (x) })

#if CONFIG_PGTABLE_LEVELS > 2 || defined(__ARCH_WANT_PMD_T)
typedef struct { __ARCH_ENTRY_VALUE pmd; } pmd_t;
#define pmd_val(x)	((x).pmd)
#define __pmd(x)	((pmd_t) { (x) })
#endif

#if CONFIG_PGTABLE_LEVELS > 3
typedef struct { __ARCH_ENTRY_VALUE pud; } pud_t;
#define pud_val(x)	((x).pud)
#define __pud(x)	((pud_t) { (x) })
#endif

#if CONFIG_PGTABLE_LEVELS > 4
typedef struct { __ARCH_ENTRY_VALUE p4d; } p4d_t;
#define p4d_val(x)	((x).p4d)
#define __p4d(x)	((p4d_t) { (x) })
#endif

#ifdef __ARCH_PGTABLE_IS_ADDRESS
/* A table is known by its address: several may share one page. */
typedef pte_t *pgtable_t;
#else
struct page;
typedef struct page *pgtable_t;
#endif

#ifndef __pa
#define __pa(x)	((phys_addr_t)((unsigned long)(x) - PAGE_OFFSET + PHYS_OFFSET))
#define __va(x)	((void *)((unsigned long)(x) - PHYS_OFFSET + PAGE_OFFSET))
#endif

#define clear_page(page)	memset((page), 0, PAGE_SIZE)
#define copy_page(to, from)	memcpy((to), (from), PAGE_SIZE)

#ifndef ARCH_PFN_OFFSET
#define ARCH_PFN_OFFSET	(PHYS_OFFSET >> PAGE_SHIFT)
#endif

#include <asm-generic/memory_model.h>
#include <asm-generic/getorder.h>

#endif /* !__ASSEMBLY__ */

#endif /* __ASM_GENERIC_PAGE_SIMPLE_H */
