/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __ASM_GENERIC_WORD_SPINLOCK_TYPES_H
#define __ASM_GENERIC_WORD_SPINLOCK_TYPES_H

#include <linux/types.h>

/* One word that names the holder: zero is free. */
typedef struct {
	volatile unsigned int lock;
} arch_spinlock_t;

#define __ARCH_SPIN_LOCK_UNLOCKED { 0 }

static inline int arch_spin_is_locked(arch_spinlock_t *lock)
{
	return lock->lock != 0;
}

static inline int arch_spin_trylock(arch_spinlock_t *lock)
{
	if (lock->lock)
		return 0;
	lock->lock = 1;
	return 1;
}

static inline void arch_spin_unlock(arch_spinlock_t *lock)
{
	lock->lock = 0;
}

#endif /* __ASM_GENERIC_WORD_SPINLOCK_TYPES_H */
