// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes a machine of the modelled kernel ready: memory, the zone that holds
 * it, what the architecture sets up at boot, and a process.
 */
#include <linux/highmem.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include <asm/pgalloc.h>

#include "mm/internal.h"
#include "mm/slab.h"
#include "../boundary.h"

struct mm_struct *scenario_fresh_mm(void);
void scenario_drop_mm(struct mm_struct *mm);
void scenario_grace_period(void);

struct mm_struct *mm_alloc(void);
void __mmdrop(struct mm_struct *mm);
void machine_setup(void);

#ifndef NR_FRAMES
#define NR_FRAMES	2048UL
#endif
/* Where memory is mapped at its own address, it begins where nothing else of the emulator is. */
#if defined(CONFIG_S390) || defined(CONFIG_M68K)
#define MEMORY_START	0x50000000UL
#elif defined(PHYS_OFFSET)
#define MEMORY_START	PHYS_OFFSET
#else
#define MEMORY_START	0UL
#endif
#define FIRST_FRAME	(MEMORY_START >> PAGE_SHIFT)

#ifdef CONFIG_NUMA
static struct pglist_data the_node;
#endif
static struct task_struct the_task;
#if ALLOC_SPLIT_PTLOCKS
/* Stands for the tables of the boot, one of which has a lock. */
#ifdef page_ptdesc
static struct ptdesc the_table;
#else
static struct page the_table;
#endif
#endif
#ifdef CONFIG_MEMCG
static struct mem_cgroup the_memcg;
#endif

/* Where there is a zone for old devices only, all memory is in it. */
#ifdef CONFIG_M68K
#define ZONE_WITH_MEMORY ZONE_DMA
#else
#define ZONE_WITH_MEMORY ZONE_NORMAL
#endif

static void node_setup(struct pglist_data *node)
{
	int i;

	for (i = 0; i < MAX_NR_ZONES; i++) {
		node->node_zones[i].zone_pgdat = node;
		spin_lock_init(&node->node_zones[i].lock);
	}
	spin_lock_init(&node->__lruvec.lru_lock);
	for (i = 0; i < NR_LRU_LISTS; i++)
		INIT_LIST_HEAD(&node->__lruvec.lists[i]);
}

static void memory_setup(void)
{
	unsigned long maps = NR_FRAMES * sizeof(struct page);

	ptdesc_map(__va(PFN_PHYS(FIRST_FRAME)), NR_FRAMES << PAGE_SHIFT);
#if defined(CONFIG_FLATMEM)
	mem_map = (struct page *)ptdesc_map(0, maps) - (FIRST_FRAME - ARCH_PFN_OFFSET);
#elif defined(CONFIG_S390)
	vmemmap = (struct page *)ptdesc_map(0, maps) - FIRST_FRAME;
#else
	ptdesc_map(pfn_to_page(FIRST_FRAME), maps);
#endif
#ifdef CONFIG_NUMA
	node_data[0] = &the_node;
#endif
	node_setup(NODE_DATA(0));
	ptdesc_frames(pfn_to_page(FIRST_FRAME), NR_FRAMES, FIRST_FRAME,
		      __va(PFN_PHYS(FIRST_FRAME)), sizeof(struct page), PAGE_SIZE);
	free_zone_init(&NODE_DATA(0)->node_zones[ZONE_WITH_MEMORY], FIRST_FRAME, NR_FRAMES);
}

static void counters_setup(void)
{
	struct pglist_data *node = NODE_DATA(0);
	struct zone *zone = &node->node_zones[ZONE_WITH_MEMORY];

	ptdesc_counter("NR_PAGETABLE", &node->vm_stat[NR_PAGETABLE], sizeof(long));
	ptdesc_counter("NR_FREE_PAGES", &zone->vm_stat[NR_FREE_PAGES], sizeof(long));
#ifdef CONFIG_MEMCG
	ptdesc_counter("memcg NR_PAGETABLE", &the_memcg.vmstats[NR_PAGETABLE], sizeof(long));
	ptdesc_counter("memcg kmem", &the_memcg.kmem, sizeof(long));
#endif
	ptdesc_blocking(__GFP_DIRECT_RECLAIM);
}

/*
 * Caches of objects come into being when they are first used, and stay; one
 * object of each is the boot's, so that runs find a slab that is begun.
 */
static void caches_setup(void)
{
	unsigned int shift;

	for (shift = 3; shift <= 11; shift++)
		kmalloc(1UL << shift, GFP_KERNEL);
#if ALLOC_SPLIT_PTLOCKS
	ptlock_alloc(&the_table);
#endif
	scenario_drop_mm(scenario_fresh_mm());
	scenario_grace_period();
}

void boundary_setup(void)
{
	memory_setup();
	counters_setup();
	machine_setup();
	ptlock_cache_init();
	current_task = &the_task;
#ifdef CONFIG_MEMCG
	the_task.active_memcg = &the_memcg;
#endif
	caches_setup();
}

struct mm_struct *scenario_fresh_mm(void)
{
	return mm_alloc();
}

void scenario_drop_mm(struct mm_struct *mm)
{
	__mmdrop(mm);
}

void boundary_current_mm(struct mm_struct *mm)
{
	the_task.mm = the_task.active_mm = mm;
}

void scenario_grace_period(void)
{
	rcu_process_callbacks();
}
