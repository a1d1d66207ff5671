import type { RuleExamples } from '../support/rule.ts';

/** What use-after-free-or-queue reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'The descriptor is read after it was freed',
      code: `
struct mm_struct *f(struct ptdesc *pt)
{
	pagetable_free(pt);
//      ^^^^^^^^^^^^^^ related: The table was freed here.
	return pt->pt_mm;
//                 ^^^^^ error: A page table that was freed on this path is used. Its memory may have another owner by now. Do this before the table goes.
}`,
    },
    {
      title: 'Off the list after it was queued',
      code: `
void list_del(struct list_head *entry);
void f(struct mmu_gather *tlb, struct ptdesc *pt)
{
	pagetable_pte_dtor(pt);
	tlb_remove_ptdesc(tlb, pt);
//      ^^^^^^^^^^^^^^^^^ related: The table was queued to be freed here.
	pt->pt_list.next = NULL;
//          ^^^^^^^ error: A page table that was queued to be freed on this path is used. Its memory may have another owner by now. Do this before the table goes.
}`,
    },
    {
      title: 'Freed by two functions',
      code: `
void f(struct mm_struct *mm, pmd_t *pmd)
{
	pmd_free(mm, pmd);
//      ^^^^^^^^ related: The table was freed here.
	free_page((unsigned long)pmd);
//      ^^^^^^^^^ error: A page table that was freed on this path is freed again, by free_pages(). Its memory may have another owner by now. Do this before the table goes.
}`,
    },
    {
      title: 'The destructor after call_rcu()',
      code: `
static void free_now(struct rcu_head *head)
{
	pagetable_free(container_of(head, struct ptdesc, pt_rcu_head));
}
void f(struct ptdesc *pt)
{
	call_rcu(&pt->pt_rcu_head, free_now);
//      ^^^^^^^^ related: The table was queued to be freed here.
	pagetable_pte_dtor(pt);
//      ^^^^^^^^^^^^^^^^^^ error: A page table that was queued to be freed on this path is given to pagetable_pte_dtor(). Its memory may have another owner by now. Do this before the table goes.
}`,
    },
    {
      title: 'An entry points to what was freed',
      code: `
int f(struct mm_struct *mm, pud_t *pud)
{
	pmd_t *pmd = pmd_alloc_one(mm, 0);

	if (!pmd)
		return -1;
	if (pud->pud)
		pmd_free(mm, pmd);
//              ^^^^^^^^ related: The table was freed here.
	pud_populate(mm, pud, pmd);
//      ^^^^^^^^^^^^ error: A page table that was freed on this path is put into an entry. Its memory may have another owner by now. Do this before the table goes.
	return 0;
}`,
    },
  ],
  clean: [
    {
      title: 'The next one is read before this one goes',
      code: `
void f(struct list_head *tables)
{
	struct ptdesc *pt, *next;

	for (pt = container_of(tables->next, struct ptdesc, pt_list),
	     next = container_of(pt->pt_list.next, struct ptdesc, pt_list);
	     &pt->pt_list != tables;
	     pt = next, next = container_of(next->pt_list.next, struct ptdesc, pt_list)) {
		pagetable_pte_dtor(pt);
		pagetable_free(pt);
	}
}`,
    },
    {
      title: 'One way frees, the other uses',
      code: `
void f(struct mm_struct *mm, pud_t *pud)
{
	pmd_t *pmd = pmd_alloc_one(mm, 0);

	if (!pmd)
		return;
	if (pud->pud)
		pmd_free(mm, pmd);
	else
		pud_populate(mm, pud, pmd);
}`,
    },
    {
      title: 'Only compared afterwards',
      code: `
int f(struct mm_struct *mm, pmd_t *pmd, pmd_t *other)
{
	pmd_free(mm, pmd);
	return pmd == other;
}`,
    },
    {
      title: 'Freed and allocated again',
      code: `
int f(struct mm_struct *mm)
{
	pmd_t *pmd = pmd_alloc_one(mm, 0);

	if (!pmd)
		return -1;
	pmd_free(mm, pmd);
	pmd = pmd_alloc_one(mm, 0);
	if (!pmd)
		return -1;
	pmd[0].pmd = 1;
	pmd_free(mm, pmd);
	return 0;
}`,
    },
    {
      title: 'The same condition asks twice',
      code: `
void f(struct mm_struct *mm, pmd_t *pmd, int is_last)
{
	if (is_last)
		pmd_free(mm, pmd);
	if (!is_last)
		pmd[0].pmd = 0;
}`,
    },
  ],
};
