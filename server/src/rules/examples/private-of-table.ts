import type { RuleExamples } from '../support/rule.ts';

/** What private-of-table reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: "A pointer beside the table, in the table's page",
      bug: 'arch/x86/xen/mmu_pv.c keeps the pgd of user space there',
      code: `
int f(pgd_t *pgd, pgd_t *user_pgd)
{
	struct page *page = virt_to_page(pgd);

	page->private = (unsigned long)user_pgd;
//            ^^^^^^^ info: This writes to the private word of a page table's page, over which the lock of the table lies. Keep it in a word of its own.
	return 0;
}`,
    },
    {
      title: 'By a macro',
      code: `
#define set_page_private(page, v) ((page)->private = (v))
void f(pmd_t *pmd, unsigned long owner)
{
	set_page_private(virt_to_page(pmd), owner);
//      ^^^^^^^^^^^^^^^^ info: This writes to the private word of a page table's page, over which the lock of the table lies. Keep it in a word of its own.
}`,
    },
    {
      title: 'By a function',
      code: `
void set_page_private(struct page *page, unsigned long private);
void f(pgd_t *pgd, unsigned long owner)
{
	set_page_private(virt_to_page(pgd), owner);
//      ^^^^^^^^^^^^^^^^ info: This writes to the private word of a page table's page, over which the lock of the table lies. Keep it in a word of its own.
}`,
    },
    {
      title: 'By way of the descriptor',
      code: `
void f(struct ptdesc *pt, unsigned long owner)
{
	ptdesc_page(pt)->private = owner;
//                       ^^^^^^^ info: This writes to the private word of a page table's page, over which the lock of the table lies. Keep it in a word of its own.
}`,
    },
  ],
  clean: [
    {
      title: 'The pointer in a place of its own',
      bug: 'arch/x86/xen/mmu_pv.c keeps the pgd of user space there',
      code: `
struct context { pgd_t *user_pgd; };
int f(struct context *context, pgd_t *user_pgd)
{
	context->user_pgd = user_pgd;
	return 0;
}`,
    },
    {
      title: 'A page that is no table',
      code: `
void f(void *shadow, unsigned long owner)
{
	virt_to_page(shadow)->private = owner;
}`,
    },
    {
      title: 'Another word of the page',
      code: `
void f(pgd_t *pgd, unsigned long n)
{
	virt_to_page(pgd)->index = n;
}`,
    },
    {
      title: 'Only read',
      code: `
unsigned long f(pgd_t *pgd)
{
	return virt_to_page(pgd)->private;
}`,
    },
    {
      title: 'The page that an entry maps',
      code: `
struct page *pmd_page(pmd_t pmd);
void f(pmd_t *pmd)
{
	pmd_page(*pmd)->private = 0;
}`,
    },
  ],
};
