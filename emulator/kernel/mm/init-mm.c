// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's own address space.
 */
#include <linux/mm.h>
#include <linux/mm_types.h>
#include <linux/mmap_lock.h>

struct mm_struct init_mm = {
	.pgd = swapper_pg_dir,
	.mm_users = ATOMIC_INIT(2),
	.mm_count = ATOMIC_INIT(1),
	.page_table_lock = __SPIN_LOCK_INITIALIZER,
	.mmlist = LIST_HEAD_INIT(init_mm.mmlist),
#ifdef INIT_MM_CONTEXT
	INIT_MM_CONTEXT(init_mm)
#endif
};

void down_read(struct rw_semaphore *sem)
{
	atomic_long_inc(&sem->count);
}

void up_read(struct rw_semaphore *sem)
{
	atomic_long_dec(&sem->count);
}
