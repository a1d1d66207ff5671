/**
 * Rule: wrong-level
 *
 * Reports a table that was constructed for one level and then used or destructed as another. What an
 * address has for a type says nothing here: folded levels use one table under several names.
 */
import type { PathEvent } from '../paths/operation.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleExamples, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'wrong-level',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A page table is constructed for one level and used or destructed as another.',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `On one path a table is constructed by the function of one level, and then an entry of another level
is made to point to it, or the destructor of another level runs.`,
  why: `Only a pmd table keeps a list of tables put aside, and only its functions set it up and check that
it is empty. Where locks are split for one level and not for the other, the table has a lock that nobody
takes, or none where one is taken.`,
  how: `Use the constructor and the destructor of the level at which the table is.`,
};

const examples: RuleExamples = {
  flagged: [
    {
      title: 'A pmd table with the constructor of the lowest level',
      code: `
int f(struct mm_struct *mm, pud_t *pud)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return -1;
	if (!pagetable_pte_ctor(pt)) {
		pagetable_free(pt);
		return -1;
	}
	pud_populate(mm, pud, ptdesc_address(pt));
	return 0;
}`,
    },
    {
      title: 'A table from pmd_alloc_one() at the lowest level',
      code: `
int f(struct mm_struct *mm, pmd_t *pmd)
{
	pmd_t *table = pmd_alloc_one(mm, 0);

	if (!table)
		return -1;
	pmd_populate(mm, pmd, virt_to_page(table));
	return 0;
}`,
    },
    {
      title: 'The destructor of the other level on the way out',
      code: `
struct ptdesc *f(int busy)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return NULL;
	if (!pagetable_pmd_ctor(pt)) {
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
  ],
  clean: [
    {
      title: 'The level of the constructor',
      code: `
int f(struct mm_struct *mm, pud_t *pud)
{
	pmd_t *pmd = pmd_alloc_one(mm, 0);

	if (!pmd)
		return -1;
	pud_populate(mm, pud, pmd);
	return 0;
}`,
    },
    {
      title: 'A folded level, whose table has another type',
      code: `
void pgd_free(struct mm_struct *mm, pgd_t *pgd, int is_folded)
{
	struct ptdesc *pt = virt_to_ptdesc(pgd);

	if (is_folded)
		pagetable_pmd_dtor(pt);
	pagetable_free(pt);
}`,
    },
    {
      title: 'One destructor for all levels',
      late: true,
      code: `
void f(struct mm_struct *mm)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (pt && pagetable_pmd_ctor(mm, pt))
		pagetable_dtor(pt);
	if (pt)
		pagetable_free(pt);
}`,
    },
    {
      title: 'A constructor for each level',
      code: `
void f(struct ptdesc *pt, int level)
{
	BUG_ON(level ? !pagetable_pmd_ctor(pt) : !pagetable_pte_ctor(pt));
}`,
    },
  ],
};

export const wrongLevel: Rule = { meta, docs, examples, check };

function check(context: RuleContext) {
  return pathFindings(context, meta, (event) => judge(context, event));
}

function judge(context: RuleContext, { operation, object }: PathEvent): Verdict | undefined {
  const { kind, level, name } = operation;
  if (kind !== 'populate' && kind !== 'destruct') return undefined;
  if (object.life !== 'constructed' || object.level === undefined) return undefined;
  if (level === undefined || level === object.level) return undefined;
  const what =
    kind === 'destruct'
      ? `${name}() is the destructor of a ${level} table`
      : `${name}() makes it a ${level} table`;
  return {
    message: `This table was constructed as a ${object.level} table, and ${what}. The levels differ in what their constructors set up. Use the one of the table's level.`,
    related: [relatedAt(context, object.constructedAt, `Constructed as a ${object.level} table.`)],
  };
}
