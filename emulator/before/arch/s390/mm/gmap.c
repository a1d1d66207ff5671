// SPDX-License-Identifier: GPL-2.0-only
/*
 * Address spaces of KVM guests.  A table of a guest remembers which guest
 * address it maps in _pt_s390_gaddr of its struct page.
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include <asm/gmap.h>
#include <asm/pgalloc.h>
#include <asm/tlb.h>

/* How many levels an address space of this size needs. */
static void gmap_limits(unsigned long limit, unsigned long *asce_type,
			unsigned long *etype, unsigned long *asce_end)
{
	if (limit < _REGION3_SIZE) {
		*asce_type = 0;
		*etype = _SEGMENT_ENTRY_EMPTY;
		*asce_end = _REGION3_SIZE - 1;
	} else if (limit < _REGION2_SIZE) {
		*asce_type = _ASCE_TYPE_REGION3;
		*etype = _REGION3_ENTRY_EMPTY;
		*asce_end = _REGION2_SIZE - 1;
	} else if (limit < _REGION1_SIZE) {
		*asce_type = _ASCE_TYPE_REGION2;
		*etype = _REGION2_ENTRY_EMPTY;
		*asce_end = _REGION1_SIZE - 1;
	} else {
		*asce_type = _ASCE_TYPE_REGION1;
		*etype = _REGION1_ENTRY_EMPTY;
		*asce_end = ~0UL;
	}
}

static struct gmap *gmap_alloc(unsigned long limit)
{
	unsigned long asce_type, etype, asce_end;
	struct page *page;
	struct gmap *gmap;

	gmap_limits(limit, &asce_type, &etype, &asce_end);
	gmap = kzalloc(sizeof(*gmap), GFP_KERNEL_ACCOUNT);
	if (!gmap)
		return NULL;
	INIT_LIST_HEAD(&gmap->crst_list);
	INIT_LIST_HEAD(&gmap->pt_list);
	xa_init(&gmap->guest_to_host);
	spin_lock_init(&gmap->guest_table_lock);

	page = alloc_pages(GFP_KERNEL_ACCOUNT, CRST_ALLOC_ORDER);
	if (!page) {
		kfree(gmap);
		return NULL;
	}
	page->_pt_s390_gaddr = 0;
	list_add(&page->lru, &gmap->crst_list);
	gmap->table = (unsigned long *)page_to_virt(page);
	crst_table_init(gmap->table, etype);
	gmap->asce = asce_type | _ASCE_TABLE_LENGTH | _ASCE_USER_BITS |
		__pa(gmap->table);
	gmap->asce_end = asce_end;
	return gmap;
}

struct gmap *gmap_create(struct mm_struct *mm, unsigned long limit)
{
	struct gmap *gmap = gmap_alloc(limit);

	if (!gmap)
		return NULL;
	gmap->mm = mm;
	spin_lock(&mm->context.lock);
	list_add(&gmap->list, &mm->context.gmap_list);
	spin_unlock(&mm->context.lock);
	return gmap;
}

static void gmap_free(struct gmap *gmap)
{
	struct page *page, *next;

	/*
	 * The page allocator wants the mapping word back as it was: the
	 * guest address lies over it.
	 */
	list_for_each_entry_safe(page, next, &gmap->crst_list, lru) {
		page->_pt_s390_gaddr = 0;
		__free_pages(page, CRST_ALLOC_ORDER);
	}
	if (gmap_is_shadow(gmap)) {
		list_for_each_entry_safe(page, next, &gmap->pt_list, lru) {
			page->_pt_s390_gaddr = 0;
			page_table_free_pgste(page);
		}
	}
	kfree(gmap);
}

void gmap_remove(struct gmap *gmap)
{
	spin_lock(&gmap->mm->context.lock);
	list_del(&gmap->list);
	spin_unlock(&gmap->mm->context.lock);
	/* No CPU may run the guest any more: its tables go at once. */
	flush_tlb_mm(gmap->mm);
	gmap_free(gmap);
}

/*
 * Puts a new upper table below an entry.  The lock is not held while memory
 * is allocated, so another one may be there when it has been.
 */
