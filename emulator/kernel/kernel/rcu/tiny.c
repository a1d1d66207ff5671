// SPDX-License-Identifier: GPL-2.0-only
/*
 * RCU for one CPU: callbacks wait in a queue until somebody declares the
 * grace period over.
 */
#include <linux/bug.h>
#include <linux/rcupdate.h>

static struct rcu_head *rcu_list;
static struct rcu_head **rcu_tail = &rcu_list;
static int rcu_nesting;

void rcu_read_lock(void)
{
	rcu_nesting++;
}

void rcu_read_unlock(void)
{
	rcu_nesting--;
}

void call_rcu(struct rcu_head *head, rcu_callback_t func)
{
	head->func = func;
	head->next = NULL;
	*rcu_tail = head;
	rcu_tail = &head->next;
}

/* A callback may queue another one: that waits for the next period. */
void rcu_process_callbacks(void)
{
	struct rcu_head *list = rcu_list;

	BUG_ON(rcu_nesting);
	rcu_list = NULL;
	rcu_tail = &rcu_list;
	while (list) {
		struct rcu_head *next = list->next;

		list->func(list);
		list = next;
	}
}

void synchronize_rcu(void)
{
	/* With one CPU and no reader, the period is over at once. */
	BUG_ON(rcu_nesting);
}
