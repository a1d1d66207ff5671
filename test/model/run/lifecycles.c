// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs the modelled kernel on this machine: pages are mapped, huge pages are
 * split, everything is taken apart again, and then nothing may be left.  It
 * is compiled as part of the model, with the boundaries of the emulator; what
 * these need from outside is in host.c.
 */
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/pagemap.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/swap.h>

#include <asm/pgalloc.h>
#include <asm/tlb.h>

#include "mm/internal.h"
#include "mm/slab.h"

#include "boundary.h"

/* host.c */
void host_check(bool holds, const char *what, int line);
extern unsigned long host_bad_reports;

#define CHECK(cond) host_check(!!(cond), #cond, __LINE__)

/* The boundaries. */
struct mm_struct *scenario_fresh_mm(void);
void scenario_drop_mm(struct mm_struct *mm);
void scenario_grace_period(void);

vm_fault_t do_anonymous_page(struct vm_area_struct *vma, unsigned long address);
void unmap_page_range(struct mmu_gather *tlb, unsigned long addr, unsigned long end);

#ifdef CONFIG_RISCV
#define USER_PROT	__pgprot(_PAGE_PRESENT | _PAGE_READ | _PAGE_WRITE)
#else
#define USER_PROT	__pgprot(_PAGE_PRESENT)
#endif

/* Where there is a zone for old devices only, all memory is in it. */
#ifdef CONFIG_M68K
#define ZONE_WITH_MEMORY ZONE_DMA
#else
#define ZONE_WITH_MEMORY ZONE_NORMAL
#endif

static long nr_free(void)
{
	struct zone *zone = &NODE_DATA(0)->node_zones[ZONE_WITH_MEMORY];

	return atomic_long_read(&zone->vm_stat[NR_FREE_PAGES]);
}

static long nr_pagetable(void)
{
	return atomic_long_read(&NODE_DATA(0)->vm_stat[NR_PAGETABLE]);
}

static pmd_t *find_pmd(struct mm_struct *mm, unsigned long address)
{
	pgd_t *pgd = pgd_offset(mm, address);
	p4d_t *p4d = p4d_alloc(mm, pgd, address);
	pud_t *pud = pud_alloc(mm, p4d, address);

	return pmd_alloc(mm, pud, address);
}

static void unmap_all(struct mm_struct *mm, unsigned long start, unsigned long end)
{
	struct mmu_gather tlb;

	lru_add_drain();
	tlb_gather_mmu(&tlb, mm);
	unmap_page_range(&tlb, start, end);
	free_pgd_range(&tlb, start, end, 0, 0);
	tlb_finish_mmu(&tlb);
	scenario_grace_period();
}

/* A few pages, far enough apart for several tables of each level. */
static void map_and_unmap(struct mm_struct *mm, long tables)
{
	struct vm_area_struct vma = {
		.vm_mm = mm, .vm_start = PMD_SIZE, .vm_page_prot = USER_PROT,
	};
	unsigned long addresses[] = {
		PMD_SIZE, PMD_SIZE + PAGE_SIZE, 2 * PMD_SIZE, PUD_SIZE + 3 * PMD_SIZE,
	};
	unsigned long end = PUD_SIZE + 8 * PMD_SIZE;
	unsigned int i;

	vma.vm_end = end;
	for (i = 0; i < ARRAY_SIZE(addresses); i++)
		CHECK(do_anonymous_page(&vma, addresses[i]) == 0);
	CHECK(do_anonymous_page(&vma, addresses[0]) == VM_FAULT_NOPAGE);
#ifndef CONFIG_PPC
	CHECK(nr_pagetable() > tables);
#endif
	CHECK(mm_pgtables_bytes(mm) > 0);
	unmap_all(mm, 0, end);
}

static void check_pte_state(struct mm_struct *mm)
{
	pmd_t *pmd = find_pmd(mm, PMD_SIZE);
	spinlock_t *ptl;
	pte_t *pte;

	CHECK(!pte_alloc(mm, pmd));
	CHECK(PageTable(pmd_page(*pmd)));
	pte = pte_offset_map_lock(mm, pmd, PMD_SIZE, &ptl);
#ifdef CONFIG_SMP
	CHECK(!spin_trylock(ptl));
#endif
	pte_unmap_unlock(pte, ptl);
	CHECK(spin_trylock(ptl));
	spin_unlock(ptl);
	unmap_all(mm, 0, 2 * PMD_SIZE);
}

#ifdef CONFIG_TRANSPARENT_HUGEPAGE
/* Hash translation has them with 64K pages only; some are too large for us. */
#if defined(CONFIG_PPC_4K_PAGES) && !MACHINE_RADIX
#define HUGE_PAGES_WORK	false
#else
#define HUGE_PAGES_WORK	(HPAGE_PMD_ORDER <= 10)
#endif

static void split_and_zap(struct mm_struct *mm)
{
	struct vm_area_struct vma = { .vm_mm = mm, .vm_page_prot = USER_PROT };
	unsigned long split = 8 * PMD_SIZE, zap = 9 * PMD_SIZE;
	pmd_t *pmd = find_pmd(mm, split);

	CHECK(do_huge_pmd_anonymous_page(&vma, pmd, split) == 0);
	CHECK(do_huge_pmd_anonymous_page(&vma, pmd + 1, zap) == 0);
	CHECK(pmd_trans_huge(*pmd));
	__split_huge_pmd(&vma, pmd, split);
	CHECK(!pmd_trans_huge(*pmd) && pmd_present(*pmd));
	lru_add_drain();
	zap_huge_pmd(&vma, pmd + 1);
	CHECK(pmd_none(pmd[1]));
	unmap_all(mm, split, split + 2 * PMD_SIZE);
}
#else
#define HUGE_PAGES_WORK	false

