/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_X86_MMU_H
#define _ASM_X86_MMU_H

#include <linux/types.h>

typedef struct {
	u64 ctx_id;		/* Never used twice, unlike the mm's address */
	unsigned long flags;
} mm_context_t;

#endif /* _ASM_X86_MMU_H */
