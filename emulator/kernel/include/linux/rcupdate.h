/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_RCUPDATE_H
#define __LINUX_RCUPDATE_H

#include <linux/compiler.h>
#include <linux/types.h>

void call_rcu(struct rcu_head *head, rcu_callback_t func);
void synchronize_rcu(void);

/* The end of a grace period: runs what call_rcu() has queued. */
void rcu_process_callbacks(void);

void rcu_read_lock(void);
void rcu_read_unlock(void);

#define rcu_dereference(p)		READ_ONCE(p)
#define rcu_assign_pointer(p, v)	WRITE_ONCE(p, v)

#endif /* __LINUX_RCUPDATE_H */
