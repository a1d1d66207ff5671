/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_VMSTAT_H
#define __LINUX_VMSTAT_H

#include <linux/mm.h>
#include <linux/mmzone.h>

void mod_node_page_state(struct pglist_data *pgdat, enum node_stat_item item,
			 long delta);
void __mod_zone_page_state(struct zone *zone, enum zone_stat_item item, long delta);
unsigned long global_node_page_state(enum node_stat_item item);

#endif /* __LINUX_VMSTAT_H */
