/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __ASM_GENERIC_TICKET_SPINLOCK_TYPES_H
#define __ASM_GENERIC_TICKET_SPINLOCK_TYPES_H

#include <linux/types.h>

/* A ticket lock: it is free while both halves are equal. */
typedef struct {
#ifdef __LITTLE_ENDIAN
	u16 owner;
	u16 next;
#else
	u16 next;
	u16 owner;
#endif
} arch_spinlock_t;

#define __ARCH_SPIN_LOCK_UNLOCKED { 0, 0 }

static inline int arch_spin_is_locked(arch_spinlock_t *lock)
{
	return lock->owner != lock->next;
}

static inline int arch_spin_trylock(arch_spinlock_t *lock)
{
	if (arch_spin_is_locked(lock))
		return 0;
	lock->next++;
	return 1;
}

static inline void arch_spin_unlock(arch_spinlock_t *lock)
{
	lock->owner++;
}

#endif /* __ASM_GENERIC_TICKET_SPINLOCK_TYPES_H */
