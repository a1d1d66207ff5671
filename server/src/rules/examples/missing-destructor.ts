import type { RuleExamples } from '../support/rule.ts';

/** What missing-destructor reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'An empty table of memory that is removed',
      bug: 'bbd6ec605c0f',
      code: `
static void free_hotplug_table(struct page *page)
{
	__free_pages(page, 0);
//      ^^^^^^^^^^^^ related: This is where the table goes.
}
void free_empty_pmd_table(pud_t *pud)
{
	pmd_t *pmd = pud_pgtable(*pud);

	pud_clear(pud);
	free_hotplug_table(virt_to_page(pmd));
//      ^^^^^^^^^^^^^^^^^^ 💡 warning: __free_pages() frees this page table without running its destructor first. pmd_alloc_one() constructs such tables in this tree. Its lock may leak, and NR_PAGETABLE no longer adds up.
//💡 Run pagetable_pmd_dtor() first
//@ static inline pmd_t *«pmd_alloc_one»(struct mm_struct *mm, unsigned long addr) related: pmd_alloc_one() gives out constructed tables.
}`,
      fixed: `
static void free_hotplug_table(struct page *page)
{
	__free_pages(page, 0);
}
void free_empty_pmd_table(pud_t *pud)
{
	pmd_t *pmd = pud_pgtable(*pud);

	pud_clear(pud);
	pagetable_pmd_dtor(virt_to_ptdesc(pmd));
	free_hotplug_table(virt_to_page(pmd));
}`,
    },
    {
      title: 'A preallocated pmd table goes back as a plain page',
      bug: 'c283610e44ec',
      code: `
static void free_pmds(pmd_t *pmds[], int count)
{
	int i;

	for (i = 0; i < count; i++)
		if (pmds[i])
			free_page((unsigned long)pmds[i]);
//                      ^^^^^^^^^ warning: free_pages() frees this page table without running its destructor first. pmd_alloc_one() constructs such tables in this tree. Its lock may leak, and NR_PAGETABLE no longer adds up.
//@ static inline pmd_t *«pmd_alloc_one»(struct mm_struct *mm, unsigned long addr) related: pmd_alloc_one() gives out constructed tables.
}
static int preallocate_pmds(struct mm_struct *mm, pmd_t *pmds[], int count)
{
	int i;

	for (i = 0; i < count; i++) {
		struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

		if (pt && !pagetable_pmd_ctor(pt)) {
			pagetable_free(pt);
			pt = NULL;
		}
		pmds[i] = pt ? ptdesc_address(pt) : NULL;
//                  ^ related: A constructed table is stored here.
	}
	return 0;
}`,
    },
    {
      title: 'A pmd table is replaced by a huge mapping',
      bug: 'd1c5246e08eb',
      code: `
int pud_free_pmd_page(pud_t *pud)
{
	pmd_t *pmd = pud_pgtable(*pud);

	pud_clear(pud);
	free_page((unsigned long)pmd);
//      ^^^^^^^^^ 💡 warning: free_pages() frees this page table without running its destructor first. pmd_alloc_one() constructs such tables in this tree. Its lock may leak, and NR_PAGETABLE no longer adds up.
//💡 Run pagetable_pmd_dtor() first
//@ static inline pmd_t *«pmd_alloc_one»(struct mm_struct *mm, unsigned long addr) related: pmd_alloc_one() gives out constructed tables.
	return 1;
}`,
      fixed: `
int pud_free_pmd_page(pud_t *pud)
{
	pmd_t *pmd = pud_pgtable(*pud);

	pud_clear(pud);
	pagetable_pmd_dtor(virt_to_ptdesc(pmd));
	free_page((unsigned long)pmd);
	return 1;
}`,
    },
    {
      title: 'A table of the lowest level is queued as it is',
      bug: '9de45f736f21',
      code: `
void __pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd, unsigned long addr)
{
	tlb_remove_ptdesc(tlb, virt_to_ptdesc(pmd));
//      ^^^^^^^^^^^^^^^^^ 💡 warning: tlb_remove_table() queues this page table without running its destructor first. pmd_alloc_one() constructs such tables in this tree. Its lock may leak, and NR_PAGETABLE no longer adds up.
//💡 Run pagetable_pmd_dtor() first
//@ static inline pmd_t *«pmd_alloc_one»(struct mm_struct *mm, unsigned long addr) related: pmd_alloc_one() gives out constructed tables.
//@ static inline void tlb_remove_ptdesc(struct mmu_gather *tlb, void *pt) { «tlb_remove_table»(tlb, pt); } related: This is where the table goes.
}`,
      fixed: `
void __pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd, unsigned long addr)
{
	pagetable_pmd_dtor(virt_to_ptdesc(pmd));
	tlb_remove_ptdesc(tlb, virt_to_ptdesc(pmd));
}`,
    },
    {
      title: 'An error path after the constructor',
      code: `
struct ptdesc *f(struct mm_struct *mm, int busy)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt || !pagetable_pte_ctor(pt)) {
//                  ^^^^^^^^^^^^^^^^^^ related: The constructor ran here.
		if (pt)
			pagetable_free(pt);
		return NULL;
	}
	if (busy) {
		pagetable_free(pt);
//              ^^^^^^^^^^^^^^ 💡 error: pagetable_free() frees this page table without running its destructor first. Its lock may leak, and NR_PAGETABLE no longer adds up.
//💡 Run pagetable_pte_dtor() first
		return NULL;
	}
	return pt;
}`,
      fixed: `
struct ptdesc *f(struct mm_struct *mm, int busy)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt || !pagetable_pte_ctor(pt)) {
		if (pt)
			pagetable_free(pt);
		return NULL;
	}
	if (busy) {
		pagetable_pte_dtor(pt);
		pagetable_free(pt);
		return NULL;
	}
	return pt;
}`,
    },
    {
      title: 'Freed by a helper of the same file',
      code: `
static void drop(struct page *page, int order)
{
	__free_pages(page, order);
//      ^^^^^^^^^^^^ related: This is where the table goes.
}
void f(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return;
	BUG_ON(!pagetable_pte_ctor(page_ptdesc(page)));
//      ^^^^^^ related: The constructor ran here.
	drop(page, 0);
//      ^^^^ 💡 error: __free_pages() frees this page table without running its destructor first. Its lock may leak, and NR_PAGETABLE no longer adds up.
//💡 Run pagetable_pte_dtor() first
}`,
      fixed: `
static void drop(struct page *page, int order)
{
	__free_pages(page, order);
}
void f(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return;
	BUG_ON(!pagetable_pte_ctor(page_ptdesc(page)));
	pagetable_pte_dtor(page_ptdesc(page));
	drop(page, 0);
}`,
    },
    {
      title: 'Freed at once where the queue would have run the destructor',
      late: true,
      code: `
void f(struct mm_struct *mm)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return;
	if (pagetable_pmd_ctor(mm, pt)) {
//          ^^^^^^^^^^^^^^^^^^ related: The constructor ran here.
		spin_lock(ptlock_ptr(pt));
		spin_unlock(ptlock_ptr(pt));
	}
	pagetable_free(pt);
//      ^^^^^^^^^^^^^^ 💡 error: pagetable_free() frees this page table without running its destructor first. Its lock may leak, and NR_PAGETABLE no longer adds up.
//💡 Run pagetable_dtor() first
}`,
      fixed: `
void f(struct mm_struct *mm)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return;
	if (pagetable_pmd_ctor(mm, pt)) {
		spin_lock(ptlock_ptr(pt));
		spin_unlock(ptlock_ptr(pt));
	}
	pagetable_dtor(pt);
	pagetable_free(pt);
}`,
    },
  ],
  clean: [
    {
      title: 'The preallocated pmd table, mended',
      bug: 'c283610e44ec',
      code: `
static void free_pmds(pmd_t *pmds[], int count)
{
	int i;

	for (i = 0; i < count; i++)
		if (pmds[i]) {
			pagetable_pmd_dtor(virt_to_ptdesc(pmds[i]));
			free_page((unsigned long)pmds[i]);
		}
}
static int preallocate_pmds(struct mm_struct *mm, pmd_t *pmds[], int count)
{
	int i;

	for (i = 0; i < count; i++)
		pmds[i] = pmd_alloc_one(mm, 0);
	return 0;
}`,
    },
    {
      title: 'The pmd table under a huge mapping, mended',
      bug: 'd1c5246e08eb',
      code: `
int pud_free_pmd_page(pud_t *pud)
{
	pmd_t *pmd = pud_pgtable(*pud);

	pud_clear(pud);
	pagetable_pmd_dtor(virt_to_ptdesc(pmd));
	free_page((unsigned long)pmd);
	return 1;
}`,
    },
    {
      title: 'The queued table, mended',
      bug: '9de45f736f21',
      code: `
void __pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd, unsigned long addr)
{
	struct ptdesc *pt = virt_to_ptdesc(pmd);

	pagetable_pmd_dtor(pt);
	tlb_remove_ptdesc(tlb, pt);
}`,
    },
    {
      title: 'The empty table of removed memory, mended',
      bug: 'bbd6ec605c0f',
      code: `
static void free_hotplug_table(struct page *page)
{
	__free_pages(page, 0);
}
void free_empty_pmd_table(pud_t *pud)
{
	pmd_t *pmd = pud_pgtable(*pud);

	pud_clear(pud);
	pagetable_pmd_dtor(virt_to_ptdesc(pmd));
	free_hotplug_table(virt_to_page(pmd));
}`,
    },
    {
      title: 'After a constructor that failed there is nothing to undo',
      code: `
struct ptdesc *f(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (pt && !pagetable_pmd_ctor(pt)) {
		pagetable_free(pt);
		pt = NULL;
	}
	return pt;
}`,
    },
    {
      title: 'The queue of this tree runs the destructor',
      late: true,
      code: `
void __pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd, unsigned long addr)
{
	tlb_remove_ptdesc(tlb, virt_to_ptdesc(pmd));
}`,
    },
    {
      title: 'A kernel table of the lowest level has no constructor here',
      code: `
int pmd_free_pte_page(pmd_t *pmd)
{
	pte_t *pte = (pte_t *)pmd_page_vaddr(*pmd);

	free_page((unsigned long)pte);
	return 1;
}
void pte_free_kernel(struct mm_struct *mm, pte_t *pte)
{
	pagetable_free(virt_to_ptdesc(pte));
}`,
    },
    {
      title: 'A copy of a table that never was one',
      code: `
int f(pud_t *pud)
{
	pmd_t *pmd = pud_pgtable(*pud);
	pmd_t *copy = (pmd_t *)__get_free_page(GFP_KERNEL);

	if (!copy)
		return 0;
	copy[0] = pmd[0];
	free_page((unsigned long)copy);
	pagetable_pmd_dtor(virt_to_ptdesc(pmd));
	free_page((unsigned long)pmd);
	return 1;
}`,
    },
    {
      title: 'Tables of kexec: raw pages under a table type',
      code: `
struct kimage { pmd_t *pmd; };
int init(struct kimage *image)
{
	image->pmd = (pmd_t *)get_zeroed_page(GFP_KERNEL);
	return image->pmd ? 0 : -1;
}
void cleanup(struct kimage *image)
{
	free_page((unsigned long)image->pmd);
	image->pmd = NULL;
}`,
    },
    {
      title: 'Tables that the same file made raw, for a mapping of its own',
      code: `
void set_pud(pud_t *pud, pud_t value);
int alloc_pmd_page(pud_t *pud)
{
	pmd_t *pmd = (pmd_t *)get_zeroed_page(GFP_KERNEL);

	if (!pmd)
		return -1;
	set_pud(pud, (pud_t){ __pa(pmd) | 1 });
	return 0;
}
void unmap_pmd(pud_t *pud)
{
	pmd_t *pmd = pud_pgtable(*pud);

	free_page((unsigned long)pmd);
}`,
    },
    {
      title: 'The destructor runs in the function that is called',
      code: `
static void pmd_dtor(pmd_t *pmd) { pagetable_pmd_dtor(virt_to_ptdesc(pmd)); }
void f(struct mmu_gather *tlb, pmd_t *pmd)
{
	pmd_dtor(pmd);
	tlb_remove_ptdesc(tlb, virt_to_ptdesc(pmd));
}`,
    },
    {
      title: 'A table of the boot, which no one constructed',
      code: `
bool pagetable_is_reserved(struct ptdesc *pt);
void free_reserved_ptdesc(struct ptdesc *pt);
void f(struct mm_struct *mm, pmd_t *pmd)
{
	struct ptdesc *pt = virt_to_ptdesc(pmd);

	if (pagetable_is_reserved(pt)) {
		free_reserved_ptdesc(pt);
		return;
	}
	pagetable_pmd_dtor(pt);
	pagetable_free(pt);
}`,
    },
    {
      title: 'The same condition asks twice',
      code: `
void f(int is_user)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return;
	if (is_user && !pagetable_pte_ctor(pt)) {
		pagetable_free(pt);
		return;
	}
	if (is_user)
		pagetable_pte_dtor(pt);
	pagetable_free(pt);
}`,
    },
  ],
};
