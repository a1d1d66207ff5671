/**
 * Rule: highmem-table-address
 *
 * Reports that a table which may lie in high memory is reached by its address, as if the kernel had it
 * mapped.
 */
import { gfpBit } from '../paths/gfp-bits.ts';
import type { PathEvent } from '../paths/operation.ts';
import type { TableObject } from '../paths/table-object.ts';
import { levelOfType } from '../paths/table-types.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleExamples, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'highmem-table-address',
  severity: 'warning',
  since: '0.1.0',
  summary: 'The address of a page table is asked for that may lie in high memory.',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `A page table is allocated with __GFP_HIGHMEM, and on a path page_address(), ptdesc_address() or
folio_address() is called for it without a look at PageHighMem(). Where the configuration has no high memory,
only direct calls are reported: headers reach all pages by their address there.`,
  why: `High memory has no permanent address in the kernel: the function returns NULL, or the address of
another mapping that is gone soon. On machines without high memory the same code works, so it is not seen
there.`,
  how: `Allocate without __GFP_HIGHMEM, or map the page with kmap_local_page() while it is written to.`,
};

const HIGH = `
#define __GFP_HIGHMEM 0x2u
#define GFP_PGTABLE_USER GFP_KERNEL
int PageHighMem(const struct page *page);
void *kmap_local_page(struct page *page);
void kunmap_local(const void *address);
void clean(void *table);`;

const examples: RuleExamples = {
  flagged: [
    {
      title: 'A table for user space, cleaned by its address',
      code: `${HIGH}
pgtable_t pte_alloc_one(struct mm_struct *mm)
{
	pgtable_t pte = __pte_alloc_one(mm, GFP_PGTABLE_USER | __GFP_HIGHMEM);

	if (!pte)
		return NULL;
	clean(page_address(pte));
	return pte;
}`,
    },
    {
      title: 'By the descriptor',
      code: `${HIGH}
pte_t *f(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_PGTABLE_USER | __GFP_HIGHMEM, 0);

	return pt ? ptdesc_address(pt) : NULL;
}`,
    },
    {
      title: 'In a helper of the same file',
      defines: '#define CONFIG_HIGHMEM 1',
      code: `${HIGH}
static void clear_table(struct page *page)
{
	memset(page_address(page), 0, PAGE_SIZE);
}
pgtable_t f(void)
{
	pgtable_t pte = __pte_alloc_one(&init_mm, GFP_KERNEL | __GFP_HIGHMEM);

	if (pte)
		clear_table(pte);
	return pte;
}`,
    },
  ],
  clean: [
    {
      title: 'Only where it is mapped',
      code: `${HIGH}
pgtable_t pte_alloc_one(struct mm_struct *mm)
{
	pgtable_t pte = __pte_alloc_one(mm, GFP_PGTABLE_USER | __GFP_HIGHMEM);

	if (!pte)
		return NULL;
	if (!PageHighMem(pte))
		clean(page_address(pte));
	return pte;
}`,
    },
    {
      title: 'Asked by the zone',
      code: `${HIGH}
int page_zonenum(const struct page *page);
void f(void)
{
	pgtable_t page = __pte_alloc_one(&init_mm, GFP_KERNEL | __GFP_HIGHMEM);

	if (page && page_zonenum(page) != 3)
		memset(page_address(page), 0, PAGE_SIZE);
}`,
    },
    {
      title: 'In a helper, where there is no high memory',
      code: `${HIGH}
static inline void *map_page(struct page *page) { return page_address(page); }
void *f(void)
{
	pgtable_t page = __pte_alloc_one(&init_mm, GFP_KERNEL | __GFP_HIGHMEM);

	return page ? map_page(page) : NULL;
}`,
    },
    {
      title: 'A page that is no table',
      code: `${HIGH}
void f(void)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_HIGHMEM);

	if (page)
		clean(page_address(page));
}`,
    },
    {
      title: 'Mapped for a while',
      code: `${HIGH}
pgtable_t f(void)
{
	pgtable_t page = __pte_alloc_one(&init_mm, GFP_KERNEL | __GFP_HIGHMEM);
	void *address;

	if (!page)
		return NULL;
	address = kmap_local_page(page);
	memset(address, 0, PAGE_SIZE);
	kunmap_local(address);
	return page;
}`,
    },
    {
      title: 'The flag is taken out',
      code: `${HIGH}
pte_t *f(void)
{
	struct ptdesc *pt = pagetable_alloc((GFP_PGTABLE_USER | __GFP_HIGHMEM) & ~__GFP_HIGHMEM, 0);

	return pt ? ptdesc_address(pt) : NULL;
}`,
    },
  ],
};

export const highmemTableAddress: Rule = { meta, docs, examples, check };

/** mm/Kconfig */
const CONFIG = 'CONFIG_HIGHMEM';

function check(context: RuleContext) {
  const high = gfpBit(context.unit, 'HIGHMEM');
  if (high === undefined) return [];
  const isConfigured =
    context.unit.preprocessor.macro(context.unit.interner.find(CONFIG)) !== undefined;
  return pathFindings(context, meta, (event) =>
    // Without high memory, headers reach all pages by their address, and rightly.
    isConfigured || event.operation.innerToken === undefined
      ? judge(context, event, high)
      : undefined,
  );
}

function judge(
  context: RuleContext,
  { operation, object }: PathEvent,
  high: bigint,
): Verdict | undefined {
  if (operation.kind !== 'address' || object.origin.kind !== 'allocated') return undefined;
  const { gfp, marks, allocatedAt } = object;
  if (!isTable(object)) return undefined;
  if (typeof gfp !== 'bigint' || (gfp & high) === 0n || marks.asked !== undefined) return undefined;
  return {
    message: `${operation.name}() has no address for a page in high memory, where this one may lie. Map it with kmap_local_page(), or allocate it without __GFP_HIGHMEM.`,
    related: [relatedAt(context, allocatedAt, 'It is allocated here, with __GFP_HIGHMEM.')],
  };
}

/** Other pages in high memory are the business of others. */
function isTable({ family, constructedAt, tableType }: TableObject): boolean {
  return family === 'pagetable' || constructedAt >= 0 || levelOfType(tableType) !== undefined;
}
