/**
 * Rule: deposit-at-destructor
 *
 * Reports the destructor of a table in which another table is still deposited for a huge entry.
 */
import type { PathEvent } from '../paths/operation.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleExamples, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'deposit-at-destructor',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A table is destructed or freed with another deposited in it.',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `pgtable_trans_huge_deposit() puts a table aside for an entry, and on the same path the table that
the entry lies in is destructed, freed or queued without pgtable_trans_huge_withdraw().`,
  why: `The deposited table is reachable only by that descriptor. Kernels that check stop at the destructor;
newer ones do not look any more, and the table is lost.`,
  how: `Withdraw the deposited table first, and free it.`,
};

const DEPOSIT = `
void pgtable_trans_huge_deposit(struct mm_struct *mm, pmd_t *pmdp, pgtable_t pgtable);
pgtable_t pgtable_trans_huge_withdraw(struct mm_struct *mm, pmd_t *pmdp);
void pte_free(struct mm_struct *mm, pgtable_t pgtable);`;

const examples: RuleExamples = {
  flagged: [
    {
      title: 'Given up with the deposit in it',
      code: `${DEPOSIT}
void f(struct mm_struct *mm, pmd_t *pmd, pgtable_t pgtable, int fail)
{
	pgtable_trans_huge_deposit(mm, pmd, pgtable);
	if (fail)
		pmd_free(mm, pmd);
}`,
    },
    {
      title: 'Queued',
      late: true,
      code: `${DEPOSIT}
void f(struct mmu_gather *tlb, pmd_t *pmd, pgtable_t pgtable)
{
	pgtable_trans_huge_deposit(tlb->mm, pmd, pgtable);
	tlb_remove_ptdesc(tlb, virt_to_ptdesc(pmd));
}`,
    },
    {
      title: 'By helpers',
      code: `${DEPOSIT}
static void set_aside(struct mm_struct *mm, pmd_t *pmd)
{
	pgtable_trans_huge_deposit(mm, pmd, __pte_alloc_one(mm, GFP_KERNEL));
}
static void drop(struct mm_struct *mm, pmd_t *pmd) { pmd_free(mm, pmd); }
void f(struct mm_struct *mm, pmd_t *pmd)
{
	set_aside(mm, pmd);
	drop(mm, pmd);
}`,
    },
  ],
  clean: [
    {
      title: 'Withdrawn first',
      code: `${DEPOSIT}
void f(struct mm_struct *mm, pmd_t *pmd, pgtable_t pgtable)
{
	pgtable_trans_huge_deposit(mm, pmd, pgtable);
	pte_free(mm, pgtable_trans_huge_withdraw(mm, pmd));
	pmd_free(mm, pmd);
}`,
    },
    {
      title: 'In another table',
      code: `${DEPOSIT}
void f(struct mm_struct *mm, pmd_t *kept, pmd_t *pmd, pgtable_t pgtable)
{
	pgtable_trans_huge_deposit(mm, kept, pgtable);
	pmd_free(mm, pmd);
}`,
    },
    {
      title: 'One way deposits, the other frees',
      code: `${DEPOSIT}
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

export const depositAtDestructor: Rule = { meta, docs, examples, check };

const ENDS = new Set(['destruct', 'free', 'queue']);

function check(context: RuleContext) {
  return pathFindings(context, meta, (event) => judge(context, event));
}

function judge(context: RuleContext, { operation, object }: PathEvent): Verdict | undefined {
  const { deposited } = object.marks;
  if (deposited === undefined || !ENDS.has(operation.kind)) return undefined;
  return {
    message: `A page table is still deposited in this one, and nothing else leads to it. Withdraw and free it first.`,
    related: [
      relatedAt(context, deposited, 'It is deposited here.'),
      relatedAt(context, operation.innerToken, 'This is where the table ends.'),
    ],
  };
}
