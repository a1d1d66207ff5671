/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_POWERPC_PGALLOC_H
#define _ASM_POWERPC_PGALLOC_H

#include <linux/mm.h>
#include <linux/slab.h>

#define PGALLOC_GFP (GFP_KERNEL | __GFP_ZERO)

static inline gfp_t pgtable_gfp_flags(struct mm_struct *mm, gfp_t gfp)
{
	return mm == &init_mm ? gfp : gfp | __GFP_ACCOUNT;
}

pte_t *pte_fragment_alloc(struct mm_struct *mm, int kernel);
void pte_fragment_free(unsigned long *table, int kernel);
void pte_frag_destroy(void *pte_frag);

static inline pte_t *pte_alloc_one_kernel(struct mm_struct *mm)
{
	return pte_fragment_alloc(mm, 1);
}

static inline pgtable_t pte_alloc_one(struct mm_struct *mm)
{
	return pte_fragment_alloc(mm, 0);
}

static inline void pte_free_kernel(struct mm_struct *mm, pte_t *pte)
{
	pte_fragment_free((unsigned long *)pte, 1);
}

static inline void pte_free(struct mm_struct *mm, pgtable_t ptepage)
{
	pte_fragment_free((unsigned long *)ptepage, 0);
}

/*
 * Tables that are no whole page come from slabs, one for each size.  Their
 * alignment leaves the low bits of an address to say which size it was.
 */
#define MAX_PGTABLE_INDEX_SIZE	0xf
extern struct kmem_cache *pgtable_cache[MAX_PGTABLE_INDEX_SIZE + 1];
#define PGT_CACHE(shift)	pgtable_cache[shift]

#include <asm/book3s/64/pgalloc.h>

#endif /* _ASM_POWERPC_PGALLOC_H */
