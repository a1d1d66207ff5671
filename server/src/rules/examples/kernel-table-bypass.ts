import type { RuleExamples } from '../support/rule.ts';

/** What kernel-table-bypass reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  above: `
void ptdesc_set_kernel(struct ptdesc *pt);
void ptdesc_clear_kernel(struct ptdesc *pt);
static inline void __pagetable_free(struct ptdesc *pt) { __free_page(ptdesc_page(pt)); }
static inline pte_t *kernel_table(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return NULL;
	ptdesc_set_kernel(pt);
	return ptdesc_address(pt);
}`,
  flagged: [
    {
      title: 'Freed as a page',
      bug: 'CVE-2025-71202',
      late: true,
      code: `
void f(int fail)
{
	pte_t *pte = kernel_table();
//                   ^^^^^^^^^^^^ related: It is marked as the kernel's own here.

	if (pte && fail)
		free_page((unsigned long)pte);
//              ^^^^^^^^^ warning: free_pages() frees a page table of the kernel immediately, while an IOMMU may still walk it. Call pagetable_free(), which checks the mark.
}`,
    },
    {
      title: 'Past the function that looks at the mark',
      late: true,
      code: `
void f(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return;
	ptdesc_set_kernel(pt);
//      ^^^^^^^^^^^^^^^^^ related: It is marked as the kernel's own here.
	__pagetable_free(pt);
//      ^^^^^^^^^^^^^^^^ warning: __pagetable_free() frees a page table of the kernel immediately, while an IOMMU may still walk it. Call pagetable_free(), which checks the mark.
}`,
    },
    {
      title: 'By a helper',
      late: true,
      code: `
static void drop(struct page *page) { __free_pages(page, 0); }
void f(struct ptdesc *pt)
{
	ptdesc_set_kernel(pt);
//      ^^^^^^^^^^^^^^^^^ related: It is marked as the kernel's own here.
	drop(ptdesc_page(pt));
//      ^^^^ warning: __free_pages() frees a page table of the kernel immediately, while an IOMMU may still walk it. Call pagetable_free(), which checks the mark.
}`,
    },
  ],
  clean: [
    {
      title: 'By the function that looks at the mark',
      bug: 'CVE-2025-71202',
      late: true,
      code: `
void f(int fail)
{
	pte_t *pte = kernel_table();

	if (pte && fail)
		pagetable_free(virt_to_ptdesc(pte));
}`,
    },
    {
      title: 'The mark is taken off',
      late: true,
      code: `
void f(struct ptdesc *pt)
{
	ptdesc_set_kernel(pt);
	ptdesc_clear_kernel(pt);
	__pagetable_free(pt);
}`,
    },
    {
      title: 'A table that is not marked',
      late: true,
      code: `
void f(struct ptdesc *pt)
{
	__pagetable_free(pt);
}`,
    },
  ],
};
