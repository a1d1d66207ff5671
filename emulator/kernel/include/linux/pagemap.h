/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_PAGEMAP_H
#define __LINUX_PAGEMAP_H

#include <linux/fs.h>
#include <linux/mm.h>

static inline struct address_space *folio_mapping(struct folio *folio)
{
	struct address_space *mapping = folio->mapping;

	if ((unsigned long)mapping & PAGE_MAPPING_FLAGS)
		return NULL;
	return mapping;
}

/* Hands @data over to the folio, which takes a reference for it. */
static inline void folio_attach_private(struct folio *folio, void *data)
{
	folio_get(folio);
	folio->private = data;
	folio_set_private(folio);
}

static inline void *folio_detach_private(struct folio *folio)
{
	void *data = folio_get_private(folio);

	if (!folio_test_private(folio))
		return NULL;
	folio_clear_private(folio);
	folio->private = NULL;
	folio_put(folio);
	return data;
}

int filemap_add_folio(struct address_space *mapping, struct folio *folio,
		      pgoff_t index, gfp_t gfp);
struct folio *filemap_get_folio(struct address_space *mapping, pgoff_t index);
void filemap_remove_folio(struct folio *folio);

#endif /* __LINUX_PAGEMAP_H */
