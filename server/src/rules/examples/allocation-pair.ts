import type { RuleExamples } from '../support/rule.ts';

/** What allocation-pair reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'Two pages, of which one is freed',
      bug: 'x86/efi: Free efi_pgd with free_pages()',
      code: `
int f(void)
{
	pgd_t *pgd = (pgd_t *)__get_free_pages(GFP_KERNEL, 1);
//                            ^^^^^^^^^^^^^^^^ related: It was allocated here.

	if (!pgd)
		return -1;
	free_page((unsigned long)pgd);
//      ^^^^^^^^^ 💡 error: This memory was allocated in order 1 and is freed in order 0. Free it with the function that belongs to its allocation, in the same order.
//💡 Write free_pages((unsigned long)pgd, 1)
	return 0;
}`,
      fixed: `
int f(void)
{
	pgd_t *pgd = (pgd_t *)__get_free_pages(GFP_KERNEL, 1);

	if (!pgd)
		return -1;
	free_pages((unsigned long)pgd, 1);
	return 0;
}`,
    },
    {
      title: 'A plain page goes back as a page table',
      bug: 'x86/mm/pat before its conversion to ptdescs (2026)',
      code: `
pte_t *f(int busy)
{
	pte_t *pte = (pte_t *)__get_free_page(GFP_KERNEL);
//                            ^^^^^^^^^^^^^^^ related: It was allocated here.

	if (pte && busy) {
		pagetable_free(virt_to_ptdesc(pte));
//              ^^^^^^^^^^^^^^ 💡 warning: This memory came from the page allocator, and pagetable_free() frees what comes from pagetable_alloc(). Free it with the function that belongs to its allocation, in the same order.
//💡 Write free_page((unsigned long)pte)
		return NULL;
	}
	return pte;
}`,
      fixed: `
pte_t *f(int busy)
{
	pte_t *pte = (pte_t *)__get_free_page(GFP_KERNEL);

	if (pte && busy) {
		free_page((unsigned long)pte);
		return NULL;
	}
	return pte;
}`,
    },
    {
      title: 'A page table goes back as a plain page',
      code: `
int f(void)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_KERNEL, 0);
//                              ^^^^^^^^^^^^^^^ related: It was allocated here.

	if (!ptdesc)
		return -1;
	__free_page(ptdesc_page(ptdesc));
//      ^^^^^^^^^^^ 💡 warning: This memory came from pagetable_alloc(), and __free_pages() frees what comes from the page allocator. Free it with the function that belongs to its allocation, in the same order.
//💡 Write pagetable_free(ptdesc)
	return 0;
}`,
      fixed: `
int f(void)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_KERNEL, 0);

	if (!ptdesc)
		return -1;
	pagetable_free(ptdesc);
	return 0;
}`,
    },
    {
      title: 'A slab object is freed as a page',
      code: `
int f(struct kmem_cache *pgd_cache)
{
	pgd_t *pgd = kmem_cache_alloc(pgd_cache, GFP_KERNEL);
//                   ^^^^^^^^^^^^^^^^ related: It was allocated here.

	if (!pgd)
		return -1;
	free_page((unsigned long)pgd);
//      ^^^^^^^^^ error: This memory came from a slab, and free_pages() frees what comes from the page allocator. Free it with the function that belongs to its allocation, in the same order.
	return 0;
}`,
    },
    {
      title: 'The table of an entry goes to a slab',
      code: `
void drop_pmd(pud_t *pud)
{
	pmd_t *pmd = pud_pgtable(*pud);

	pagetable_pmd_dtor(virt_to_ptdesc(pmd));
	kfree(pmd);
//      ^^^^^ error: This pmd table comes from pages, as all of its level do in this tree, and kfree() frees what comes from a slab. Free it with the function that belongs to its allocation, in the same order.
}`,
    },
  ],
  clean: [
    {
      title: 'Two pages, both freed',
      bug: 'x86/efi: Free efi_pgd with free_pages()',
      code: `
int f(void)
{
	pgd_t *pgd = (pgd_t *)__get_free_pages(GFP_KERNEL, 1);

	if (!pgd)
		return -1;
	free_pages((unsigned long)pgd, 1);
	return 0;
}`,
    },
    {
      title: 'A page table from beginning to end',
      bug: 'x86/mm/pat before its conversion to ptdescs (2026)',
      code: `
pte_t *f(int busy)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (pt && busy) {
		pagetable_free(pt);
		return NULL;
	}
	return pt ? ptdesc_address(pt) : NULL;
}`,
    },
    {
      title: 'The same order under two names',
      code: `
enum { PGD_ORDER = 1 };
int f(void)
{
	unsigned long pgd = __get_free_pages(GFP_KERNEL, PGD_ORDER);

	if (!pgd)
		return -1;
	free_pages(pgd, 1);
	return 0;
}
void g(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 0);

	if (page)
		free_page((unsigned long)page_address(page));
}`,
    },
    {
      title: 'By size, one allocator or the other, asked twice',
      code: `
int f(struct kmem_cache *cache, int is_small)
{
	pgd_t *pgd;

	if (is_small)
		pgd = kmem_cache_alloc(cache, GFP_KERNEL);
	else
		pgd = (pgd_t *)__get_free_page(GFP_KERNEL);
	if (!pgd)
		return -1;
	if (is_small)
		kmem_cache_free(cache, pgd);
	else
		free_page((unsigned long)pgd);
	return 0;
}`,
    },
    {
      title: 'By feature, one allocator or the other, each in a function',
      code: `
int has_feature(void);
static pgd_t *pgd_new(struct kmem_cache *cache)
{
	if (has_feature())
		return kmem_cache_alloc(cache, GFP_KERNEL);
	return (pgd_t *)__get_free_pages(GFP_KERNEL, 1);
}
static void pgd_drop(struct kmem_cache *cache, pgd_t *pgd)
{
	if (has_feature())
		kmem_cache_free(cache, pgd);
	else
		free_pages((unsigned long)pgd, 1);
}
int f(struct kmem_cache *cache)
{
	pgd_t *pgd = pgd_new(cache);

	if (!pgd)
		return -1;
	pgd_drop(cache, pgd);
	return 0;
}`,
    },
    {
      title: 'Split into single pages first',
      code: `
void split_page(struct page *page, unsigned int order);
struct page *f(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 1);

	if (!page)
		return NULL;
	split_page(page, 1);
	__free_page(page);
	return page + 1;
}`,
    },
    {
      title: 'An order that is only known at run time',
      code: `
unsigned int pgd_order(void);
int f(void)
{
	pgd_t *pgd = (pgd_t *)__get_free_pages(GFP_KERNEL, pgd_order());

	if (pgd)
		free_pages((unsigned long)pgd, pgd_order());
	return 0;
}`,
    },
    {
      title: 'Two variables for two allocations',
      code: `
int f(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 1);
	struct page *page = alloc_page(GFP_KERNEL);

	if (page)
		__free_page(page);
	if (pt)
		pagetable_free(pt);
	return 0;
}`,
    },
  ],
};
