/**
 * Rule: table-without-page
 *
 * Reports a constructor or a destructor on memory from a slab cache: the page it lies in is the slab's.
 */
import type { PathEvent } from '../paths/operation.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'table-without-page',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A table from a slab cache is constructed or destructed as if it had a page of its own.',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `Memory from kmem_cache_alloc() or kmalloc() is turned into a descriptor, and a constructor or a
destructor of page tables runs on that.`,
  why: `The descriptor is that of the slab, and of every other object in it: the lock of the table lies over
the slab's own counts, and the page type becomes that of a table.`,
  how: `Allocate the table with pagetable_alloc(), or leave its constructor out, as architectures do whose
tables are smaller than a page.`,
};

export const tableWithoutPage: Rule = { meta, docs, check };

function check(context: RuleContext) {
  return pathFindings(context, meta, (event) => judge(context, event));
}

function judge(context: RuleContext, { operation, object }: PathEvent): Verdict | undefined {
  const { kind, name } = operation;
  if (kind !== 'construct' && kind !== 'destruct') return undefined;
  if (object.family !== 'slab' || object.origin.kind !== 'allocated') return undefined;
  return {
    message: `${name}() works on the descriptor of a slab: this memory shares its page with other objects, whose counts the lock of the table would overwrite. Allocate the table as a page, or leave this out.`,
    related: [relatedAt(context, object.allocatedAt, 'It is allocated from a slab here.')],
  };
}
