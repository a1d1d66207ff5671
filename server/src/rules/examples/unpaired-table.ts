import type { RuleExamples } from '../support/rule.ts';

/** What unpaired-table reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'One side forgets',
      code: `
pgd_t *pgd_alloc(struct mm_struct *mm)
//     ^^^^^^^^^ error: pgd_alloc() does not run a constructor on pgd tables, and pgd_free() destructs them. Do the same on both sides.
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	return pt ? ptdesc_address(pt) : NULL;
}
void pgd_free(struct mm_struct *mm, pgd_t *pgd)
//   ^^^^^^^^ related: pgd_free() is the counterpart.
{
	struct ptdesc *pt = virt_to_ptdesc(pgd);

	pagetable_pud_dtor(pt);
	pagetable_free(pt);
}`,
    },
    {
      title: 'The queue of one level takes nothing',
      code: `
static inline void __pud_free_tlb(struct mmu_gather *tlb, pud_t *pud, unsigned long addr)
//                 ^^^^^^^^^^^^^^ error: __pud_free_tlb() neither frees nor queues the pud table that it is given. Its memory is lost.
{
	struct ptdesc *pt = virt_to_ptdesc(pud);

	(void)pt;
}`,
    },
    {
      title: 'Objects of a slab go back as pages',
      code: `
extern struct kmem_cache *pgd_cache;
pgd_t *pgd_alloc(struct mm_struct *mm)
//     ^^^^^^^^^ related: pgd_alloc() is the counterpart.
{
	return kmem_cache_alloc(pgd_cache, GFP_KERNEL);
}
void pgd_free(struct mm_struct *mm, pgd_t *pgd)
//   ^^^^^^^^ error: pgd_free() gives pgd tables back to another allocator than pgd_alloc() takes them from. Free them by the function that belongs to their allocation.
{
	free_page((unsigned long)pgd);
}`,
    },
  ],
  clean: [
    {
      title: 'Raw on both sides',
      code: `
pgd_t *pgd_alloc(struct mm_struct *mm)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	return pt ? ptdesc_address(pt) : NULL;
}
void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	pagetable_free(virt_to_ptdesc(pgd));
}`,
    },
    {
      title: 'A level that may be folded',
      code: `
int pgd_is_folded(struct mm_struct *mm);
pgd_t *pgd_alloc(struct mm_struct *mm)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	return pt ? ptdesc_address(pt) : NULL;
}
void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	if (!pgd_is_folded(mm))
		pagetable_free(virt_to_ptdesc(pgd));
}`,
    },
    {
      title: 'A slab on both sides',
      code: `
extern struct kmem_cache *pgd_cache;
pgd_t *pgd_alloc(struct mm_struct *mm)
{
	return kmem_cache_alloc(pgd_cache, GFP_KERNEL);
}
void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	kmem_cache_free(pgd_cache, pgd);
}`,
    },
  ],
};
