// SPDX-License-Identifier: GPL-2.0-only
/*
 * The page cache: which pages of a file are in memory.
 */
#include <linux/mm.h>
#include <linux/pagemap.h>
#include <linux/swap.h>

/**
 * filemap_add_folio - put a new folio into the cache of a file
 * @mapping: the file's cache
 * @folio: locked here, and its contents are not read yet
 * @index: where in the file
 * @gfp: for the memory of the index
 *
 * Return: 0, -EEXIST when somebody was faster, or -ENOMEM.
 */
int filemap_add_folio(struct address_space *mapping, struct folio *folio,
		      pgoff_t index, gfp_t gfp)
{
	long nr = folio_nr_pages(folio), i;
	int err;

	__folio_set_locked(folio);
	folio_ref_add(folio, nr);
	folio->mapping = mapping;
	folio->index = index;
	for (i = 0; i < nr; i++) {
		err = xa_insert(&mapping->i_pages, index + i, folio, gfp);
		if (err)
			goto undo;
	}
	mapping->nrpages += nr;
	mod_node_page_state(folio_pgdat(folio), NR_FILE_PAGES, nr);
	folio_add_lru(folio);
	return 0;
undo:
	while (i-- > 0)
		xa_erase(&mapping->i_pages, index + i);
	folio->mapping = NULL;
	folio_ref_add(folio, -nr);
	__folio_clear_locked(folio);
	return err;
}

/* The folio over @index, with a reference, or NULL. */
struct folio *filemap_get_folio(struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = xa_load(&mapping->i_pages, index);

	if (folio)
		folio_get(folio);
	return folio;
}

/* Takes a locked folio out of its file; the caller's own reference stays. */
void filemap_remove_folio(struct folio *folio)
{
	struct address_space *mapping = folio_mapping(folio);
	long nr = folio_nr_pages(folio), i;

	VM_BUG_ON_FOLIO(!folio_test_locked(folio), folio);
	for (i = 0; i < nr; i++)
		xa_erase(&mapping->i_pages, folio->index + i);
	mapping->nrpages -= nr;
	mod_node_page_state(folio_pgdat(folio), NR_FILE_PAGES, -nr);
	folio->mapping = NULL;
	folio_ref_add(folio, -nr);
}

/* True when the page is in this file at this place: truncation may race. */
bool page_is_at(struct page *page, struct address_space *mapping, pgoff_t index)
{
	struct folio *folio = page_folio(page);

	if (folio->mapping != mapping)
		return false;
	return folio->index + (page - &folio->page) == index;
}
