// SPDX-License-Identifier: GPL-2.0-only
/*
 * Objects of one size, cut out of slabs.  A word of each free object points
 * to the next free one: the first, unless a constructor has filled it.
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include "slab.h"

/* Small objects of any type, by powers of two from 8 bytes to a page. */
#define KMALLOC_SHIFT_LOW	3
#define KMALLOC_SHIFT_HIGH	PAGE_SHIFT

/* Nobody here has more objects of a size at a time: those beyond would only wait. */
#define MAX_OBJECTS		32UL

static struct kmem_cache *kmalloc_caches[KMALLOC_SHIFT_HIGH + 1];

static void *get_freepointer(struct kmem_cache *s, void *object)
{
	return *(void **)(object + s->offset);
}

static void set_freepointer(struct kmem_cache *s, void *object, void *next)
{
	*(void **)(object + s->offset) = next;
}

static unsigned int calculate_order(unsigned int size)
{
	unsigned int order = 0;

	/* At least four objects, so that little is wasted at the end. */
	while ((PAGE_SIZE << order) < 4UL * size && order < 3)
		order++;
	return order;
}

static struct slab *alloc_slab_page(struct kmem_cache *s, gfp_t gfp)
{
	struct folio *folio = folio_alloc(gfp & ~(__GFP_ZERO | __GFP_HIGHMEM), s->order);

	if (!folio)
		return NULL;
	__folio_set_slab(folio);
	return folio_slab(folio);
}

static struct slab *new_slab(struct kmem_cache *s, gfp_t gfp)
{
	struct slab *slab = alloc_slab_page(s, gfp);
	void *start, *p, *next = NULL;

	if (!slab)
		return NULL;
	slab->slab_cache = s;
	slab->counters = 0;
	slab->objects = s->objects;
	start = slab_address(slab);
	for (p = start + (s->objects - 1) * s->size; p >= start; p -= s->size) {
		if (s->ctor)
			s->ctor(p);
		set_freepointer(s, p, next);
		next = p;
	}
	slab->freelist = next;
	mod_node_page_state(folio_pgdat(slab_folio(slab)), NR_SLAB_UNRECLAIMABLE_B,
			    PAGE_SIZE << s->order);
	return slab;
}

/* The words that the page allocator checks must be clean again. */
static void __free_slab(struct kmem_cache *s, struct slab *slab)
{
	struct folio *folio = slab_folio(slab);

	mod_node_page_state(folio_pgdat(folio), NR_SLAB_UNRECLAIMABLE_B,
			    -(long)(PAGE_SIZE << s->order));
	__folio_clear_slab(folio);
	folio->mapping = NULL;
	__free_pages(&folio->page, s->order);
}

void *kmem_cache_alloc(struct kmem_cache *s, gfp_t gfp)
{
	struct slab *slab;
	void *object;

	spin_lock(&s->list_lock);
	slab = list_first_entry_or_null(&s->partial, struct slab, slab_list);
	if (!slab) {
		/* Pages may take a while to come: not under the lock. */
		spin_unlock(&s->list_lock);
		slab = new_slab(s, gfp);
		if (!slab)
			return NULL;
		spin_lock(&s->list_lock);
		list_add(&slab->slab_list, &s->partial);
	}
	object = slab->freelist;
	slab->freelist = get_freepointer(s, object);
	slab->inuse++;
	if (!slab->freelist)
		list_del(&slab->slab_list);
	s->nr_objects++;
	spin_unlock(&s->list_lock);

	if (gfp & __GFP_ZERO)
		memset(object, 0, s->object_size);
	return object;
}

void kmem_cache_free(struct kmem_cache *s, void *object)
{
	struct slab *slab = virt_to_slab(object);
	bool was_full;

	BUG_ON(!slab || slab->slab_cache != s);
	spin_lock(&s->list_lock);
	was_full = !slab->freelist;
	set_freepointer(s, object, slab->freelist);
	slab->freelist = object;
	slab->inuse--;
	s->nr_objects--;
	if (!slab->inuse) {
		if (!was_full)
			list_del(&slab->slab_list);
		__free_slab(s, slab);
	} else if (was_full) {
		list_add(&slab->slab_list, &s->partial);
	}
	spin_unlock(&s->list_lock);
}

static void init_cache(struct kmem_cache *s, const char *name, unsigned int size,
		       unsigned int align, slab_flags_t flags, void (*ctor)(void *))
{
	align = max(align, (unsigned int)sizeof(void *));
	s->name = name;
	s->object_size = size;
	/* What a constructor left must be there when the object is given. */
	s->offset = ctor ? ALIGN(size, (unsigned int)sizeof(void *)) : 0;
	s->size = ALIGN(ctor ? s->offset + (unsigned int)sizeof(void *) : size, align);
	s->align = align;
	s->order = calculate_order(s->size);
	s->objects = min((PAGE_SIZE << s->order) / s->size, MAX_OBJECTS);
	s->flags = flags;
	s->ctor = ctor;
	spin_lock_init(&s->list_lock);
	INIT_LIST_HEAD(&s->partial);
	s->nr_objects = 0;
}

/* The cache that caches come from; it is set up with the first of them. */
static struct kmem_cache boot_kmem_cache;

struct kmem_cache *kmem_cache_create(const char *name, unsigned int size,
				     unsigned int align, slab_flags_t flags,
				     void (*ctor)(void *))
{
	struct kmem_cache *s;

	if (!boot_kmem_cache.size)
		init_cache(&boot_kmem_cache, "kmem_cache", sizeof(struct kmem_cache),
			   0, 0, NULL);
	s = kmem_cache_alloc(&boot_kmem_cache, GFP_KERNEL | __GFP_ZERO);
	if (!s) {
		if (flags & SLAB_PANIC)
			panic("cannot create the cache %s", name);
		return NULL;
	}
	init_cache(s, name, size, align, flags, ctor);
	return s;
}

void *kmalloc(size_t size, gfp_t gfp)
{
	unsigned int shift = KMALLOC_SHIFT_LOW;

	while ((1UL << shift) < size)
		shift++;
	if (shift > KMALLOC_SHIFT_HIGH)
		return NULL;
	if (!kmalloc_caches[shift])
		kmalloc_caches[shift] = kmem_cache_create("kmalloc", 1U << shift,
							  1U << shift, 0, NULL);
	if (!kmalloc_caches[shift])
		return NULL;
	return kmem_cache_alloc(kmalloc_caches[shift], gfp);
}

void kfree(const void *object)
{
	struct slab *slab;

	if (!object)
		return;
	slab = virt_to_slab(object);
	BUG_ON(!slab);
	kmem_cache_free(slab->slab_cache, (void *)object);
}
