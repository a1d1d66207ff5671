import type { RuleExamples } from '../support/rule.ts';

/** What list-of-two-views reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  above: `
void list_add(struct list_head *entry, struct list_head *head);
#define list_entry(ptr, type, member) container_of(ptr, type, member)
#define list_for_each_entry(pos, head, member) \\
	for (pos = list_entry((head)->next, __typeof__(*pos), member); &pos->member != (head); \\
	     pos = list_entry(pos->member.next, __typeof__(*pos), member))
void visit(void *entry);
static void add(struct ptdesc *pt) { list_add(&pt->pt_list, &pgd_list); }`,
  flagged: [
    {
      title: 'Walked as pages',
      code: `
void f(void)
{
	struct page *page;

	list_for_each_entry(page, &pgd_list, lru)
//      ^^^^^^^^^^^^^^^^^^^ info: This list is filled by pt_list of struct ptdesc, and taken here for a list of struct page. Walk it by the member that fills it.
		visit(page);
}`,
    },
    {
      title: 'The first entry only',
      code: `
struct page *f(void) { return list_entry(pgd_list.next, struct page, lru); }
//                            ^^^^^^^^^^ info: This list is filled by pt_list of struct ptdesc, and taken here for a list of struct page. Walk it by the member that fills it.`,
    },
    {
      title: 'A list in a structure',
      code: `
struct pool { struct list_head free; };
void put(struct pool *pool, struct page *page) { list_add(&page->lru, &pool->free); }
//                                                               ^^^ related: It is filled here.
struct ptdesc *get(struct pool *pool) { return list_entry(pool->free.next, struct ptdesc, pt_list); }
//                                             ^^^^^^^^^^ info: This list is filled by lru of struct page, and taken here for a list of struct ptdesc. Walk it by the member that fills it.`,
    },
  ],
  clean: [
    {
      title: 'Walked as it is filled',
      code: `
void f(void)
{
	struct ptdesc *pt;

	list_for_each_entry(pt, &pgd_list, pt_list)
		visit(pt);
}`,
    },
    {
      title: 'Another list',
      code: `
extern struct list_head pages;
void f(void)
{
	struct page *page;

	list_for_each_entry(page, &pages, lru)
		visit(page);
}`,
    },
    {
      title: 'The same list of another structure',
      code: `
struct pool { struct list_head free; };
struct other { struct list_head free; };
void put(struct pool *pool, struct page *page) { list_add(&page->lru, &pool->free); }
struct ptdesc *get(struct other *o) { return list_entry(o->free.next, struct ptdesc, pt_list); }`,
    },
  ],
};
