/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_SPINLOCK_TYPES_H
#define __LINUX_SPINLOCK_TYPES_H

#include <linux/rbtree_types.h>
#include <linux/spinlock_types_raw.h>

#ifndef CONFIG_PREEMPT_RT

typedef struct spinlock {
	union {
		struct raw_spinlock rlock;
	};
} spinlock_t;

#define __SPIN_LOCK_INITIALIZER	{ { .rlock = __RAW_SPIN_LOCK_INITIALIZER } }

#else

struct task_struct;

/* On a real-time kernel a spinlock sleeps: its waiters queue by priority. */
struct rt_mutex_base {
	raw_spinlock_t wait_lock;
	struct rb_root_cached waiters;
	struct task_struct *owner;
};

typedef struct spinlock {
	struct rt_mutex_base lock;
#ifdef CONFIG_DEBUG_LOCK_ALLOC
	struct lockdep_map dep_map;
#endif
} spinlock_t;

#define __SPIN_LOCK_INITIALIZER	{ .lock = { .wait_lock = __RAW_SPIN_LOCK_INITIALIZER } }

#endif /* CONFIG_PREEMPT_RT */

#define DEFINE_SPINLOCK(name)	spinlock_t name = __SPIN_LOCK_INITIALIZER

#endif /* __LINUX_SPINLOCK_TYPES_H */
