/**
 * Rule: unzeroed-table
 *
 * Reports a table that goes into use with whatever its memory held before.
 */
import { gfpBit } from '../paths/gfp-bits.ts';
import type { PathEvent } from '../paths/operation.ts';
import { lineFix } from './line-fix.ts';
import { pathFindings, placeOf, relatedAt, type Verdict } from './path-findings.ts';
import type { Fix, Rule, RuleContext, RuleDocs, RuleExamples, RuleMeta } from './rule.ts';

const meta: RuleMeta = {
  id: 'unzeroed-table',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A page table goes into use with what its memory held before.',
  needs: 'paths',
  fixable: true,
};

const docs: RuleDocs = {
  what: `A table is allocated with flags that are known and lack __GFP_ZERO, and on a path nothing is written
to its memory, nor is it given to another function that might, before an entry is made to point to it.`,
  why: `The machine takes what is left in the memory for entries: whoever owns the address space may reach
any page through them, and freeing the table walks into them.`,
  how: `Allocate it with __GFP_ZERO, as GFP_PGTABLE_USER does, or fill it first.`,
};

const GFP = '#define __GFP_ZERO 0x100u\n#define GFP_PGTABLE_USER (GFP_KERNEL | __GFP_ZERO)';

const examples: RuleExamples = {
  flagged: [
    {
      title: 'Flags without zeroing',
      code: `${GFP}
int f(struct mm_struct *mm, pud_t *pud)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return -1;
	if (!pagetable_pmd_ctor(pt)) {
		pagetable_free(pt);
		return -1;
	}
	pud_populate(mm, pud, ptdesc_address(pt));
	return 0;
}`,
    },
    {
      title: 'By a helper that is given the flags',
      code: `${GFP}
int f(struct mm_struct *mm, pmd_t *pmd)
{
	pgtable_t pte = __pte_alloc_one(mm, GFP_KERNEL);

	if (!pte)
		return -1;
	pmd_populate(mm, pmd, pte);
	return 0;
}`,
    },
    {
      title: 'A plain page, cleared on one way only',
      code: `${GFP}
void f(struct mm_struct *mm, pud_t *pud, int clear)
{
	pmd_t *pmd = (pmd_t *)__get_free_page(GFP_KERNEL);

	if (!pmd)
		return;
	if (clear)
		memset(pmd, 0, PAGE_SIZE);
	pud_populate(mm, pud, pmd);
}`,
    },
  ],
  clean: [
    {
      title: 'With the flag',
      code: `${GFP}
int f(struct mm_struct *mm, pmd_t *pmd)
{
	pgtable_t pte = __pte_alloc_one(mm, GFP_PGTABLE_USER);

	if (!pte)
		return -1;
	pmd_populate(mm, pmd, pte);
	return 0;
}`,
    },
    {
      title: 'By the allocator that clears',
      code: `${GFP}
void f(struct mm_struct *mm, pud_t *pud)
{
	pmd_t *pmd = (pmd_t *)get_zeroed_page(GFP_KERNEL);

	if (pmd)
		pud_populate(mm, pud, pmd);
}`,
    },
    {
      title: 'Filled with entries that are not present',
      code: `${GFP}
void f(struct mm_struct *mm, pud_t *pud, unsigned long invalid)
{
	pmd_t *pmd = (pmd_t *)__get_free_page(GFP_KERNEL);
	int i;

	if (!pmd)
		return;
	for (i = 0; i < 512; i++)
		pmd[i].pmd = invalid;
	pud_populate(mm, pud, pmd);
}`,
    },
    {
      title: 'Copied from another',
      code: `${GFP}
void *memcpy(void *to, const void *from, unsigned long n);
void f(struct mm_struct *mm, pud_t *pud, pmd_t *from)
{
	pmd_t *pmd = (pmd_t *)__get_free_page(GFP_KERNEL);

	if (!pmd)
		return;
	memcpy(pmd, from, PAGE_SIZE);
	pud_populate(mm, pud, pmd);
}`,
    },
    {
      title: 'Initialised by a function of another file',
      code: `${GFP}
void pmd_init(void *table);
void f(struct mm_struct *mm, pud_t *pud)
{
	pmd_t *pmd = (pmd_t *)__get_free_page(GFP_KERNEL);

	if (!pmd)
		return;
	pmd_init(pmd);
	pud_populate(mm, pud, pmd);
}`,
    },
    {
      title: 'Flags that the caller chooses',
      code: `${GFP}
void f(struct mm_struct *mm, pud_t *pud, gfp_t gfp)
{
	pmd_t *pmd = (pmd_t *)__get_free_page(gfp | GFP_KERNEL);

	if (pmd)
		pud_populate(mm, pud, pmd);
}`,
    },
  ],
};

export const unzeroedTable: Rule = { meta, docs, examples, check };

function check(context: RuleContext) {
  const zero = gfpBit(context.unit, 'ZERO');
  if (zero === undefined) return [];
  return pathFindings(context, meta, (event) => judge(context, event, zero));
}

function judge(
  context: RuleContext,
  { operation, object }: PathEvent,
  zero: bigint,
): Verdict | undefined {
  if (operation.kind !== 'populate' || object.origin.kind !== 'allocated') return undefined;
  const { gfp, marks, family, allocatedAt } = object;
  if (family !== 'pagetable' && family !== 'page') return undefined;
  if (typeof gfp !== 'bigint' || (gfp & zero) !== 0n || marks.filled !== undefined)
    return undefined;
  return {
    message: `This makes an entry point to a table that still holds what was in its memory before. Allocate it with __GFP_ZERO, or fill it first.`,
    related: [relatedAt(context, allocatedAt, 'It is allocated here, without __GFP_ZERO.')],
    fixes: [zeroFix(context, allocatedAt)],
  };
}

/** Adds the flag where the call's text shows the flags as its own first or only argument. */
function zeroFix(context: RuleContext, token: number): Fix | undefined {
  const how = { title: 'Allocate it with __GFP_ZERO', isSafe: false };
  const place = placeOf(context, token);
  return (
    lineFix(context, place, /((?:pagetable_alloc|alloc_pages?|__get_free_pages?)\()(GFP_\w+)/, {
      ...how,
      by: '$1$2 | __GFP_ZERO',
    }) ?? lineFix(context, place, /(\w+\(\w+, )(GFP_\w+)\)/, { ...how, by: '$1$2 | __GFP_ZERO)' })
  );
}
