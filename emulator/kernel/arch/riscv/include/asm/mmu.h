/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_RISCV_MMU_H
#define _ASM_RISCV_MMU_H

#include <linux/types.h>

typedef struct {
	atomic_long_t id;
} mm_context_t;

#endif /* _ASM_RISCV_MMU_H */
