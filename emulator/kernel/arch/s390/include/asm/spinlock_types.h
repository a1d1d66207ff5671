/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_S390_SPINLOCK_TYPES_H
#define _ASM_S390_SPINLOCK_TYPES_H

/* The holder's CPU number, inverted: a free lock is zero. */
#include <asm-generic/word_spinlock_types.h>

#endif /* _ASM_S390_SPINLOCK_TYPES_H */
