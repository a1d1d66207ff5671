import type { RuleExamples } from '../support/rule.ts';

/** What overlapping-field-read reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'A chain of pages in the private word, and what lies there otherwise',
      bug: '24fbd3967f3f',
      defines: '#define NO_PTL_MATCH',
      code: `
int f(struct page *page, unsigned long next)
{
	struct ptdesc *pt = page_ptdesc(page);

	page->private = next;
//            ^^^^^^^ related: private is stored to here.
	if (pt->ptl.raw)
//              ^^^ info: ptl of struct ptdesc lies in the bytes of private of struct page, which was stored to on this path. What is read here was never put there. Use one of them.
		return -1;
	pagetable_free(pt);
	return 0;
}`,
    },
    {
      title: 'Two members of a union',
      code: `
unsigned long f(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return 0;
	page->rcu_head.func = NULL;
//            ^^^^^^^^ related: rcu_head is stored to here.
	return (unsigned long)page->lru.prev;
//                                  ^^^ info: lru of struct page lies in the bytes of rcu_head of struct page, which was stored to on this path. What is read here was never put there. Use one of them.
}`,
    },
    {
      title: 'On one way only',
      code: `
void *f(struct ptdesc *pt, int listed)
{
	void *next = NULL;

	if (listed)
		pt->pt_list.next = NULL;
//                  ^^^^^^^ related: pt_list is stored to here.
	next = ptdesc_page(pt)->rcu_head.next;
//                              ^^^^^^^^ info: rcu_head of struct page lies in the bytes of pt_list of struct ptdesc, which was stored to on this path. What is read here was never put there. Use one of them.
	pagetable_free(pt);
	return next;
}`,
    },
  ],
  clean: [
    {
      title: 'The chain is kept elsewhere',
      bug: '24fbd3967f3f',
      defines: '#define NO_PTL_MATCH',
      code: `
int f(struct page *page, unsigned long next)
{
	struct ptdesc *pt = page_ptdesc(page);

	page->index = next;
	if (pt->ptl.raw)
		return -1;
	pagetable_free(pt);
	return 0;
}`,
    },
    {
      title: 'The same bytes by a name that is tied to it',
      code: `
unsigned long f(struct ptdesc *pt)
{
	unsigned long flags;

	pt->__page_flags = 0;
	flags = ptdesc_page(pt)->flags;
	pagetable_free(pt);
	return flags;
}`,
    },
    {
      title: 'Stored again by the other name',
      code: `
void *f(struct page *page)
{
	void *next;

	page->rcu_head.next = NULL;
	page->lru.next = NULL;
	next = page->lru.next;
	__free_page(page);
	return next;
}`,
    },
    {
      title: 'A call between',
      code: `
void list_add(struct list_head *entry, struct list_head *head);
void *f(struct page *page)
{
	void *next;

	page->rcu_head.next = NULL;
	list_add(&page->lru, &pgd_list);
	next = page->lru.next;
	__free_page(page);
	return next;
}`,
    },
    {
      title: 'A helper that stores both',
      code: `
static void prepare(struct page *page)
{
	page->rcu_head.next = NULL;
	page->lru.next = NULL;
}
void *f(struct page *page)
{
	void *next;

	prepare(page);
	next = page->lru.next;
	__free_page(page);
	return next;
}`,
    },
    {
      title: 'Of another page',
      code: `
void *f(struct page *a, struct page *b)
{
	void *next;

	a->rcu_head.next = NULL;
	next = b->lru.next;
	__free_page(a);
	return next;
}`,
    },
  ],
};
