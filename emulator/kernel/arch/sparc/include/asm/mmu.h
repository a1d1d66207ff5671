/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_SPARC_MMU_H
#define _ASM_SPARC_MMU_H

#ifdef CONFIG_SPARC64
#include <linux/spinlock_types.h>

typedef struct {
	spinlock_t lock;
	unsigned long sparc64_ctx_val;
	unsigned long thp_pte_count;
} mm_context_t;
#else
typedef unsigned long mm_context_t;
#endif

#endif /* _ASM_SPARC_MMU_H */
