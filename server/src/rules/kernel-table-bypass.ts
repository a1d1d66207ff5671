/**
 * Rule: kernel-table-bypass
 *
 * Reports a table of the kernel's own that is freed past the function which flushes what an IOMMU may
 * have kept of it.
 */
import type { PathEvent } from '../paths/operation.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleExamples, RuleMeta } from './support/rule.ts';

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
  how: `Call pagetable_free(), or take the mark off when nobody can have walked the table.`,
};

const KERNEL_TABLES = `
void ptdesc_set_kernel(struct ptdesc *pt);
void ptdesc_clear_kernel(struct ptdesc *pt);
static inline void __pagetable_free(struct ptdesc *pt) { __free_page(ptdesc_page(pt)); }
static inline pte_t *kernel_table(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return NULL;
	ptdesc_set_kernel(pt);
	return ptdesc_address(pt);
}`;

const examples: RuleExamples = {
  flagged: [
    {
      title: 'Freed as a page',
      bug: 'CVE-2025-71202',
      late: true,
      code: `${KERNEL_TABLES}
void f(int fail)
{
	pte_t *pte = kernel_table();

	if (pte && fail)
		free_page((unsigned long)pte);
}`,
    },
    {
      title: 'Past the function that looks at the mark',
      late: true,
      code: `${KERNEL_TABLES}
void f(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return;
	ptdesc_set_kernel(pt);
	__pagetable_free(pt);
}`,
    },
    {
      title: 'By a helper',
      late: true,
      code: `${KERNEL_TABLES}
static void drop(struct page *page) { __free_pages(page, 0); }
void f(struct ptdesc *pt)
{
	ptdesc_set_kernel(pt);
	drop(ptdesc_page(pt));
}`,
    },
  ],
  clean: [
    {
      title: 'By the function that looks at the mark',
      bug: 'CVE-2025-71202',
      late: true,
      code: `${KERNEL_TABLES}
void f(int fail)
{
	pte_t *pte = kernel_table();

	if (pte && fail)
		pagetable_free(virt_to_ptdesc(pte));
}`,
    },
    {
      title: 'The mark is taken off',
      late: true,
      code: `${KERNEL_TABLES}
void f(struct ptdesc *pt)
{
	ptdesc_set_kernel(pt);
	ptdesc_clear_kernel(pt);
	__pagetable_free(pt);
}`,
    },
    {
      title: 'A table that is not marked',
      late: true,
      code: `${KERNEL_TABLES}
void f(struct ptdesc *pt)
{
	__pagetable_free(pt);
}`,
    },
  ],
};

export const kernelTableBypass: Rule = { meta, docs, examples, check };

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
    message: `${name}() frees a table of the kernel's own at once, and an IOMMU may still walk it. Call pagetable_free(), which looks at the mark.`,
    related: [relatedAt(context, kernel, "It is marked as the kernel's own here.")],
  };
}
