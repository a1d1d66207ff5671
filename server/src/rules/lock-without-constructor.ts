/**
 * Rule: lock-without-constructor
 *
 * Reports that the lock of a table is taken before its constructor made it, or after its destructor
 * gave it back.
 */
import type { PathEvent } from '../paths/operation.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleExamples, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'lock-without-constructor',
  severity: 'warning',
  since: '0.1.0',
  summary: 'The lock of a page table is asked for while there is none.',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `ptlock_ptr() is called for a table that was allocated on the same path and not constructed, whose
constructor failed, or whose destructor ran.`,
  why: `The constructor makes the lock and the destructor gives it back. Where locks are allocated apart
(lockdep, PREEMPT_RT) the pointer is null before, and points to freed memory after; elsewhere the lock was
never initialised.`,
  how: `Take the lock between the constructor and the destructor.`,
};

const examples: RuleExamples = {
  flagged: [
    {
      title: 'Locked when it was just allocated',
      code: `
void f(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return;
	spin_lock(ptlock_ptr(pt));
	pagetable_free(pt);
}`,
    },
    {
      title: 'Unlocked after the destructor',
      code: `
void f(struct mm_struct *mm, pmd_t *pmd)
{
	struct ptdesc *pt = virt_to_ptdesc(pmd);
	spinlock_t *ptl = ptlock_ptr(pt);

	spin_lock(ptl);
	pagetable_pmd_dtor(pt);
	spin_unlock(ptlock_ptr(pt));
	pagetable_free(pt);
}`,
    },
    {
      title: 'By a helper, after the constructor failed',
      code: `
static void lock_table(struct ptdesc *pt)
{
	spin_lock(ptlock_ptr(pt));
}
struct ptdesc *f(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);
	bool ok;

	if (!pt)
		return NULL;
	ok = pagetable_pte_ctor(pt);
	if (!ok)
		lock_table(pt);
	return pt;
}`,
    },
  ],
  clean: [
    {
      title: 'Between constructor and destructor',
      code: `
void f(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return;
	if (pagetable_pte_ctor(pt)) {
		spin_lock(ptlock_ptr(pt));
		spin_unlock(ptlock_ptr(pt));
		pagetable_pte_dtor(pt);
	}
	pagetable_free(pt);
}`,
    },
    {
      title: 'A table that somebody else made',
      code: `
spinlock_t *f(pmd_t pmd)
{
	return ptlock_ptr(virt_to_ptdesc((void *)pmd_page_vaddr(pmd)));
}`,
    },
    {
      title: 'Filled and handed to a function that may construct it',
      code: `
void set_up(struct ptdesc *pt);
spinlock_t *f(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return NULL;
	set_up(pt);
	return ptlock_ptr(pt);
}`,
    },
  ],
};

export const lockWithoutConstructor: Rule = { meta, docs, examples, check };

function check(context: RuleContext) {
  return pathFindings(context, meta, (event) => judge(context, event));
}

function judge(context: RuleContext, { operation, object }: PathEvent): Verdict | undefined {
  if (operation.kind !== 'lock') return undefined;
  const { life, origin, constructorFailed, allocatedAt, destructedAt } = object;
  if (life === 'destructed') {
    return {
      message: `The destructor of this table has given its lock back. Let go of the lock before the destructor runs.`,
      related: [relatedAt(context, destructedAt, 'The destructor runs here.')],
    };
  }
  if (life !== 'raw' || origin.kind !== 'allocated') return undefined;
  const why = constructorFailed ? 'its constructor failed' : 'its constructor has not run';
  return {
    message: `This table has no lock: ${why}. Take the lock once the constructor has succeeded.`,
    related: [relatedAt(context, allocatedAt, 'It is allocated here, raw.')],
  };
}
