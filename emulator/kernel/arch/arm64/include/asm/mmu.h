/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_ARM64_MMU_H
#define _ASM_ARM64_MMU_H

#include <linux/types.h>

typedef struct {
	u64 id;			/* Tags the TLB's entries of this process */
	unsigned long flags;
} mm_context_t;

void paging_init(void);

#endif /* _ASM_ARM64_MMU_H */
