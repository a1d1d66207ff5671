/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_SCHED_H
#define __LINUX_SCHED_H

#include <linux/types.h>

#define TASK_COMM_LEN 16

struct mm_struct;
struct mem_cgroup;

struct task_struct {
	struct mm_struct *mm;
	struct mm_struct *active_mm;	/* Borrowed by kernel threads */
	int pid;
	char comm[TASK_COMM_LEN];
#ifdef CONFIG_MEMCG
	struct mem_cgroup *active_memcg;
#endif
};

/* There is one CPU, so there is one of these at a time. */
extern struct task_struct *current_task;
#define current current_task

#endif /* __LINUX_SCHED_H */
