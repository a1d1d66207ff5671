/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_NIOS2_SPINLOCK_TYPES_H
#define _ASM_NIOS2_SPINLOCK_TYPES_H

#include <asm-generic/word_spinlock_types.h>

#endif /* _ASM_NIOS2_SPINLOCK_TYPES_H */
