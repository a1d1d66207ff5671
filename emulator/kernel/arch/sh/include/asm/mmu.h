/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_SH_MMU_H
#define _ASM_SH_MMU_H

typedef struct {
	unsigned long id[4];
	void *vdso;
} mm_context_t;

#endif /* _ASM_SH_MMU_H */
