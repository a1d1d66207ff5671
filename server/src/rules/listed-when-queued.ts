/**
 * Rule: listed-when-queued
 *
 * Reports a table that is handed to call_rcu() while it is on a list: the list and RCU use one word.
 */
import type { PathEvent } from '../paths/operation.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';

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

export const listedWhenQueued: Rule = { meta, docs, check };

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
