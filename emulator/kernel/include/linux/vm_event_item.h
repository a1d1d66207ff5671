/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_VM_EVENT_ITEM_H
#define __LINUX_VM_EVENT_ITEM_H

enum zone_stat_item {
	NR_FREE_PAGES,
	NR_BOUNCE,
	NR_VM_ZONE_STAT_ITEMS
};

enum node_stat_item {
	NR_INACTIVE_ANON,
	NR_ACTIVE_ANON,
	NR_INACTIVE_FILE,
	NR_ACTIVE_FILE,
	NR_UNEVICTABLE,
	NR_SLAB_RECLAIMABLE_B,
	NR_SLAB_UNRECLAIMABLE_B,
	NR_FILE_PAGES,
	NR_PAGETABLE,		/* pages whose constructor has run */
	NR_SECONDARY_PAGETABLE,	/* tables of guests, which have none */
	NR_VM_NODE_STAT_ITEMS
};

#endif /* __LINUX_VM_EVENT_ITEM_H */
