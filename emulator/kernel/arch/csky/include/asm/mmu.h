/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_CSKY_MMU_H
#define _ASM_CSKY_MMU_H

typedef struct {
	unsigned long long asid;
} mm_context_t;

#endif /* _ASM_CSKY_MMU_H */
