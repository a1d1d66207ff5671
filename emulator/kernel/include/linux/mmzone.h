/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_MMZONE_H
#define __LINUX_MMZONE_H

#ifndef __ASSEMBLY__

#include <linux/types.h>

/* Only zones that this configuration has, lowest addresses first. */
enum zone_type {
#ifdef CONFIG_ZONE_DMA
	ZONE_DMA,
#endif
#ifdef CONFIG_ZONE_DMA32
	ZONE_DMA32,
#endif
	ZONE_NORMAL,
#ifdef CONFIG_HIGHMEM
	/* Memory that the kernel maps only while it looks at it. */
	ZONE_HIGHMEM,
#endif
	ZONE_MOVABLE,
#ifdef CONFIG_ZONE_DEVICE
	ZONE_DEVICE,
#endif
	__MAX_NR_ZONES
};

#define MAX_NR_GENS	4U
#define MAX_NR_TIERS	4U

#ifndef __GENERATING_BOUNDS_H

#include <generated/bounds.h>
#include <linux/list.h>
#include <linux/numa.h>
#include <linux/page-flags-layout.h>
#include <linux/spinlock.h>
#include <linux/vm_event_item.h>

#ifdef CONFIG_ARCH_FORCE_MAX_ORDER
#define MAX_ORDER CONFIG_ARCH_FORCE_MAX_ORDER
#else
#define MAX_ORDER 10
#endif
#define NR_PAGE_ORDERS (MAX_ORDER + 1)

struct page;

struct free_area {
	struct list_head free_list;
	unsigned long nr_free;
};

struct pglist_data;

struct zone {
	struct pglist_data *zone_pgdat;
	unsigned long zone_start_pfn;
	unsigned long spanned_pages;
	const char *name;

	/* Free blocks by order; @lock covers them. */
	spinlock_t lock;
	struct free_area free_area[NR_PAGE_ORDERS];
	atomic_long_t vm_stat[NR_VM_ZONE_STAT_ITEMS];
};

enum lru_list {
	LRU_INACTIVE_ANON,
	LRU_ACTIVE_ANON,
	LRU_INACTIVE_FILE,
	LRU_ACTIVE_FILE,
	LRU_UNEVICTABLE,
	NR_LRU_LISTS
};

struct lruvec {
	struct list_head lists[NR_LRU_LISTS];
	spinlock_t lru_lock;
};

typedef struct pglist_data {
	struct zone node_zones[MAX_NR_ZONES];
	int node_id;
	unsigned long node_start_pfn;
	struct lruvec __lruvec;
	atomic_long_t vm_stat[NR_VM_NODE_STAT_ITEMS];
} pg_data_t;

#ifdef CONFIG_NUMA
extern struct pglist_data *node_data[MAX_NUMNODES];
#define NODE_DATA(nid) (node_data[nid])
#else
extern struct pglist_data contig_page_data;
#define NODE_DATA(nid) ((void)(nid), &contig_page_data)
#endif

#ifdef CONFIG_FLATMEM
extern struct page *mem_map;
extern unsigned long max_mapnr;
#endif

#endif /* !__GENERATING_BOUNDS_H */
#endif /* !__ASSEMBLY__ */

#endif /* __LINUX_MMZONE_H */
