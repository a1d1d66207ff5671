/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_MEMCONTROL_H
#define __LINUX_MEMCONTROL_H

#include <linux/mm_types.h>
#include <linux/mmzone.h>

/* The low bits of memcg_data say what the rest of the word points to. */
enum page_memcg_data_flags {
	/* A vector of object cgroups: the page is a slab. */
	MEMCG_DATA_OBJCGS = (1UL << 0),
	/* An object cgroup: the page was charged with __GFP_ACCOUNT. */
	MEMCG_DATA_KMEM = (1UL << 1),
	__NR_MEMCG_DATA_FLAGS = (1UL << 2),
};

#define MEMCG_DATA_FLAGS_MASK (__NR_MEMCG_DATA_FLAGS - 1)

#ifdef CONFIG_MEMCG

struct mem_cgroup {
	atomic_long_t vmstats[NR_VM_NODE_STAT_ITEMS];
	atomic_long_t kmem;
};

struct obj_cgroup {
	struct mem_cgroup *memcg;
};

static inline bool folio_memcg_kmem(struct folio *folio)
{
	return folio->memcg_data & MEMCG_DATA_KMEM;
}

/* NULL for a folio that nobody is charged for. */
static inline struct mem_cgroup *folio_memcg(struct folio *folio)
{
	unsigned long data = folio->memcg_data & ~MEMCG_DATA_FLAGS_MASK;

	if (data && folio_memcg_kmem(folio))
		return ((struct obj_cgroup *)data)->memcg;
	return (struct mem_cgroup *)data;
}

int __memcg_kmem_charge_page(struct page *page, gfp_t gfp, int order);
void __memcg_kmem_uncharge_page(struct page *page, int order);

#else

struct mem_cgroup;

static inline struct mem_cgroup *folio_memcg(struct folio *folio)
{
	return NULL;
}

#endif /* CONFIG_MEMCG */

void lruvec_stat_mod_folio(struct folio *folio, enum node_stat_item item, int delta);

#endif /* __LINUX_MEMCONTROL_H */
