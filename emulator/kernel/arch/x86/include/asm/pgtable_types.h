/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_X86_PGTABLE_TYPES_H
#define _ASM_X86_PGTABLE_TYPES_H

#include <linux/types.h>

/* An entry is wider than a word when 32 bit addresses 64 GB (PAE). */
#if defined(CONFIG_X86_PAE)
typedef u64 pteval_t;
#else
typedef unsigned long pteval_t;
#endif
typedef pteval_t pmdval_t;
typedef pteval_t pudval_t;
typedef pteval_t p4dval_t;
typedef pteval_t pgdval_t;

#define _PAGE_PRESENT	(_AT(pteval_t, 1) << 0)
#define _PAGE_RW	(_AT(pteval_t, 1) << 1)
#define _PAGE_USER	(_AT(pteval_t, 1) << 2)
#define _PAGE_ACCESSED	(_AT(pteval_t, 1) << 5)
#define _PAGE_DIRTY	(_AT(pteval_t, 1) << 6)
#define _PAGE_PSE	(_AT(pteval_t, 1) << 7)
#if defined(CONFIG_X86_64) || defined(CONFIG_X86_PAE)
#define _PAGE_NX	(_AT(pteval_t, 1) << 63)
#else
#define _PAGE_NX	_AT(pteval_t, 0)
#endif

#define _KERNPG_TABLE	(_PAGE_PRESENT | _PAGE_RW | _PAGE_ACCESSED | _PAGE_DIRTY)
#define _PAGE_TABLE	(_KERNPG_TABLE | _PAGE_USER)

/* The frame's address within an entry. */
#define PTE_PFN_MASK \
	((pteval_t)(((u64)1 << __PHYSICAL_MASK_SHIFT) - 1) & ~(pteval_t)(PAGE_SIZE - 1))

typedef struct { pteval_t pte; } pte_t;
typedef struct { pgdval_t pgd; } pgd_t;
typedef struct { pteval_t pgprot; } pgprot_t;

#define pte_val(x)	((x).pte)
#define __pte(x)	((pte_t) { (x) })
#define pgd_val(x)	((x).pgd)
#define __pgd(x)	((pgd_t) { (x) })
#define pgprot_val(x)	((x).pgprot)
#define __pgprot(x)	((pgprot_t) { (x) })

/* How much one entry of each level covers, and how many there are. */
#if CONFIG_PGTABLE_LEVELS == 5
#define PGDIR_SHIFT	pgdir_shift
#define P4D_SHIFT	39
#define MAX_PTRS_PER_P4D 512
#define PTRS_PER_P4D	ptrs_per_p4d
#define PTRS_PER_PGD	512
#elif CONFIG_PGTABLE_LEVELS == 3
#define PGDIR_SHIFT	30
#define PTRS_PER_PGD	4
#elif CONFIG_PGTABLE_LEVELS == 2
#define PGDIR_SHIFT	22
#define PTRS_PER_PGD	1024
#define PTRS_PER_PTE	1024
#endif

#if CONFIG_PGTABLE_LEVELS > 3
#define PUD_SHIFT	30
#define PTRS_PER_PUD	512
#endif
#if CONFIG_PGTABLE_LEVELS > 2
#define PMD_SHIFT	21
#define PTRS_PER_PMD	512
#define PTRS_PER_PTE	512
#endif

#define PGDIR_SIZE	(1UL << PGDIR_SHIFT)
#define PGDIR_MASK	(~(PGDIR_SIZE - 1))

#if CONFIG_PGTABLE_LEVELS > 4
typedef struct { p4dval_t p4d; } p4d_t;
#define p4d_val(x)	((x).p4d)
#define __p4d(x)	((p4d_t) { (x) })
#define P4D_SIZE	(1UL << P4D_SHIFT)
#define P4D_MASK	(~(P4D_SIZE - 1))
/* Set at boot: with four levels the p4d is folded away at run time. */
extern unsigned int pgdir_shift;
extern unsigned int ptrs_per_p4d;
#endif

#if CONFIG_PGTABLE_LEVELS > 3
typedef struct { pudval_t pud; } pud_t;
#define pud_val(x)	((x).pud)
#define __pud(x)	((pud_t) { (x) })
#define PUD_SIZE	(1UL << PUD_SHIFT)
#define PUD_MASK	(~(PUD_SIZE - 1))
#endif

#if CONFIG_PGTABLE_LEVELS > 2
typedef struct { pmdval_t pmd; } pmd_t;
#define pmd_val(x)	((x).pmd)
#define __pmd(x)	((pmd_t) { (x) })
#define PMD_SIZE	(1UL << PMD_SHIFT)
#define PMD_MASK	(~(PMD_SIZE - 1))
#endif

struct page;
typedef struct page *pgtable_t;

#endif /* _ASM_X86_PGTABLE_TYPES_H */
