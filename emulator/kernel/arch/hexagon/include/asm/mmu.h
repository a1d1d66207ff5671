/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_HEXAGON_MMU_H
#define _ASM_HEXAGON_MMU_H

/* Which state of the kernel's tables a process has copied. */
struct mm_context {
	unsigned long long generation;
	unsigned long ptbase;
};

typedef struct mm_context mm_context_t;

#endif /* _ASM_HEXAGON_MMU_H */
