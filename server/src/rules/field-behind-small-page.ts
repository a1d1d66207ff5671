/**
 * Rule: field-behind-small-page
 *
 * Reports a field that lies in the second or a later struct page of a memdesc, used of memory that was
 * allocated with fewer pages.
 */
import type { PathEvent } from '../paths/operation.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'field-behind-small-page',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A field is used that lies after the last page of a small allocation.',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `Pages are allocated with an order that is known on the path, and a field of struct folio or of
another memdesc of several pages is used that lies in a struct page after them, before anybody asked
whether the folio is large. What other functions do with it is left alone: they ask.`,
  why: `That struct page belongs to the next allocation. The deferred list of a folio lies in its third page,
which a folio of two pages does not have: whoever puts it on that list writes into a page of someone
else.`,
  how: `Ask for the order first, or allocate what the field needs.`,
};

export const fieldBehindSmallPage: Rule = { meta, docs, check };

function check(context: RuleContext) {
  return pathFindings(context, meta, (event) => judge(context, event));
}

function judge(context: RuleContext, { operation, object }: PathEvent): Verdict | undefined {
  const { kind, pageIndex } = operation;
  if (kind !== 'use' && kind !== 'reach') return undefined;
  const { order, origin, family, allocatedAt, marks } = object;
  // Functions for all folios ask which they have.
  if (operation.innerToken !== undefined || marks.sized !== undefined) return undefined;
  if (pageIndex === undefined || origin.kind !== 'allocated') return undefined;
  if (typeof order !== 'bigint' || (family !== 'page' && family !== 'pagetable')) return undefined;
  if (BigInt(pageIndex) < 1n << order) return undefined;
  return {
    message: `This field lies in struct page ${pageIndex} after the first, but only ${1n << order} ${order === 0n ? 'page was' : 'pages were'} allocated. It belongs to another owner.`,
    related: [relatedAt(context, allocatedAt, `It is allocated here, with order ${order}.`)],
  };
}
