/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_NIOS2_MMU_H
#define _ASM_NIOS2_MMU_H

typedef unsigned long mm_context_t;

#endif /* _ASM_NIOS2_MMU_H */
