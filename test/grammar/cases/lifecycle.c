static inline bool pte_table_begin(struct ptdesc *ptdesc)
{
	/* pagetable_pte_ctor() in a comment and struct page stay as they are. */
	if (!pagetable_pte_ctor(ptdesc))
		return false;
	pr_info("pagetable_dtor() of a struct folio");
	__folio_set_pgtable(ptdesc_folio(ptdesc));
	return PageTable(ptdesc_page(ptdesc)) && page->page_type == PGTY_table;
}

static void pte_table_end(struct mm_struct *mm, pmd_t *pmd)
{
	struct ptdesc *ptdesc = virt_to_ptdesc(pmd);

	pagetable_dtor(ptdesc);
	pagetable_dtor_free (ptdesc);
	call_dtor_later = &pagetable_dtor;
	__ClearPageSlab(folio_page(slab_folio(page_slab(page)), 0));
}
