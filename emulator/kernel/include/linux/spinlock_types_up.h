/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_SPINLOCK_TYPES_UP_H
#define __LINUX_SPINLOCK_TYPES_UP_H

/* With one CPU a lock needs no memory, unless somebody checks its use. */
#ifdef CONFIG_DEBUG_SPINLOCK
typedef struct {
	volatile unsigned int slock;
} arch_spinlock_t;
#define __ARCH_SPIN_LOCK_UNLOCKED { 1 }
#else
typedef struct { } arch_spinlock_t;
#define __ARCH_SPIN_LOCK_UNLOCKED { }
#endif

#endif /* __LINUX_SPINLOCK_TYPES_UP_H */
