// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counters by node and by zone.
 */
#include <linux/mm.h>
#include <linux/vmstat.h>

void mod_node_page_state(struct pglist_data *pgdat, enum node_stat_item item,
			 long delta)
{
	atomic_long_add(delta, &pgdat->vm_stat[item]);
}

void __mod_zone_page_state(struct zone *zone, enum zone_stat_item item, long delta)
{
	atomic_long_add(delta, &zone->vm_stat[item]);
}

unsigned long global_node_page_state(enum node_stat_item item)
{
	long x = atomic_long_read(&NODE_DATA(0)->vm_stat[item]);

	/* A sum that was read while it changed may be off by a little. */
	return x < 0 ? 0 : x;
}
