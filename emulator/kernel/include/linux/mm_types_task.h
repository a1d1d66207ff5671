/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_MM_TYPES_TASK_H
#define __LINUX_MM_TYPES_TASK_H

#include <linux/threads.h>
#include <linux/types.h>

#include <asm/page.h>

/*
 * Where the lock of a page table lives.  With few CPUs one lock for the
 * whole mm is cheaper; with many, each table has its own (split locks).  A
 * lock that outgrows a word of the descriptor is allocated on its own.
 */
#define USE_SPLIT_PTE_PTLOCKS	(NR_CPUS >= CONFIG_SPLIT_PTLOCK_CPUS)
#define USE_SPLIT_PMD_PTLOCKS	(USE_SPLIT_PTE_PTLOCKS && \
		IS_ENABLED(CONFIG_ARCH_ENABLE_SPLIT_PMD_PTLOCK))
#define ALLOC_SPLIT_PTLOCKS	(SPINLOCK_SIZE > BITS_PER_LONG / 8)

#endif /* __LINUX_MM_TYPES_TASK_H */
