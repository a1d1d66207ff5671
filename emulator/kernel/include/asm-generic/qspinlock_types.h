/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __ASM_GENERIC_QSPINLOCK_TYPES_H
#define __ASM_GENERIC_QSPINLOCK_TYPES_H

#include <linux/types.h>

/* The queued spinlock: free is zero, so zeroed memory is a free lock. */
typedef struct qspinlock {
	union {
		atomic_t val;
		struct {
#ifdef __LITTLE_ENDIAN
			u8 locked;
			u8 pending;
			u16 tail_waiter;
#else
			u16 tail_waiter;
			u8 pending_be;
			u8 locked;
#endif
		};
	};
} arch_spinlock_t;

#define __ARCH_SPIN_LOCK_UNLOCKED { { .val = { 0 } } }

static inline int arch_spin_is_locked(arch_spinlock_t *lock)
{
	return lock->locked != 0;
}

static inline int arch_spin_trylock(arch_spinlock_t *lock)
{
	if (lock->val.counter)
		return 0;
	lock->locked = 1;
	return 1;
}

static inline void arch_spin_unlock(arch_spinlock_t *lock)
{
	lock->locked = 0;
}

#endif /* __ASM_GENERIC_QSPINLOCK_TYPES_H */
