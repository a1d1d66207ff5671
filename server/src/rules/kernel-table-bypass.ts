/**
 * Rule: kernel-table-bypass
 *
 * Reports a table of the kernel's own that is freed past the function which flushes what an IOMMU may
 * have kept of it.
 */
import type { PathEvent } from '../paths/operation.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'kernel-table-bypass',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A marked table of the kernel is freed past pagetable_free().',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `In a tree that marks the kernel's own tables (ptdesc_set_kernel()), a table that was marked on the
path is given to __pagetable_free(), or to a function that frees plain pages.`,
  why: `An IOMMU that shares the kernel's page tables may still walk such a table. pagetable_free() looks at
the mark and frees it after those caches are flushed; the other functions free it at once, with the mark on
it.`,
  how: `Call pagetable_free(), or take the mark off when no one can have walked the table.`,
};

export const kernelTableBypass: Rule = { meta, docs, check };

/** include/linux/mm.h: these look at the mark. */
const LOOKS = new Set(['pagetable_free', 'pagetable_free_kernel']);

function check(context: RuleContext) {
  return pathFindings(context, meta, (event) => judge(context, event));
}

function judge(context: RuleContext, { operation, object }: PathEvent): Verdict | undefined {
  const { kind, name } = operation;
  const { kernel } = object.marks;
  if (kind !== 'free' || kernel === undefined || LOOKS.has(name)) return undefined;
  return {
    message: `${name}() frees a page table of the kernel immediately, while an IOMMU may still walk it. Call pagetable_free(), which checks the mark.`,
    related: [relatedAt(context, kernel, "It is marked as the kernel's own here.")],
  };
}
