/**
 * Rule: double-constructor
 *
 * Reports a constructor on a table that is constructed already on the path: a loop over the parts of one
 * page, or a caller and a callee that both do it.
 */
import { pathFindings, placeOf, relatedAt } from './support/path-findings.ts';
import type {
  Finding,
  Fix,
  Rule,
  RuleContext,
  RuleDocs,
  RuleExamples,
  RuleMeta,
} from './support/rule.ts';
import { callStatementAt, lineRemoved } from './support/statement-text.ts';

const meta: RuleMeta = {
  id: 'double-constructor',
  severity: 'error',
  since: '0.1.0',
  summary: 'A constructor runs on a page table that is constructed already.',
  needs: 'paths',
  fixable: true,
};

const docs: RuleDocs = {
  what: `On one path two constructors run on the same table, with no destructor in between. The second may
be in a loop over the fragments of one page, or in a function that is called.`,
  why: `The lock is initialised again while it may be held, and where locks are allocated apart the first
one leaks. NR_PAGETABLE counts the table twice. Only kernels with DEBUG_VM notice, and not always.`,
  how: `Construct a table once, by its first user: outside of the loop, or in the caller or the callee.`,
};

const examples: RuleExamples = {
  flagged: [
    {
      title: 'Once for every fragment of a page',
      bug: '8c8f3156dd40',
      code: `
int f(struct page *page, int fragments)
{
	int i;

	for (i = 0; i < fragments; i++)
		if (!pagetable_pte_ctor(page_ptdesc(page)))
			return -1;
	return 0;
}`,
    },
    {
      title: 'The allocation function constructs already',
      code: `
pmd_t *f(struct mm_struct *mm)
{
	pmd_t *pmd = pmd_alloc_one(mm, 0);

	if (!pmd)
		return NULL;
	if (!pagetable_pmd_ctor(virt_to_ptdesc(pmd)))
		return NULL;
	return pmd;
}`,
    },
    {
      title: 'Two levels on one table',
      code: `
int f(struct ptdesc *pt)
{
	pagetable_pud_ctor(pt);
	if (!pagetable_pmd_ctor(pt))
		return -1;
	return 0;
}`,
    },
    {
      title: 'By page and by descriptor',
      code: `
int f(struct page *page)
{
	pagetable_pud_ctor(page_ptdesc(page));
	pagetable_pud_ctor(virt_to_ptdesc(page_address(page)));
	return 0;
}`,
    },
  ],
  clean: [
    {
      title: 'A fresh table in each round',
      code: `
int f(pmd_t *pmds[], int count)
{
	int i;

	for (i = 0; i < count; i++) {
		struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

		if (!pt || !pagetable_pmd_ctor(pt))
			return -1;
		pmds[i] = ptdesc_address(pt);
	}
	return 0;
}`,
    },
    {
      title: 'The first user of a shared page',
      bug: '8c8f3156dd40',
      code: `
int page_ref_inc_return(struct page *page);
int f(unsigned long pfn)
{
	struct page *page = pfn_to_page(pfn);

	if (page_ref_inc_return(page) == 2 && !pagetable_pte_ctor(page_ptdesc(page)))
		return -1;
	return 0;
}`,
    },
    {
      title: 'One level or the other',
      code: `
int f(struct ptdesc *pt, int level)
{
	switch (level) {
	case 1:
		return pagetable_pte_ctor(pt) ? 0 : -1;
	case 2:
		return pagetable_pmd_ctor(pt) ? 0 : -1;
	default:
		return 0;
	}
}`,
    },
    {
      title: 'Destructed in between',
      code: `
int f(struct ptdesc *pt)
{
	if (!pagetable_pte_ctor(pt))
		return -1;
	pagetable_pte_dtor(pt);
	return pagetable_pmd_ctor(pt) ? 0 : -1;
}`,
    },
  ],
};

export const doubleConstructor: Rule = { meta, docs, examples, check };

function check(context: RuleContext): Finding[] {
  return pathFindings(context, meta, ({ operation, object }) => {
    if (operation.kind !== 'construct' || object.life !== 'constructed') return undefined;
    return {
      message: `${operation.name}() runs on a page table whose constructor has run already on this path. Its lock is initialised again, and it is counted twice. Construct it once.`,
      related: [
        relatedAt(context, object.constructedAt, 'It was constructed here.'),
        relatedAt(context, operation.innerToken, 'The constructor is called here.'),
      ],
      fixes: [
        object.constructedAt === operation.token ? undefined : removal(context, operation.token),
      ],
    };
  });
}

/** Takes the second call away, when it is a statement whose result nobody wants. */
function removal(context: RuleContext, token: number): Fix | undefined {
  const place = placeOf(context, token);
  const call = place && callStatementAt(context.file, place.line);
  if (!call) return undefined;
  return { title: `Remove the second ${call.name}()`, isSafe: false, edits: [lineRemoved(call)] };
}
