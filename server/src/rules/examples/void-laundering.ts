import type { RuleExamples } from '../support/rule.ts';

/** What void-laundering reports, and what looks alike and is none. */
export const voidLaunderingExamples: RuleExamples = {
  flagged: [
    {
      title: 'A page that becomes a table',
      code: `
struct ptdesc *f(struct page *page)
{
	void *table = page;

	return table;
}`,
    },
    {
      title: 'In the argument of a call',
      code: `
void f(void)
{
	void *table = alloc_pages(GFP_KERNEL, 0);

	if (table)
		pagetable_pud_ctor(table);
}`,
    },
    {
      title: 'By an assignment, and a cast',
      code: `
void f(struct ptdesc *pt, struct page **to)
{
	void *p;

	p = pt;
	*to = (struct page *)p;
}`,
    },
  ],
  clean: [
    {
      title: 'The same memdesc again',
      code: `
bool f(void)
{
	void *table = pagetable_alloc(GFP_KERNEL, 0);

	return table && pagetable_pte_ctor(table);
}`,
    },
    {
      title: 'A table by its address',
      code: `
pmd_t *f(struct ptdesc *pt)
{
	void *table = ptdesc_address(pt);

	return table;
}`,
    },
    {
      title: 'One or the other, as a flag says',
      code: `
struct page *f(struct page *page, struct ptdesc *pt, int is_table)
{
	void *p = page;

	if (is_table)
		p = pt;
	return p;
}`,
    },
    {
      title: 'Through a function that takes anything',
      code: `
void *through(void *p);
struct ptdesc *f(struct page *page)
{
	void *p = through(page);

	return p;
}`,
    },
  ],
};
