/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_POWERPC_SPINLOCK_TYPES_H
#define _ASM_POWERPC_SPINLOCK_TYPES_H

#ifdef CONFIG_PPC_QUEUED_SPINLOCKS
#include <asm-generic/qspinlock_types.h>
#else
#include <asm-generic/word_spinlock_types.h>
#endif

#endif /* _ASM_POWERPC_SPINLOCK_TYPES_H */
