/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_POWERPC_MMU_H
#define _ASM_POWERPC_MMU_H

#include <linux/types.h>

typedef struct {
	unsigned long id;
	/* The next fragment to hand out, of a page that has some left. */
	void *pte_frag;
	void *pmd_frag;
} mm_context_t;

static inline void *pte_frag_get(mm_context_t *ctx)
{
	return ctx->pte_frag;
}

static inline void pte_frag_set(mm_context_t *ctx, void *p)
{
	ctx->pte_frag = p;
}

/* One kernel runs with either kind of translation: decided at boot. */
extern bool mmu_has_radix;

static inline bool radix_enabled(void)
{
	return mmu_has_radix;
}

#endif /* _ASM_POWERPC_MMU_H */
