import type { RuleExample } from '../support/rule.ts';

/** What looks like a case of missing-destructor and is none. */
export const missingDestructorClean: readonly RuleExample[] = [
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
    title: 'A table of the boot, which nobody constructed',
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
];
