// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who pays for memory: the node always counts it, a cgroup when it is
 * charged for the folio.
 */
#include <linux/memcontrol.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>

/* @delta is in pages, and in bytes for items whose name ends in _B. */
void lruvec_stat_mod_folio(struct folio *folio, enum node_stat_item item, int delta)
{
#ifdef CONFIG_MEMCG
	struct mem_cgroup *memcg = folio_memcg(folio);

	if (memcg)
		atomic_long_add(delta, &memcg->vmstats[item]);
#endif
	mod_node_page_state(folio_pgdat(folio), item, delta);
}

#ifdef CONFIG_MEMCG

int __memcg_kmem_charge_page(struct page *page, gfp_t gfp, int order)
{
	struct mem_cgroup *memcg = current ? current->active_memcg : NULL;
	struct obj_cgroup *objcg;

	if (!memcg)
		return 0;
	objcg = kmalloc(sizeof(*objcg), gfp & ~(__GFP_ACCOUNT | __GFP_ZERO));
	if (!objcg)
		return -ENOMEM;
	objcg->memcg = memcg;
	atomic_long_add(1L << order, &memcg->kmem);
	page->memcg_data = (unsigned long)objcg | MEMCG_DATA_KMEM;
	return 0;
}

void __memcg_kmem_uncharge_page(struct page *page, int order)
{
	struct obj_cgroup *objcg = (void *)(page->memcg_data & ~MEMCG_DATA_FLAGS_MASK);

	atomic_long_sub(1L << order, &objcg->memcg->kmem);
	page->memcg_data = 0;
	kfree(objcg);
}

#endif /* CONFIG_MEMCG */