static void split_and_zap(struct mm_struct *mm)
{
}
#endif

/* Allocations that may still succeed; negative for all of them. */
static long fail_after = -1;

static bool fails_now(void)
{
	return fail_after >= 0 && fail_after-- == 0;
}

/* The linker leads calls between files of the model through these. */
struct page *__real_alloc_pages(gfp_t gfp, unsigned int order);
struct folio *__real_folio_alloc(gfp_t gfp, unsigned int order);
void *__real_kmem_cache_alloc(struct kmem_cache *s, gfp_t gfp);

struct page *__wrap_alloc_pages(gfp_t gfp, unsigned int order)
{
	return fails_now() ? NULL : __real_alloc_pages(gfp, order);
}

struct folio *__wrap_folio_alloc(gfp_t gfp, unsigned int order)
{
	return fails_now() ? NULL : __real_folio_alloc(gfp, order);
}

void *__wrap_kmem_cache_alloc(struct kmem_cache *s, gfp_t gfp)
{
	return fails_now() ? NULL : __real_kmem_cache_alloc(s, gfp);
}

/* Each time one allocation more may succeed, until all of them do. */
static void run_out_of_memory(struct mm_struct *mm)
{
	struct vm_area_struct vma = { .vm_mm = mm, .vm_page_prot = USER_PROT };
	vm_fault_t result;
	long allowed = 0;

	do {
		fail_after = allowed++;
		result = do_anonymous_page(&vma, PMD_SIZE);
		fail_after = -1;
		unmap_all(mm, 0, 2 * PMD_SIZE);
	} while (result == VM_FAULT_OOM && allowed < 64);
	CHECK(result == 0);
	CHECK(allowed >= 2);
}

static void slab_and_page_cache(void)
{
	static struct address_space mapping;
	struct folio *folio;
	void *objects[40];
	int i;

	for (i = 0; i < 40; i++)
		objects[i] = kmalloc(192, GFP_KERNEL);
	CHECK(virt_to_slab(objects[0]) && virt_to_slab(objects[0])->inuse > 0);
	for (i = 0; i < 40; i++)
		kfree(objects[i]);

	xa_init(&mapping.i_pages);
	folio = folio_alloc(GFP_KERNEL, 2);
	CHECK(filemap_add_folio(&mapping, folio, 8, GFP_KERNEL) == 0);
	CHECK(filemap_get_folio(&mapping, 11) == folio);
	CHECK(filemap_get_folio(&mapping, 12) == NULL);
	folio_put(folio);
	filemap_remove_folio(folio);
	__folio_clear_locked(folio);
	lru_add_drain();
	folio_put(folio);
}

/* What a table that was not destructed does to the allocator. */
static void forget_the_destructor(void)
{
	unsigned long reports = host_bad_reports;
#ifdef page_ptdesc
	struct ptdesc *ptdesc = pagetable_alloc(GFP_KERNEL, 0);

	CHECK(pagetable_pte_ctor(ptdesc));
	pagetable_free(ptdesc);
#else
	struct page *page = alloc_page(GFP_KERNEL);

	CHECK(pgtable_pte_page_ctor(page));
	__free_page(page);
#endif
	CHECK(host_bad_reports == reports + 1);
}

/*
 * Nothing may be left of what a step took.  powerpc is the exception: what
 * is left of a page of fragments waits in the mm for the next table.
 */
static void check_balance(long tables, long frames)
{
#ifndef CONFIG_PPC
	CHECK(nr_pagetable() == tables);
	CHECK(nr_free() == frames);
#endif
}

static void one_process(void)
{
	struct mm_struct *mm = scenario_fresh_mm();
	long tables, frames;

	CHECK(mm != NULL);
	boundary_current_mm(mm);
	/* With PAE a pgd brings tables along, which go with the first unmapping. */
	map_and_unmap(mm, nr_pagetable());
	tables = nr_pagetable();
	frames = nr_free();
	map_and_unmap(mm, tables);
	check_balance(tables, frames);
	check_pte_state(mm);
	check_balance(tables, frames);
	if (HUGE_PAGES_WORK)
		split_and_zap(mm);
	check_balance(tables, frames);
	run_out_of_memory(mm);
	check_balance(tables, frames);
	scenario_drop_mm(mm);
	scenario_grace_period();
	CHECK(nr_pagetable() == 0);
}

int model_main(void)
{
	long frames;

	boundary_setup();
	slab_and_page_cache();
	/* The first round makes the caches, and the second needs nothing new. */
	one_process();
	frames = nr_free();
	one_process();
	CHECK(nr_free() == frames);
#ifdef CONFIG_MEMCG
	CHECK(atomic_long_read(&current_task->active_memcg->vmstats[NR_PAGETABLE]) == 0);
	CHECK(atomic_long_read(&current_task->active_memcg->kmem) == 0);
#endif
	CHECK(host_bad_reports == 0);
	forget_the_destructor();
	return 0;
}
