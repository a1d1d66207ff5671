/**
 * Rule: constructed-for-kernel
 *
 * Reports a table that was constructed for the kernel's own address space, which gives it no lock, and
 * is then used as one that has a lock.
 */
import type { PathEvent } from '../paths/operation.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleExamples, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'constructed-for-kernel',
  severity: 'warning',
  since: '0.1.0',
  summary: "A table that was constructed for init_mm is used as a user's.",
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `In a tree whose constructors take the address space, one is given &init_mm, and on the same path
the table goes into another address space, or its lock is asked for.`,
  why: `The kernel's own tables are constructed without a lock, as nobody takes it. A user's table without
one is locked by a pointer that is null where locks are allocated apart, and by a word that nobody
initialised elsewhere.`,
  how: `Construct the table for the address space that it goes into.`,
};

const examples: RuleExamples = {
  flagged: [
    {
      title: "A user's table",
      late: true,
      code: `
int f(struct mm_struct *mm, pud_t *pud)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return -1;
	if (!pagetable_pmd_ctor(&init_mm, pt)) {
		pagetable_free(pt);
		return -1;
	}
	pud_populate(mm, pud, ptdesc_address(pt));
	return 0;
}`,
    },
    {
      title: 'Locked',
      late: true,
      code: `
void f(struct ptdesc *pt)
{
	if (!pagetable_pte_ctor(&init_mm, pt))
		return;
	spin_lock(ptlock_ptr(pt));
}`,
    },
    {
      title: 'Constructed by a helper',
      late: true,
      code: `
static struct ptdesc *fresh(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (pt && !pagetable_pte_ctor(&init_mm, pt)) {
		pagetable_free(pt);
		return NULL;
	}
	return pt;
}
void f(struct mm_struct *mm, pmd_t *pmd)
{
	struct ptdesc *pt = fresh();

	if (pt)
		pmd_populate(mm, pmd, ptdesc_page(pt));
}`,
    },
  ],
  clean: [
    {
      title: "The user's own",
      late: true,
      code: `
void f(struct mm_struct *mm, pud_t *pud, struct ptdesc *pt)
{
	if (pagetable_pmd_ctor(mm, pt))
		pud_populate(mm, pud, ptdesc_address(pt));
}`,
    },
    {
      title: "The kernel's table, in the kernel",
      late: true,
      code: `
void f(pud_t *pud, struct ptdesc *pt)
{
	if (pagetable_pmd_ctor(&init_mm, pt))
		pud_populate(&init_mm, pud, ptdesc_address(pt));
}`,
    },
    {
      title: 'A tree in which every table has a lock',
      code: `
void f(struct mm_struct *mm, pud_t *pud, struct ptdesc *pt)
{
	if (pagetable_pmd_ctor(pt))
		pud_populate(mm, pud, ptdesc_address(pt));
}`,
    },
  ],
};

export const constructedForKernel: Rule = { meta, docs, examples, check };

function check(context: RuleContext) {
  return pathFindings(context, meta, (event) => judge(context, event));
}

function judge(context: RuleContext, { operation, object }: PathEvent): Verdict | undefined {
  const { lockless } = object.marks;
  if (lockless === undefined || object.life !== 'constructed') return undefined;
  const what = useOfLock(operation);
  if (what === undefined) return undefined;
  return {
    message: `This table has no lock, as it was constructed for init_mm, and it ${what}. Construct it for the address space that it belongs to.`,
    related: [relatedAt(context, lockless, 'It is constructed here.')],
  };
}

function useOfLock({ kind, isKernelMm }: PathEvent['operation']): string | undefined {
  if (kind === 'lock') return 'is locked here';
  return kind === 'populate' && !isKernelMm ? 'goes into another address space here' : undefined;
}
