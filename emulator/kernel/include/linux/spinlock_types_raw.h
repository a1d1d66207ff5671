/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_SPINLOCK_TYPES_RAW_H
#define __LINUX_SPINLOCK_TYPES_RAW_H

#include <linux/types.h>

#if defined(CONFIG_SMP)
#include <asm/spinlock_types.h>
#else
#include <linux/spinlock_types_up.h>
#endif

#include <linux/lockdep_types.h>

typedef struct raw_spinlock {
	arch_spinlock_t raw_lock;
#ifdef CONFIG_DEBUG_SPINLOCK
	unsigned int magic, owner_cpu;
	void *owner;
#endif
#ifdef CONFIG_DEBUG_LOCK_ALLOC
	struct lockdep_map dep_map;
#endif
} raw_spinlock_t;

#define SPINLOCK_MAGIC		0xdead4ead
#define SPINLOCK_OWNER_INIT	((void *)-1L)

#ifdef CONFIG_DEBUG_SPINLOCK
#define __RAW_SPIN_DEBUG_INIT		\
	.magic = SPINLOCK_MAGIC,	\
	.owner_cpu = -1,		\
	.owner = SPINLOCK_OWNER_INIT,
#else
#define __RAW_SPIN_DEBUG_INIT
#endif

#define __RAW_SPIN_LOCK_INITIALIZER \
	{ .raw_lock = __ARCH_SPIN_LOCK_UNLOCKED, __RAW_SPIN_DEBUG_INIT }

#define __RAW_SPIN_LOCK_UNLOCKED	((raw_spinlock_t)__RAW_SPIN_LOCK_INITIALIZER)

#endif /* __LINUX_SPINLOCK_TYPES_RAW_H */
