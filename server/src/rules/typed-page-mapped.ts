/**
 * Rule: typed-page-mapped
 *
 * Reports a page that gets a page type, or is a page table or slab memory, and is mapped into user
 * memory.
 */
import type { PathEvent } from '../paths/operation.ts';
import { levelOfType } from '../paths/table-types.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleExamples, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'typed-page-mapped',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A page with a page type is mapped into user memory.',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `vm_insert_page() is given a page whose page type was set on the same path, a page table, or memory
from a slab cache.`,
  why: `The page type lies over the count of mappings. vm_insert_page() refuses such a page with -EINVAL;
where kernels did not look, mapping it changed the type. A page type for the pages of network pools once
broke receiving without copies for that reason.`,
  how: `Map pages without a type: keep what the type says elsewhere, or allocate whole pages.`,
};

const TYPED = `
struct vm_area_struct;
int vm_insert_page(struct vm_area_struct *vma, unsigned long addr, struct page *page);
static inline void __SetPageOffline(struct page *page)
{
	if (page->page_type >> 24 == 0xf1)
		return;
	page->page_type = 0xf1u << 24;
}
static inline void __ClearPageOffline(struct page *page) { page->page_type = ~0u; }`;

const examples: RuleExamples = {
  flagged: [
    {
      title: 'A page that got a type',
      bug: '18b2db3b0385',
      code: `${TYPED}
int f(struct vm_area_struct *vma, unsigned long addr)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -1;
	__SetPageOffline(page);
	return vm_insert_page(vma, addr, page);
}`,
    },
    {
      title: 'Memory from a slab cache',
      code: `${TYPED}
int f(struct vm_area_struct *vma, unsigned long addr)
{
	void *buffer = kmalloc(PAGE_SIZE, GFP_KERNEL);

	if (!buffer)
		return -1;
	return vm_insert_page(vma, addr, virt_to_page(buffer));
}`,
    },
    {
      title: 'A page table',
      code: `${TYPED}
int f(struct vm_area_struct *vma, unsigned long addr, pmd_t *table)
{
	return vm_insert_page(vma, addr, virt_to_page(table));
}`,
    },
  ],
  clean: [
    {
      title: 'A page without a type',
      bug: '18b2db3b0385',
      code: `${TYPED}
int f(struct vm_area_struct *vma, unsigned long addr)
{
	struct page *page = alloc_page(GFP_KERNEL);

	return page ? vm_insert_page(vma, addr, page) : -1;
}`,
    },
    {
      title: 'The type is taken back',
      code: `${TYPED}
int f(struct vm_area_struct *vma, unsigned long addr, struct page *page)
{
	__SetPageOffline(page);
	__ClearPageOffline(page);
	return vm_insert_page(vma, addr, page);
}`,
    },
    {
      title: 'Another page has the type',
      code: `${TYPED}
int f(struct vm_area_struct *vma, unsigned long addr, struct page *typed, struct page *page)
{
	__SetPageOffline(typed);
	return vm_insert_page(vma, addr, page);
}`,
    },
    {
      title: 'A whole page by its address',
      code: `${TYPED}
int f(struct vm_area_struct *vma, unsigned long addr)
{
	unsigned long buffer = __get_free_page(GFP_KERNEL);

	return buffer ? vm_insert_page(vma, addr, virt_to_page((void *)buffer)) : -1;
}`,
    },
  ],
};

export const typedPageMapped: Rule = { meta, docs, examples, check };

function check(context: RuleContext) {
  return pathFindings(context, meta, (event) => judge(context, event));
}

function judge(context: RuleContext, { operation, object }: PathEvent): Verdict | undefined {
  if (operation.kind !== 'map') return undefined;
  const { life, marks, family, tableType, allocatedAt, constructedAt } = object;
  const say = (what: string, token: number | undefined, where: string): Verdict => ({
    message: `${operation.name}() maps ${what}, and its page type lies over the count of mappings. Map a page that has none.`,
    related: [relatedAt(context, token, where)],
  });
  if (marks.typed !== undefined) return say('a page with a type', marks.typed, 'It is set here.');
  if (family === 'slab') return say('slab memory', allocatedAt, 'It is allocated here.');
  if (life === 'constructed') return say('a page table', constructedAt, 'It is constructed here.');
  // A pgtable_t is a page for some other use often enough.
  const isTable = tableType !== 'pgtable_t' && levelOfType(tableType) !== undefined;
  return isTable ? say('a page table', undefined, '') : undefined;
}
