import type { RuleExamples } from '../support/rule.ts';

/** What field-of-another-view reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  above: `
struct slab { unsigned long __flags; struct list_head slab_list; void *freelist; };
static_assert(offsetof(struct page, flags) == offsetof(struct slab, __flags), "");
static_assert(sizeof(struct slab) <= sizeof(struct page), "");
#define slab_page(s) (_Generic((s), struct slab *: (struct page *)(s)))
static inline struct page *page_of(struct slab *slab) { return (struct page *)slab; }
int movable(void *mapping);`,
  flagged: [
    {
      title: 'The mapping of a slab is a part of its freelist',
      bug: '8b8817630ae8',
      code: `
int isolate(struct slab *slab)
{
	struct page *page = slab_page(slab);

	return movable(page->mapping);
//                           ^^^^^^^ info: This page is a struct slab, which keeps freelist in the bytes of mapping. Use that field, or ask first what the page is.
}`,
    },
    {
      title: "A table's list, by the page's name for it",
      code: `void *f(struct ptdesc *pt) { return ptdesc_page(pt)->lru.next; }
//                                                   ^^^ info: This page is a struct ptdesc, which keeps pt_list in the bytes of lru. Use that field, or ask first what the page is.
//@ union { struct list_head «pt_list»; struct rcu_head pt_rcu_head; }; related: pt_list is declared here.`,
    },
    {
      title: 'Stored by a conversion that is a function',
      code: `
void f(struct slab *slab, void *to) { page_of(slab)->mapping = to; }
//                                                   ^^^^^^^ info: This page is a struct slab, which keeps freelist in the bytes of mapping. Use that field, or ask first what the page is.`,
    },
  ],
  clean: [
    {
      title: 'Asked what it is first',
      bug: '8b8817630ae8',
      code: `
int isolate(struct page *page)
{
	if (page->page_type >> 24 == 0xf5)
		return 0;
	return movable(page->mapping);
}`,
    },
    {
      title: 'The same field of both',
      code: 'unsigned long f(struct ptdesc *pt) { return ptdesc_page(pt)->flags; }',
    },
    {
      title: 'Made ready to be freed',
      code: `
void f(struct slab *slab)
{
	struct page *page = slab_page(slab);

	page->mapping = NULL;
	__free_page(page);
}`,
    },
    {
      title: 'The page in it as a whole',
      code: `
struct my_folio {
	union { struct { unsigned long flags; struct list_head lru; void *mapping; }; struct page page; };
	struct page second;
};
static_assert(offsetof(struct page, flags) == offsetof(struct my_folio, flags), "");
static_assert(offsetof(struct page, lru) == offsetof(struct my_folio, lru), "");
static_assert(offsetof(struct page, mapping) == offsetof(struct my_folio, mapping), "");
void f(struct slab *slab)
{
	struct my_folio *folio = (struct my_folio *)slab;

	folio->mapping = NULL;
	__free_page(&folio->page);
}`,
    },
    {
      title: 'A page that becomes a slab later',
      code: `
struct slab *f(struct page *page)
{
	page->mapping = page;
	return (struct slab *)page;
}`,
    },
  ],
};