static int gmap_alloc_table(struct gmap *gmap, unsigned long *table,
			    unsigned long init, unsigned long gaddr)
{
	struct page *page = alloc_pages(GFP_KERNEL_ACCOUNT, CRST_ALLOC_ORDER);
	unsigned long *new;

	if (!page)
		return -ENOMEM;
	page->_pt_s390_gaddr = 0;
	new = (unsigned long *)page_to_virt(page);
	crst_table_init(new, init);
	spin_lock(&gmap->guest_table_lock);
	if (*table & _REGION_ENTRY_INVALID) {
		list_add(&page->lru, &gmap->crst_list);
		*table = __pa(new) | _REGION_ENTRY_LENGTH |
			(*table & _REGION_ENTRY_TYPE_MASK);
		page->_pt_s390_gaddr = gaddr;
		page = NULL;
	}
	spin_unlock(&gmap->guest_table_lock);
	if (page) {
		page->_pt_s390_gaddr = 0;
		__free_pages(page, CRST_ALLOC_ORDER);
	}
	return 0;
}

/**
 * __gmap_segment_gaddr - the guest address that a segment entry maps
 * @entry: the entry in its table
 *
 * The address of the table's start is with its struct page, and the place of
 * the entry in the table gives the rest.
 */
unsigned long __gmap_segment_gaddr(unsigned long *entry)
{
	unsigned long offset, mask;
	struct page *page;

	offset = (unsigned long)entry / sizeof(unsigned long);
	offset = (offset & (PTRS_PER_PMD - 1)) * PMD_SIZE;
	mask = ~(PTRS_PER_PMD * sizeof(pmd_t) - 1);
	page = virt_to_page((void *)((unsigned long)entry & mask));
	return page->_pt_s390_gaddr + offset;
}

int gmap_map_segment(struct gmap *gmap, unsigned long from, unsigned long to)
{
	return xa_insert(&gmap->guest_to_host, to >> PMD_SHIFT, (void *)from, GFP_KERNEL);
}

/* The table entry of one level for a guest address, going down from the top. */
static unsigned long *gmap_table_walk(struct gmap *gmap, unsigned long gaddr, int level)
{
	int top = (gmap->asce & _REGION_ENTRY_TYPE_MASK) >> 2;
	unsigned long *table = gmap->table;
	int at;

	for (at = top; ; at--) {
		table += (gaddr >> (_SEGMENT_SHIFT + 11 * at)) & (_CRST_ENTRIES - 1);
		if (at == level)
			return table;
		if (*table & _REGION_ENTRY_INVALID)
			return NULL;
		table = __va(*table & _REGION_ENTRY_ORIGIN);
	}
}

/**
 * gmap_link - let a guest use a page table of its process
 * @gmap: the guest
 * @gaddr: the guest address
 * @vmaddr: where that is in the process
 * @pmd: the process's entry for it
 */
int gmap_link(struct gmap *gmap, unsigned long gaddr, unsigned long vmaddr, pmd_t *pmd)
{
	int top = (gmap->asce & _REGION_ENTRY_TYPE_MASK) >> 2;
	unsigned long *table;
	int level;

	for (level = top; level > 0; level--) {
		unsigned long size = 1UL << (_SEGMENT_SHIFT + 11 * level);
		unsigned long empty = level > 1 ?
			_REGION_ENTRY_INVALID | (level - 1) << 2 : _SEGMENT_ENTRY_EMPTY;

		table = gmap_table_walk(gmap, gaddr, level);
		if ((*table & _REGION_ENTRY_INVALID) &&
		    gmap_alloc_table(gmap, table, empty, gaddr & ~(size - 1)))
			return -ENOMEM;
	}
	table = gmap_table_walk(gmap, gaddr, 0);
	spin_lock(&gmap->guest_table_lock);
	if (*table == _SEGMENT_ENTRY_EMPTY)
		*table = pmd_val(*pmd) & ~_SEGMENT_ENTRY_PROTECT;
	spin_unlock(&gmap->guest_table_lock);
	return 0;
}

void gmap_unlink(struct mm_struct *mm, unsigned long *table, unsigned long vmaddr)
{
	struct gmap *gmap;

	list_for_each_entry(gmap, &mm->context.gmap_list, list) {
		unsigned long i, *entry;

		spin_lock(&gmap->guest_table_lock);
		for (i = 0; i < _CRST_ENTRIES; i++) {
			entry = gmap_table_walk(gmap, i << PMD_SHIFT, 0);
			if (entry && (*entry & _SEGMENT_ENTRY_ORIGIN) == __pa(table))
				*entry = _SEGMENT_ENTRY_EMPTY;
		}
		spin_unlock(&gmap->guest_table_lock);
	}
}

