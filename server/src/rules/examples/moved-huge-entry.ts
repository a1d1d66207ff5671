import type { RuleExamples } from '../support/rule.ts';

/** What moved-huge-entry reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  above: `
pmd_t pmdp_huge_get_and_clear(struct mm_struct *mm, unsigned long addr, pmd_t *pmdp);
void set_pmd_at(struct mm_struct *mm, unsigned long addr, pmd_t *pmdp, pmd_t pmd);
void pgtable_trans_huge_deposit(struct mm_struct *mm, pmd_t *pmdp, pgtable_t pgtable);
pgtable_t pgtable_trans_huge_withdraw(struct mm_struct *mm, pmd_t *pmdp);
pmd_t pmd_mksoft_dirty(pmd_t pmd);
bool must_withdraw(pmd_t *to, pmd_t *from);`,
  flagged: [
    {
      title: 'The entry moves, its table stays',
      bug: '3592806cfa08',
      code: `
bool move_huge_pmd(struct mm_struct *mm, unsigned long from, unsigned long to, pmd_t *old_pmd, pmd_t *new_pmd)
{
	pmd_t pmd = pmdp_huge_get_and_clear(mm, from, old_pmd);
//                  ^^^^^^^^^^^^^^^^^^^^^^^ related: The entry is taken from here.

	set_pmd_at(mm, to, new_pmd, pmd);
//      ^^^^^^^^^^ warning: This moves a huge entry, and the page table that was deposited for it stays in the table of its old place. Withdraw it there and deposit it here.
	return true;
}`,
    },
    {
      title: 'Changed on the way',
      code: `
void f(struct mm_struct *mm, unsigned long from, unsigned long to, pmd_t *old_pmd, pmd_t *new_pmd)
{
	pmd_t pmd;

	pmd = pmdp_huge_get_and_clear(mm, from, old_pmd);
//            ^^^^^^^^^^^^^^^^^^^^^^^ related: The entry is taken from here.
	pmd = pmd_mksoft_dirty(pmd);
	set_pmd_at(mm, to, new_pmd, pmd_mksoft_dirty(pmd));
//      ^^^^^^^^^^ warning: This moves a huge entry, and the page table that was deposited for it stays in the table of its old place. Withdraw it there and deposit it here.
}`,
    },
    {
      title: 'Within one expression',
      code: `
void f(struct mm_struct *mm, unsigned long addr, pmd_t *old_pmd, pmd_t *new_pmd)
{
	set_pmd_at(mm, addr, new_pmd, pmdp_huge_get_and_clear(mm, addr, old_pmd));
//      ^^^^^^^^^^ warning: This moves a huge entry, and the page table that was deposited for it stays in the table of its old place. Withdraw it there and deposit it here.
//                                    ^^^^^^^^^^^^^^^^^^^^^^^ related: The entry is taken from here.
}`,
    },
  ],
  clean: [
    {
      title: 'The table moves along',
      bug: '3592806cfa08',
      code: `
bool move_huge_pmd(struct mm_struct *mm, unsigned long from, unsigned long to, pmd_t *old_pmd, pmd_t *new_pmd)
{
	pmd_t pmd = pmdp_huge_get_and_clear(mm, from, old_pmd);

	if (must_withdraw(new_pmd, old_pmd)) {
		pgtable_t pgtable = pgtable_trans_huge_withdraw(mm, old_pmd);

		pgtable_trans_huge_deposit(mm, new_pmd, pgtable);
	}
	set_pmd_at(mm, to, new_pmd, pmd);
	return true;
}`,
    },
    {
      title: 'Put back where it was',
      code: `
void f(struct mm_struct *mm, unsigned long addr, pmd_t *pmdp)
{
	pmd_t pmd = pmdp_huge_get_and_clear(mm, addr, pmdp);

	set_pmd_at(mm, addr, pmdp, pmd_mksoft_dirty(pmd));
}`,
    },
    {
      title: 'Another entry is stored',
      code: `
void f(struct mm_struct *mm, unsigned long addr, pmd_t *from, pmd_t *to, pmd_t fresh)
{
	pmd_t pmd = pmdp_huge_get_and_clear(mm, addr, from);

	if (pmd.pmd)
		set_pmd_at(mm, addr, to, fresh);
}`,
    },
  ],
};
