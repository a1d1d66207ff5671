/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_ARM_MMU_H
#define _ASM_ARM_MMU_H

#include <linux/types.h>

typedef struct {
	u64 id;
} mm_context_t;

#endif /* _ASM_ARM_MMU_H */
