import type { RuleExamples } from '../support/rule.ts';

/** What highmem-table-address reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  above: `
#define __GFP_HIGHMEM 0x2u
#define GFP_PGTABLE_USER GFP_KERNEL
int PageHighMem(const struct page *page);
void *kmap_local_page(struct page *page);
void kunmap_local(const void *address);
void clean(void *table);`,
  flagged: [
    {
      title: 'A table for user space, cleaned by its address',
      code: `
pgtable_t pte_alloc_one(struct mm_struct *mm)
{
	pgtable_t pte = __pte_alloc_one(mm, GFP_PGTABLE_USER | __GFP_HIGHMEM);
//                      ^^^^^^^^^^^^^^^ related: It is allocated here, with __GFP_HIGHMEM.

	if (!pte)
		return NULL;
	clean(page_address(pte));
//            ^^^^^^^^^^^^ warning: page_address() has no address for a page in high memory, where this one may lie. Map it with kmap_local_page(), or allocate it without __GFP_HIGHMEM.
	return pte;
}`,
    },
    {
      title: 'By the descriptor',
      code: `
pte_t *f(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_PGTABLE_USER | __GFP_HIGHMEM, 0);
//                          ^^^^^^^^^^^^^^^ related: It is allocated here, with __GFP_HIGHMEM.

	return pt ? ptdesc_address(pt) : NULL;
//                  ^^^^^^^^^^^^^^ warning: ptdesc_address() has no address for a page in high memory, where this one may lie. Map it with kmap_local_page(), or allocate it without __GFP_HIGHMEM.
}`,
    },
    {
      title: 'In a helper of the same file',
      defines: '#define CONFIG_HIGHMEM 1',
      code: `
static void clear_table(struct page *page)
{
	memset(page_address(page), 0, PAGE_SIZE);
}
pgtable_t f(void)
{
	pgtable_t pte = __pte_alloc_one(&init_mm, GFP_KERNEL | __GFP_HIGHMEM);
//                      ^^^^^^^^^^^^^^^ related: It is allocated here, with __GFP_HIGHMEM.

	if (pte)
		clear_table(pte);
//              ^^^^^^^^^^^ warning: page_address() has no address for a page in high memory, where this one may lie. Map it with kmap_local_page(), or allocate it without __GFP_HIGHMEM.
	return pte;
}`,
    },
  ],
  clean: [
    {
      title: 'Only where it is mapped',
      code: `
pgtable_t pte_alloc_one(struct mm_struct *mm)
{
	pgtable_t pte = __pte_alloc_one(mm, GFP_PGTABLE_USER | __GFP_HIGHMEM);

	if (!pte)
		return NULL;
	if (!PageHighMem(pte))
		clean(page_address(pte));
	return pte;
}`,
    },
    {
      title: 'Asked by the zone',
      code: `
int page_zonenum(const struct page *page);
void f(void)
{
	pgtable_t page = __pte_alloc_one(&init_mm, GFP_KERNEL | __GFP_HIGHMEM);

	if (page && page_zonenum(page) != 3)
		memset(page_address(page), 0, PAGE_SIZE);
}`,
    },
    {
      title: 'In a helper, where there is no high memory',
      code: `
static inline void *map_page(struct page *page) { return page_address(page); }
void *f(void)
{
	pgtable_t page = __pte_alloc_one(&init_mm, GFP_KERNEL | __GFP_HIGHMEM);

	return page ? map_page(page) : NULL;
}`,
    },
    {
      title: 'A page that is no table',
      code: `
void f(void)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_HIGHMEM);

	if (page)
		clean(page_address(page));
}`,
    },
    {
      title: 'Mapped for a while',
      code: `
pgtable_t f(void)
{
	pgtable_t page = __pte_alloc_one(&init_mm, GFP_KERNEL | __GFP_HIGHMEM);
	void *address;

	if (!page)
		return NULL;
	address = kmap_local_page(page);
	memset(address, 0, PAGE_SIZE);
	kunmap_local(address);
	return page;
}`,
    },
    {
      title: 'The flag is taken out',
      code: `
pte_t *f(void)
{
	struct ptdesc *pt = pagetable_alloc((GFP_PGTABLE_USER | __GFP_HIGHMEM) & ~__GFP_HIGHMEM, 0);

	return pt ? ptdesc_address(pt) : NULL;
}`,
    },
  ],
};
