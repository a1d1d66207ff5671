/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_SPINLOCK_H
#define __LINUX_SPINLOCK_H

#include <linux/compiler.h>
#include <linux/spinlock_types.h>
#include <linux/types.h>

/*
 * kernel/locking/spinlock.c.  The emulator watches these calls: they are
 * where a lock that is not initialised, or taken twice, shows.
 */
void __spin_lock_init(spinlock_t *lock);
void _spin_lock(spinlock_t *lock);
bool _spin_trylock(spinlock_t *lock);
void _spin_unlock(spinlock_t *lock);

#define spin_lock_init(lock)	__spin_lock_init(lock)
#define spin_lock(lock)		_spin_lock(lock)
#define spin_trylock(lock)	_spin_trylock(lock)
#define spin_unlock(lock)	_spin_unlock(lock)
#define spin_lock_nested(lock, subclass)	_spin_lock(lock)
#define spin_lock_nest_lock(lock, outer)	\
	do { (void)(outer); _spin_lock(lock); } while (0)

/* Interrupts and softirqs do not exist here; the flags only keep the shape. */
#define spin_lock_bh(lock)	_spin_lock(lock)
#define spin_unlock_bh(lock)	_spin_unlock(lock)
#define spin_lock_irq(lock)	_spin_lock(lock)
#define spin_unlock_irq(lock)	_spin_unlock(lock)
#define spin_lock_irqsave(lock, flags) \
	do { (flags) = 0; _spin_lock(lock); } while (0)
#define spin_unlock_irqrestore(lock, flags) \
	do { (void)(flags); _spin_unlock(lock); } while (0)

#define preempt_disable()	barrier()
#define preempt_enable()	barrier()

#endif /* __LINUX_SPINLOCK_H */
