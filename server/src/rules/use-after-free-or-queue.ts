/**
 * Rule: use-after-free-or-queue
 *
 * Reports what is done to a table after it was freed, or after it was handed to somebody who frees it
 * when the TLB is flushed or a grace period ends.
 */
import type { PathEvent } from '../paths/operation.ts';
import type { TableObject } from '../paths/table-object.ts';
import { pathFindings, relatedAt, type Verdict } from './path-findings.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleExamples, RuleMeta } from './rule.ts';

const meta: RuleMeta = {
  id: 'use-after-free-or-queue',
  severity: 'error',
  since: '0.1.0',
  summary: 'A page table is used after it was freed or queued to be freed.',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `After a table was freed, queued with tlb_remove_*() or given to call_rcu(), the same path reads or
writes its entries or its descriptor, runs its constructor or destructor, makes an entry point to it, or
frees it again.`,
  why: `The memory may belong to somebody else already. A queued table is freed at a time that the path
does not decide; its list word is also the word of the queue and of RCU.`,
  how: `Do what has to be done before the table goes, and let nothing name it afterwards.`,
};

const examples: RuleExamples = {
  flagged: [
    {
      title: 'The descriptor is read after it was freed',
      code: `
struct mm_struct *f(struct ptdesc *pt)
{
	pagetable_free(pt);
	return pt->pt_mm;
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
	pt->pt_list.next = NULL;
}`,
    },
    {
      title: 'Freed by two functions',
      code: `
void f(struct mm_struct *mm, pmd_t *pmd)
{
	pmd_free(mm, pmd);
	free_page((unsigned long)pmd);
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
	pagetable_pte_dtor(pt);
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
	pud_populate(mm, pud, pmd);
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

export const useAfterFreeOrQueue: Rule = { meta, docs, examples, check };

function check(context: RuleContext): Finding[] {
  return pathFindings(context, meta, (event) => {
    const { object } = event;
    const isGone = object.life === 'freed' || object.life === 'queued';
    const what = isGone && isTable(object) ? whatHappens(event) : undefined;
    return what === undefined ? undefined : verdict(context, event, what);
  });
}

/** A page that was never used as a table is not our business. */
function isTable(object: TableObject): boolean {
  const isPage = object.tableType === 'struct page' || object.tableType === 'struct folio';
  const wasTable = object.constructedAt >= 0 || object.destructedAt >= 0;
  return wasTable || object.family === 'pagetable' || (object.tableType !== undefined && !isPage);
}

function whatHappens({ operation }: PathEvent): string | undefined {
  switch (operation.kind) {
    case 'use':
      return 'is used';
    case 'construct':
    case 'destruct':
      return `is given to ${operation.name}()`;
    case 'populate':
      return 'is put into an entry';
    case 'free':
    case 'queue':
      return `is freed again, by ${operation.name}()`;
    default:
      return undefined;
  }
}

function verdict(context: RuleContext, { operation, object }: PathEvent, what: string): Verdict {
  const gone = object.life === 'queued' ? 'queued to be freed' : 'freed';
  return {
    message: `A page table that was ${gone} on this path ${what}. Its memory may belong to somebody else. Do this before the table goes.`,
    related: [
      relatedAt(context, object.goneAt, `The table was ${gone} here.`),
      relatedAt(context, operation.innerToken, 'This is where it happens.'),
    ],
  };
}
