import type { RuleExamples } from '../support/rule.ts';

/** What listed-when-queued reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  above: `
void list_add(struct list_head *entry, struct list_head *head);
void list_del(struct list_head *entry);
static void free_now(struct rcu_head *head)
{
	pagetable_free(container_of(head, struct ptdesc, pt_rcu_head));
}`,
  flagged: [
    {
      title: 'Put aside, and freed later',
      code: `
void f(struct ptdesc *pt)
{
	list_add(&pt->pt_list, &pgd_list);
//      ^^^^^^^^ related: It is put on the list here.
	call_rcu(&pt->pt_rcu_head, free_now);
//      ^^^^^^^^ warning: This table is still on a list, and call_rcu() overwrites the words that the list goes through. Take it off the list first.
}`,
    },
    {
      title: 'Taken off on one way only',
      code: `
void f(struct ptdesc *pt, int busy)
{
	list_add(&pt->pt_list, &pgd_list);
//      ^^^^^^^^ related: It is put on the list here.
	if (busy)
		list_del(&pt->pt_list);
	call_rcu(&pt->pt_rcu_head, free_now);
//      ^^^^^^^^ warning: This table is still on a list, and call_rcu() overwrites the words that the list goes through. Take it off the list first.
}`,
    },
    {
      title: 'By helpers, through struct page',
      code: `
static void put_aside(struct page *page) { list_add(&page->lru, &pgd_list); }
static void free_later(struct page *page) { call_rcu(&page->rcu_head, free_now); }
void f(struct page *page)
{
	put_aside(page);
//      ^^^^^^^^^ related: It is put on the list here.
	free_later(page);
//      ^^^^^^^^^^ warning: This table is still on a list, and call_rcu() overwrites the words that the list goes through. Take it off the list first.
}`,
    },
  ],
  clean: [
    {
      title: 'Off the list first',
      code: `
void f(struct ptdesc *pt)
{
	list_add(&pt->pt_list, &pgd_list);
	list_del(&pt->pt_list);
	call_rcu(&pt->pt_rcu_head, free_now);
}`,
    },
    {
      title: 'Another table is on the list',
      code: `
void f(struct ptdesc *kept, struct ptdesc *pt)
{
	list_add(&kept->pt_list, &pgd_list);
	call_rcu(&pt->pt_rcu_head, free_now);
}`,
    },
    {
      title: 'One way lists it, the other frees it',
      code: `
void f(struct ptdesc *pt, int keep)
{
	if (keep)
		list_add(&pt->pt_list, &pgd_list);
	else
		call_rcu(&pt->pt_rcu_head, free_now);
}`,
    },
    {
      title: 'A function that may take it off',
      code: `
void withdraw(struct ptdesc *pt);
void f(struct ptdesc *pt)
{
	list_add(&pt->pt_list, &pgd_list);
	withdraw(pt);
	call_rcu(&pt->pt_rcu_head, free_now);
}`,
    },
  ],
};
