/**
 * Rule: deposit-at-destructor
 *
 * Reports the destructor of a table in which another table is still deposited for a huge entry.
 */
import type { PathEvent } from '../paths/operation.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';

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

export const depositAtDestructor: Rule = { meta, docs, check };

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