/**
 * gmap_shadow_sgt - shadow a segment table of a guest's guest
 * @sg: the shadow
 * @saddr: the address in it
 * @sgt: where the original is, in the guest
 * @fake: there is no original: the memory is contiguous
 */
int gmap_shadow_sgt(struct gmap *sg, unsigned long saddr, unsigned long sgt, int fake)
{
	struct page *page = alloc_pages(GFP_KERNEL_ACCOUNT, CRST_ALLOC_ORDER);
	unsigned long *table, *s_sgt;

	if (!page)
		return -ENOMEM;
	page->_pt_s390_gaddr = sgt & _REGION_ENTRY_ORIGIN;
	if (fake)
		page->_pt_s390_gaddr |= GMAP_SHADOW_FAKE_TABLE;
	s_sgt = (unsigned long *)page_to_virt(page);

	spin_lock(&sg->guest_table_lock);
	table = gmap_table_walk(sg, saddr, 1);
	if (!table || !(*table & _REGION_ENTRY_INVALID)) {
		int rc = table ? 0 : -EAGAIN;

		spin_unlock(&sg->guest_table_lock);
		page->_pt_s390_gaddr = 0;
		__free_pages(page, CRST_ALLOC_ORDER);
		return rc;
	}
	crst_table_init(s_sgt, _SEGMENT_ENTRY_EMPTY);
	*table = __pa(s_sgt) | _REGION_ENTRY_LENGTH | _REGION_ENTRY_TYPE_R3;
	list_add(&page->lru, &sg->crst_list);
	spin_unlock(&sg->guest_table_lock);
	return 0;
}

/* What a shadow's page table is the shadow of: -EAGAIN when there is none. */
int gmap_shadow_pgt_lookup(struct gmap *sg, unsigned long saddr,
			   unsigned long *pgt, int *fake)
{
	unsigned long *table;
	struct page *page;
	int rc = -EAGAIN;

	spin_lock(&sg->guest_table_lock);
	table = gmap_table_walk(sg, saddr, 0);
	if (table && !(*table & _SEGMENT_ENTRY_INVALID)) {
		page = virt_to_page(__va(*table & _SEGMENT_ENTRY_ORIGIN));
		*pgt = page->_pt_s390_gaddr & ~GMAP_SHADOW_FAKE_TABLE;
		*fake = !!(page->_pt_s390_gaddr & GMAP_SHADOW_FAKE_TABLE);
		rc = 0;
	}
	spin_unlock(&sg->guest_table_lock);
	return rc;
}

int gmap_shadow_pgt(struct gmap *sg, unsigned long saddr, unsigned long pgt, int fake)
{
	struct page *page = page_table_alloc_pgste(sg->mm);
	unsigned long *table;

	if (!page)
		return -ENOMEM;
	page->_pt_s390_gaddr = pgt & _SEGMENT_ENTRY_ORIGIN;
	if (fake)
		page->_pt_s390_gaddr |= GMAP_SHADOW_FAKE_TABLE;

	spin_lock(&sg->guest_table_lock);
	table = gmap_table_walk(sg, saddr, 0);
	if (!table || !(*table & _SEGMENT_ENTRY_INVALID)) {
		int rc = table ? 0 : -EAGAIN;

		spin_unlock(&sg->guest_table_lock);
		page->_pt_s390_gaddr = 0;
		page_table_free_pgste(page);
		return rc;
	}
	*table = _SEGMENT_ENTRY | __pa(page_to_virt(page));
	list_add(&page->lru, &sg->pt_list);
	spin_unlock(&sg->guest_table_lock);
	return 0;
}

/* The guest changed the original: its shadow is of no use any more. */
void gmap_unshadow_pgt(struct gmap *sg, unsigned long raddr)
{
	unsigned long *ste = gmap_table_walk(sg, raddr, 0);
	struct page *page;

	if (!ste || (*ste & _SEGMENT_ENTRY_INVALID))
		return;
	page = virt_to_page(__va(*ste & _SEGMENT_ENTRY_ORIGIN));
	*ste = _SEGMENT_ENTRY_EMPTY;
	list_del(&page->lru);
	page->_pt_s390_gaddr = 0;
	page_table_free_pgste(page);
}
