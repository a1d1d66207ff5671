/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_LOONGARCH_MMU_H
#define _ASM_LOONGARCH_MMU_H

typedef struct {
	unsigned long asid;
} mm_context_t;

#endif /* _ASM_LOONGARCH_MMU_H */
