import type { RuleExamples } from '../support/rule.ts';

/** What void-laundering reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'A page that becomes a table',
      code: `
struct ptdesc *f(struct page *page)
{
	void *table = page;
//            ^^^^^ related: The variable has no type.

	return table;
//             ^^^^^ info: table holds a struct page * and is used here as a struct ptdesc *, which the compiler cannot check. Declare it with its type, and convert it.
}`,
    },
    {
      title: 'In the argument of a call',
      code: `
void f(void)
{
	void *table = alloc_pages(GFP_KERNEL, 0);
//            ^^^^^ related: The variable has no type.

	if (table)
		pagetable_pud_ctor(table);
//                                 ^^^^^ info: table holds a struct page * and is used here as a struct ptdesc *, which the compiler cannot check. Declare it with its type, and convert it.
}`,
    },
    {
      title: 'By an assignment, and a cast',
      code: `
void f(struct ptdesc *pt, struct page **to)
{
	void *p;
//            ^ related: The variable has no type.

	p = pt;
	*to = (struct page *)p;
//                           ^ info: p holds a struct ptdesc * and is used here as a struct page *, which the compiler cannot check. Declare it with its type, and convert it.
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
