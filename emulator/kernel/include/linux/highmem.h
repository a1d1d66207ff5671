/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_HIGHMEM_H
#define __LINUX_HIGHMEM_H

#include <linux/mm.h>

#include <asm/cacheflush.h>

#ifdef CONFIG_HIGHMEM
void *kmap_local_page(struct page *page);
void kunmap_local(const void *vaddr);

static inline bool is_highmem_idx(enum zone_type idx)
{
	return idx == ZONE_HIGHMEM;
}
#else
static inline void *kmap_local_page(struct page *page)
{
	return page_address(page);
}

static inline void kunmap_local(const void *vaddr)
{
}

static inline bool is_highmem_idx(enum zone_type idx)
{
	return false;
}
#endif

static inline bool PageHighMem(const struct page *page)
{
	return is_highmem_idx(page_zonenum(page));
}

static inline void clear_highpage(struct page *page)
{
	void *kaddr = kmap_local_page(page);

	clear_page(kaddr);
	kunmap_local(kaddr);
}

/* Where every page has an address, those of a block are one piece. */
static inline void clear_highpages(struct page *page, unsigned int npages)
{
	unsigned int i;

	if (IS_ENABLED(CONFIG_HIGHMEM))
		for (i = 0; i < npages; i++)
			clear_highpage(page + i);
	else
		memset(page_address(page), 0, npages * PAGE_SIZE);
}

#endif /* __LINUX_HIGHMEM_H */
