/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_MMAP_LOCK_H
#define __LINUX_MMAP_LOCK_H

#include <linux/mm_types.h>

void down_read(struct rw_semaphore *sem);
void up_read(struct rw_semaphore *sem);

static inline void mmap_read_lock(struct mm_struct *mm)
{
	down_read(&mm->mmap_lock);
}

static inline void mmap_read_unlock(struct mm_struct *mm)
{
	up_read(&mm->mmap_lock);
}

#endif /* __LINUX_MMAP_LOCK_H */
