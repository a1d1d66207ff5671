import type { RuleExamples } from '../support/rule.ts';

/** What deposit-at-destructor reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  above: `
void pgtable_trans_huge_deposit(struct mm_struct *mm, pmd_t *pmdp, pgtable_t pgtable);
pgtable_t pgtable_trans_huge_withdraw(struct mm_struct *mm, pmd_t *pmdp);
void pte_free(struct mm_struct *mm, pgtable_t pgtable);`,
  flagged: [
    {
      title: 'Given up with the deposit in it',
      code: `
void f(struct mm_struct *mm, pmd_t *pmd, pgtable_t pgtable, int fail)
{
	pgtable_trans_huge_deposit(mm, pmd, pgtable);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^ related: It is deposited here.
	if (fail)
		pmd_free(mm, pmd);
//              ^^^^^^^^ warning: A page table is still deposited in this one, and nothing else leads to it. Withdraw and free it first.
//@ «DTOR»(pmd, pt); related: This is where the table ends.
}`,
    },
    {
      title: 'Queued',
      late: true,
      code: `
void f(struct mmu_gather *tlb, pmd_t *pmd, pgtable_t pgtable)
{
	pgtable_trans_huge_deposit(tlb->mm, pmd, pgtable);
//      ^^^^^^^^^^^^^^^^^^^^^^^^^^ related: It is deposited here.
	tlb_remove_ptdesc(tlb, virt_to_ptdesc(pmd));
//      ^^^^^^^^^^^^^^^^^ warning: A page table is still deposited in this one, and nothing else leads to it. Withdraw and free it first.
//@ static inline void tlb_remove_ptdesc(struct mmu_gather *tlb, void *pt) { «tlb_remove_table»(tlb, pt); } related: This is where the table ends.
}`,
    },
    {
      title: 'By helpers',
      code: `
static void set_aside(struct mm_struct *mm, pmd_t *pmd)
{
	pgtable_trans_huge_deposit(mm, pmd, __pte_alloc_one(mm, GFP_KERNEL));
}
static void drop(struct mm_struct *mm, pmd_t *pmd) { pmd_free(mm, pmd); }
void f(struct mm_struct *mm, pmd_t *pmd)
{
	set_aside(mm, pmd);
//      ^^^^^^^^^ related: It is deposited here.
	drop(mm, pmd);
//      ^^^^ warning: A page table is still deposited in this one, and nothing else leads to it. Withdraw and free it first.
//@ «DTOR»(pmd, pt); related: This is where the table ends.
}`,
    },
  ],
  clean: [
    {
      title: 'Withdrawn first',
      code: `
void f(struct mm_struct *mm, pmd_t *pmd, pgtable_t pgtable)
{
	pgtable_trans_huge_deposit(mm, pmd, pgtable);
	pte_free(mm, pgtable_trans_huge_withdraw(mm, pmd));
	pmd_free(mm, pmd);
}`,
    },
    {
      title: 'In another table',
      code: `
void f(struct mm_struct *mm, pmd_t *kept, pmd_t *pmd, pgtable_t pgtable)
{
	pgtable_trans_huge_deposit(mm, kept, pgtable);
	pmd_free(mm, pmd);
}`,
    },
    {
      title: 'One way deposits, the other frees',
      code: `
void f(struct mm_struct *mm, pmd_t *pmd, pgtable_t pgtable, int huge)
{
	if (huge)
		pgtable_trans_huge_deposit(mm, pmd, pgtable);
	else
		pmd_free(mm, pmd);
}`,
    },
  ],
};
