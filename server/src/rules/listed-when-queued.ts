/**
 * Rule: listed-when-queued
 *
 * Reports a table that is handed to call_rcu() while it is on a list: the list and RCU use one word.
 */
import type { PathEvent } from '../paths/operation.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleExamples, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'listed-when-queued',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A page table is given to RCU while it is on a list.',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `On one path a table's pt_list, or its page's lru, is put on a list, and its RCU head goes to call_rcu()
without a list_del() between.`,
  why: `The list head and the RCU head lie over the same words of struct page. call_rcu() overwrites the
list's pointers: whoever walks the list then follows RCU's.`,
  how: `Take the table off the list first.`,
};

const LISTS = `
void list_add(struct list_head *entry, struct list_head *head);
void list_del(struct list_head *entry);
static void free_now(struct rcu_head *head)
{
	pagetable_free(container_of(head, struct ptdesc, pt_rcu_head));
}`;

const examples: RuleExamples = {
  flagged: [
    {
      title: 'Put aside, and freed later',
      code: `${LISTS}
void f(struct ptdesc *pt)
{
	list_add(&pt->pt_list, &pgd_list);
	call_rcu(&pt->pt_rcu_head, free_now);
}`,
    },
    {
      title: 'Taken off on one way only',
      code: `${LISTS}
void f(struct ptdesc *pt, int busy)
{
	list_add(&pt->pt_list, &pgd_list);
	if (busy)
		list_del(&pt->pt_list);
	call_rcu(&pt->pt_rcu_head, free_now);
}`,
    },
    {
      title: 'By helpers, through struct page',
      code: `${LISTS}
static void put_aside(struct page *page) { list_add(&page->lru, &pgd_list); }
static void free_later(struct page *page) { call_rcu(&page->rcu_head, free_now); }
void f(struct page *page)
{
	put_aside(page);
	free_later(page);
}`,
    },
  ],
  clean: [
    {
      title: 'Off the list first',
      code: `${LISTS}
void f(struct ptdesc *pt)
{
	list_add(&pt->pt_list, &pgd_list);
	list_del(&pt->pt_list);
	call_rcu(&pt->pt_rcu_head, free_now);
}`,
    },
    {
      title: 'Another table is on the list',
      code: `${LISTS}
void f(struct ptdesc *kept, struct ptdesc *pt)
{
	list_add(&kept->pt_list, &pgd_list);
	call_rcu(&pt->pt_rcu_head, free_now);
}`,
    },
    {
      title: 'One way lists it, the other frees it',
      code: `${LISTS}
void f(struct ptdesc *pt, int keep)
{
	if (keep)
		list_add(&pt->pt_list, &pgd_list);
	else
		call_rcu(&pt->pt_rcu_head, free_now);
}`,
    },
    {
      title: 'A function that may take it off',
      code: `${LISTS}
void withdraw(struct ptdesc *pt);
void f(struct ptdesc *pt)
{
	list_add(&pt->pt_list, &pgd_list);
	withdraw(pt);
	call_rcu(&pt->pt_rcu_head, free_now);
}`,
    },
  ],
};

export const listedWhenQueued: Rule = { meta, docs, examples, check };

function check(context: RuleContext) {
  return pathFindings(context, meta, (event) => judge(context, event));
}

function judge(context: RuleContext, { operation, object }: PathEvent): Verdict | undefined {
  const { kind, name } = operation;
  if (kind !== 'queue' || !name.startsWith('call_rcu') || object.listedAt < 0) return undefined;
  return {
    message: `This table is still on a list, and ${name}() overwrites the words that the list goes through. Take it off the list first.`,
    related: [relatedAt(context, object.listedAt, 'It is put on the list here.')],
  };
}
