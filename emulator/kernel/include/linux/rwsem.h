/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_RWSEM_H
#define __LINUX_RWSEM_H

#include <linux/spinlock_types.h>
#include <linux/types.h>

struct rw_semaphore {
	atomic_long_t count;
	atomic_long_t owner;
	raw_spinlock_t wait_lock;
	struct list_head wait_list;
};

#endif /* __LINUX_RWSEM_H */
