import type { RuleExamples } from '../support/rule.ts';

/** What typed-page-mapped reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  above: `
struct vm_area_struct;
int vm_insert_page(struct vm_area_struct *vma, unsigned long addr, struct page *page);
static inline void __SetPageOffline(struct page *page)
{
	if (page->page_type >> 24 == 0xf1)
		return;
	page->page_type = 0xf1u << 24;
}
static inline void __ClearPageOffline(struct page *page) { page->page_type = ~0u; }`,
  flagged: [
    {
      title: 'A page that got a type',
      bug: '18b2db3b0385',
      code: `
int f(struct vm_area_struct *vma, unsigned long addr)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -1;
	__SetPageOffline(page);
//      ^^^^^^^^^^^^^^^^ related: It is set here.
	return vm_insert_page(vma, addr, page);
//             ^^^^^^^^^^^^^^ warning: vm_insert_page() maps a page with a type, and its page type lies over the count of mappings. Map a page that has none.
}`,
    },
    {
      title: 'Memory from a slab cache',
      code: `
int f(struct vm_area_struct *vma, unsigned long addr)
{
	void *buffer = kmalloc(PAGE_SIZE, GFP_KERNEL);
//                     ^^^^^^^ related: It is allocated here.

	if (!buffer)
		return -1;
	return vm_insert_page(vma, addr, virt_to_page(buffer));
//             ^^^^^^^^^^^^^^ warning: vm_insert_page() maps slab memory, and its page type lies over the count of mappings. Map a page that has none.
}`,
    },
    {
      title: 'A page table',
      code: `
int f(struct vm_area_struct *vma, unsigned long addr, pmd_t *table)
{
	return vm_insert_page(vma, addr, virt_to_page(table));
//             ^^^^^^^^^^^^^^ warning: vm_insert_page() maps a page table, and its page type lies over the count of mappings. Map a page that has none.
}`,
    },
  ],
  clean: [
    {
      title: 'A page without a type',
      bug: '18b2db3b0385',
      code: `
int f(struct vm_area_struct *vma, unsigned long addr)
{
	struct page *page = alloc_page(GFP_KERNEL);

	return page ? vm_insert_page(vma, addr, page) : -1;
}`,
    },
    {
      title: 'The type is taken back',
      code: `
int f(struct vm_area_struct *vma, unsigned long addr, struct page *page)
{
	__SetPageOffline(page);
	__ClearPageOffline(page);
	return vm_insert_page(vma, addr, page);
}`,
    },
    {
      title: 'Another page has the type',
      code: `
int f(struct vm_area_struct *vma, unsigned long addr, struct page *typed, struct page *page)
{
	__SetPageOffline(typed);
	return vm_insert_page(vma, addr, page);
}`,
    },
    {
      title: 'A whole page by its address',
      code: `
int f(struct vm_area_struct *vma, unsigned long addr)
{
	unsigned long buffer = __get_free_page(GFP_KERNEL);

	return buffer ? vm_insert_page(vma, addr, virt_to_page((void *)buffer)) : -1;
}`,
    },
  ],
};
