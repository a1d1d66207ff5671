/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_UM_MMU_H
#define _ASM_UM_MMU_H

typedef struct {
	int pid;	/* The host process that has this address space */
} mm_context_t;

#endif /* _ASM_UM_MMU_H */
