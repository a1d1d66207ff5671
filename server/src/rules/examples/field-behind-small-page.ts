import type { RuleExamples } from '../support/rule.ts';

/** What field-behind-small-page reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  above: `
struct big_folio {
	union { struct { unsigned long flags; struct list_head lru; }; struct page page; };
	union { struct { unsigned long _flags_1; unsigned long _head_1; int _nr_pages; }; struct page __page_1; };
	union { struct { unsigned long _flags_2; struct list_head _deferred_list; }; struct page __page_2; };
};
static_assert(offsetof(struct page, flags) == offsetof(struct big_folio, flags), "");
static_assert(offsetof(struct page, lru) == offsetof(struct big_folio, lru), "");
static_assert(offsetof(struct big_folio, _flags_1) == offsetof(struct page, flags) + sizeof(struct page), "");
static_assert(offsetof(struct big_folio, _flags_2) == offsetof(struct page, flags) + 2 * sizeof(struct page), "");
#define page_folio(p) ((struct big_folio *)(p))
void list_init(struct list_head *list);`,
  flagged: [
    {
      title: 'Two pages have no third',
      bug: 'c010d47f107f',
      code: `
struct big_folio *f(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 1);
//                          ^^^^^^^^^^^ related: It is allocated here, with order 1.

	if (!page)
		return NULL;
	page_folio(page)->_deferred_list.next = NULL;
//                        ^^^^^^^^^^^^^^ warning: This field lies in struct page 2 after the first, but only 2 pages were allocated. It belongs to another owner.
	return page_folio(page);
}`,
    },
    {
      title: 'The number of pages of a single one',
      code: `
int f(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
//                          ^^^^^^^^^^ related: It is allocated here, with order 0.

	return page ? page_folio(page)->_nr_pages : 0;
//                                      ^^^^^^^^^ warning: This field lies in struct page 1 after the first, but only 1 page was allocated. It belongs to another owner.
}`,
    },
    {
      title: 'Its address',
      code: `
void f(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 1);
//                          ^^^^^^^^^^^ related: It is allocated here, with order 1.

	if (page)
		list_init(&page_folio(page)->_deferred_list);
//                                           ^^^^^^^^^^^^^^ warning: This field lies in struct page 2 after the first, but only 2 pages were allocated. It belongs to another owner.
}`,
    },
  ],
  clean: [
    {
      title: 'Enough pages',
      bug: 'c010d47f107f',
      code: `
struct big_folio *f(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 2);

	if (!page)
		return NULL;
	page_folio(page)->_deferred_list.next = NULL;
	return page_folio(page);
}`,
    },
    {
      title: 'An order that is not known',
      code: `
int f(int order)
{
	struct page *page = alloc_pages(GFP_KERNEL, order);

	return page && order ? page_folio(page)->_nr_pages : 0;
}`,
    },
    {
      title: 'A field of the first page',
      code: `
unsigned long f(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	return page ? page_folio(page)->flags : 0;
}`,
    },
    {
      title: 'Asked whether it is large',
      code: `
bool folio_test_large(const struct big_folio *folio);
int f(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return 0;
	return folio_test_large(page_folio(page)) ? page_folio(page)->_nr_pages : 1;
}`,
    },
    {
      title: 'By a helper, which may know better',
      code: `
static int pages_in(struct big_folio *folio) { return folio->flags & 64 ? folio->_nr_pages : 1; }
int f(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	return page ? pages_in(page_folio(page)) : 0;
}`,
    },
    {
      title: 'Allocated by someone else',
      code: `
int f(struct page *page) { return page_folio(page)->_nr_pages; }`,
    },
  ],
};
