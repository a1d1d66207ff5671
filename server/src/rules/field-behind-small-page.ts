/**
 * Rule: field-behind-small-page
 *
 * Reports a field that lies in the second or a later struct page of a memdesc, used of memory that was
 * allocated with fewer pages.
 */
import type { PathEvent } from '../paths/operation.ts';
import { pathFindings, relatedAt, type Verdict } from './support/path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleExamples, RuleMeta } from './support/rule.ts';

const meta: RuleMeta = {
  id: 'field-behind-small-page',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A field is used that lies behind the last page of a small allocation.',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `Pages are allocated with an order that is known on the path, and a field of struct folio or of
another memdesc of several pages is used that lies in a struct page behind them, before anybody asked
whether the folio is large. What other functions do with it is left alone: they ask.`,
  why: `That struct page belongs to the next allocation. The deferred list of a folio lies in its third page,
which a folio of two pages does not have: whoever puts it on that list writes into a page of somebody
else.`,
  how: `Ask for the order first, or allocate what the field needs.`,
};

const FOLIO = `
struct big_folio {
	union { struct { unsigned long flags; struct list_head lru; }; struct page page; };
	union { struct { unsigned long _flags_1; unsigned long _head_1; int _nr_pages; }; struct page __page_1; };
	union { struct { unsigned long _flags_2; struct list_head _deferred_list; }; struct page __page_2; };
};
static_assert(offsetof(struct page, flags) == offsetof(struct big_folio, flags), "");
static_assert(offsetof(struct page, lru) == offsetof(struct big_folio, lru), "");
static_assert(offsetof(struct big_folio, _flags_1) == offsetof(struct page, flags) + sizeof(struct page), "");
static_assert(offsetof(struct big_folio, _flags_2) == offsetof(struct page, flags) + 2 * sizeof(struct page), "");
#define page_folio(p) ((struct big_folio *)(p))
void list_init(struct list_head *list);`;

const examples: RuleExamples = {
  flagged: [
    {
      title: 'Two pages have no third',
      bug: 'c010d47f107f',
      code: `${FOLIO}
struct big_folio *f(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 1);

	if (!page)
		return NULL;
	page_folio(page)->_deferred_list.next = NULL;
	return page_folio(page);
}`,
    },
    {
      title: 'The number of pages of a single one',
      code: `${FOLIO}
int f(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	return page ? page_folio(page)->_nr_pages : 0;
}`,
    },
    {
      title: 'Its address',
      code: `${FOLIO}
void f(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 1);

	if (page)
		list_init(&page_folio(page)->_deferred_list);
}`,
    },
  ],
  clean: [
    {
      title: 'Enough pages',
      bug: 'c010d47f107f',
      code: `${FOLIO}
struct big_folio *f(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 2);

	if (!page)
		return NULL;
	page_folio(page)->_deferred_list.next = NULL;
	return page_folio(page);
}`,
    },
    {
      title: 'An order that is not known',
      code: `${FOLIO}
int f(int order)
{
	struct page *page = alloc_pages(GFP_KERNEL, order);

	return page && order ? page_folio(page)->_nr_pages : 0;
}`,
    },
    {
      title: 'A field of the first page',
      code: `${FOLIO}
unsigned long f(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	return page ? page_folio(page)->flags : 0;
}`,
    },
    {
      title: 'Asked whether it is large',
      code: `${FOLIO}
bool folio_test_large(const struct big_folio *folio);
int f(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return 0;
	return folio_test_large(page_folio(page)) ? page_folio(page)->_nr_pages : 1;
}`,
    },
    {
      title: 'By a helper, which may know better',
      code: `${FOLIO}
static int pages_in(struct big_folio *folio) { return folio->flags & 64 ? folio->_nr_pages : 1; }
int f(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	return page ? pages_in(page_folio(page)) : 0;
}`,
    },
    {
      title: 'Allocated by somebody else',
      code: `${FOLIO}
int f(struct page *page) { return page_folio(page)->_nr_pages; }`,
    },
  ],
};

export const fieldBehindSmallPage: Rule = { meta, docs, examples, check };

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
    message: `This field lies in struct page ${pageIndex} behind the first, and ${1n << order} ${order === 0n ? 'page was' : 'pages were'} allocated. It belongs to somebody else.`,
    related: [relatedAt(context, allocatedAt, `It is allocated here, with order ${order}.`)],
  };
}
