/**
 * Rule: double-destructor
 *
 * Reports a destructor on a table that was destructed before, or never constructed, on the path. Whether
 * the TLB's queue destructs is read from the tree: "destructor, then queue" is right in some kernels and
 * a double destructor in others.
 */
import type { PathEvent } from '../paths/operation.ts';
import { pathFindings, placeOf, relatedAt, type Verdict } from './support/path-findings.ts';
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
  id: 'double-destructor',
  severity: 'error',
  since: '0.1.0',
  summary: 'A destructor runs on a page table that has no constructor to undo.',
  needs: 'paths',
  fixable: true,
};

const docs: RuleDocs = {
  what: `A destructor runs twice on one path, or on a table that was allocated there and never
constructed, or whose constructor failed. A queue that runs the destructor when it is emptied counts.`,
  why: `Where locks are allocated apart, the lock is freed twice or freed without being there, which
corrupts the slab. NR_PAGETABLE goes below what is true.`,
  how: `Keep one destructor for one constructor. If the queue of this tree runs it, queue only; after a
constructor that failed, free only.`,
};

const examples: RuleExamples = {
  flagged: [
    {
      title: 'Destructor and queue, in a tree whose queue runs it',
      late: true,
      code: `
void __pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd, unsigned long addr)
{
	struct ptdesc *pt = virt_to_ptdesc(pmd);

	pagetable_dtor(pt);
	tlb_remove_ptdesc(tlb, pt);
}`,
    },
    {
      title: 'After the constructor failed',
      code: `
struct ptdesc *f(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return NULL;
	if (!pagetable_pmd_ctor(pt)) {
		pagetable_pmd_dtor(pt);
		pagetable_free(pt);
		return NULL;
	}
	return pt;
}`,
    },
    {
      title: 'The function that frees runs it as well',
      code: `
void f(struct mm_struct *mm, pmd_t *pmd)
{
	struct ptdesc *pt = virt_to_ptdesc(pmd);

	pagetable_pmd_dtor(pt);
	pmd_free(mm, pmd);
}`,
    },
    {
      title: 'A table that was never constructed',
      code: `
void f(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return;
	pagetable_pte_dtor(pt);
	pagetable_free(pt);
}`,
    },
  ],
  clean: [
    {
      title: 'Destructor and queue, in a tree whose queue only frees',
      code: `
void __pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd, unsigned long addr)
{
	struct ptdesc *pt = virt_to_ptdesc(pmd);

	pagetable_pmd_dtor(pt);
	tlb_remove_ptdesc(tlb, pt);
}`,
    },
    {
      title: 'One table after the other',
      code: `
void f(pmd_t *pmds[], int count)
{
	int i;

	for (i = 0; i < count; i++)
		if (pmds[i]) {
			struct ptdesc *pt = virt_to_ptdesc(pmds[i]);

			pagetable_pmd_dtor(pt);
			pagetable_free(pt);
		}
}`,
    },
    {
      title: 'The last user of a shared page',
      code: `
int page_ref_dec_return(struct page *page);
void f(struct page *page)
{
	if (page_ref_dec_return(page) == 1)
		pagetable_pte_dtor(page_ptdesc(page));
}`,
    },
    {
      title: 'A table from the boot, of which nothing is known',
      code: `
void *memblock_alloc_table(void);
void f(void)
{
	struct ptdesc *pt = virt_to_ptdesc(memblock_alloc_table());

	pagetable_pte_dtor(pt);
}`,
    },
  ],
};

export const doubleDestructor: Rule = { meta, docs, examples, check };

function check(context: RuleContext): Finding[] {
  return pathFindings(context, meta, (event) => {
    const { kind, destructsLater } = event.operation;
    const isDestructor = kind === 'destruct' || (kind === 'queue' && destructsLater === true);
    const why = isDestructor && reason(event);
    return why ? verdict(context, event, why) : undefined;
  });
}

/** Why there is nothing to undo; undefined when there may be. */
function reason({ operation, object }: PathEvent): string | undefined {
  if (object.life === 'destructed')
    return 'a page table whose destructor has run already on this path';
  if (object.life !== 'raw' || operation.kind === 'queue') return undefined;
  return object.constructorFailed
    ? 'a page table whose constructor failed'
    : 'a page table that no constructor ran on';
}

function verdict(context: RuleContext, { operation, object }: PathEvent, why: string): Verdict {
  const queue = operation.kind === 'queue' ? ', which runs the destructor in this tree,' : '';
  return {
    message: `${operation.name}()${queue} is given ${why}. Its lock may be freed twice, and NR_PAGETABLE drops too far. Keep one destructor for one constructor.`,
    related: [
      relatedAt(context, object.destructedAt, 'The destructor ran here.'),
      relatedAt(
        context,
        object.destructedAt < 0 ? object.allocatedAt : -1,
        'It was allocated here.',
      ),
      relatedAt(context, operation.innerToken, 'This is where the destructor is called.'),
    ],
    fixes: [removal(context, operation.kind === 'queue' ? object.destructedAt : operation.token)],
  };
}

function removal(context: RuleContext, token: number): Fix | undefined {
  const place = placeOf(context, token);
  const call = place && callStatementAt(context.file, place.line);
  if (!call || !/dtor$/.test(call.name)) return undefined;
  return { title: `Remove this ${call.name}()`, isSafe: false, edits: [lineRemoved(call)] };
}
