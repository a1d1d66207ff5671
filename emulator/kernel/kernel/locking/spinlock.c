// SPDX-License-Identifier: GPL-2.0-only
/*
 * Spinlocks of a machine on which nobody else can hold one: a lock that is
 * taken here was taken by the same caller, who would wait for ever.
 */
#include <linux/bug.h>
#include <linux/spinlock.h>
#include <linux/stddef.h>

#ifdef CONFIG_PREEMPT_RT
static inline raw_spinlock_t *raw_of(spinlock_t *lock)
{
	return &lock->lock.wait_lock;
}
#else
static inline raw_spinlock_t *raw_of(spinlock_t *lock)
{
	return &lock->rlock;
}
#endif

#ifdef CONFIG_DEBUG_SPINLOCK
static void debug_spin_lock_before(raw_spinlock_t *lock)
{
	/* Anything but the magic number was never initialised as a lock. */
	BUG_ON(lock->magic != SPINLOCK_MAGIC);
	BUG_ON(lock->owner_cpu != -1U);
}

static void debug_spin_lock_after(raw_spinlock_t *lock)
{
	lock->owner_cpu = 0;
}

static void debug_spin_unlock(raw_spinlock_t *lock)
{
	BUG_ON(lock->magic != SPINLOCK_MAGIC);
	BUG_ON(lock->owner_cpu == -1U);
	lock->owner_cpu = -1;
}
#else
static inline void debug_spin_lock_before(raw_spinlock_t *lock) { }
static inline void debug_spin_lock_after(raw_spinlock_t *lock) { }
static inline void debug_spin_unlock(raw_spinlock_t *lock) { }
#endif

void __spin_lock_init(spinlock_t *lock)
{
#ifdef CONFIG_PREEMPT_RT
	lock->lock.waiters.rb_root.rb_node = NULL;
	lock->lock.waiters.rb_leftmost = NULL;
	lock->lock.owner = NULL;
#endif
	*raw_of(lock) = __RAW_SPIN_LOCK_UNLOCKED;
}

void _spin_lock(spinlock_t *lock)
{
	raw_spinlock_t *raw = raw_of(lock);

	debug_spin_lock_before(raw);
#ifdef CONFIG_SMP
	BUG_ON(!arch_spin_trylock(&raw->raw_lock));
#endif
	debug_spin_lock_after(raw);
}

bool _spin_trylock(spinlock_t *lock)
{
#ifdef CONFIG_SMP
	if (!arch_spin_trylock(&raw_of(lock)->raw_lock))
		return false;
#endif
	debug_spin_lock_after(raw_of(lock));
	return true;
}

void _spin_unlock(spinlock_t *lock)
{
	raw_spinlock_t *raw = raw_of(lock);

	debug_spin_unlock(raw);
#ifdef CONFIG_SMP
	arch_spin_unlock(&raw->raw_lock);
#endif
}
