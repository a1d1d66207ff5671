/**
 * Rule: allocation-pair
 *
 * Reports memory that is given back to another allocator than it came from, or in another size. Only
 * memory that the function allocated itself, or got from a function whose body is in the unit, counts.
 */
import type { Operation, PathEvent } from '../paths/operation.ts';
import type { Family, TableObject } from '../paths/table-object.ts';
import { pathFindings, placeOf, relatedAt, type Verdict } from './path-findings.ts';
import type {
  Finding,
  Fix,
  Rule,
  RuleContext,
  RuleDocs,
  RuleExamples,
  RuleMeta,
  Severity,
} from './rule.ts';
import { callReplaced, callStatementAt } from './statement-text.ts';

const meta: RuleMeta = {
  id: 'allocation-pair',
  severity: 'error',
  since: '0.1.0',
  summary: 'Memory goes back to another allocator than it came from, or in another size.',
  needs: 'paths',
  fixable: true,
};

const docs: RuleDocs = {
  what: `On one path memory is allocated in one order and freed in another, or comes from the slab and is
freed as a page (or the other way round), or comes from pagetable_alloc() and is freed as plain pages
(or the other way round).`,
  why: `A wrong order leaks pages or frees somebody else's. Slab objects are no pages. pagetable_alloc()
and pagetable_free() are plain pages only for as long as struct ptdesc lies over struct page: when page
tables get descriptors of their own, a mixed pair breaks. pagetable_free() also takes the size from the
compound page, which plain pages of a higher order are not.`,
  how: `Use the function that belongs to the allocation, with the same order.`,
};

const examples: RuleExamples = {
  flagged: [
    {
      title: 'Two pages, of which one is freed',
      bug: 'x86/efi: Free efi_pgd with free_pages()',
      code: `
int f(void)
{
	pgd_t *pgd = (pgd_t *)__get_free_pages(GFP_KERNEL, 1);

	if (!pgd)
		return -1;
	free_page((unsigned long)pgd);
	return 0;
}`,
    },
    {
      title: 'A plain page goes back as a page table',
      bug: 'x86/mm/pat before its conversion to ptdescs (2026)',
      code: `
pte_t *f(int busy)
{
	pte_t *pte = (pte_t *)__get_free_page(GFP_KERNEL);

	if (pte && busy) {
		pagetable_free(virt_to_ptdesc(pte));
		return NULL;
	}
	return pte;
}`,
    },
    {
      title: 'A page table goes back as a plain page',
      code: `
int f(void)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_KERNEL, 0);

	if (!ptdesc)
		return -1;
	__free_page(ptdesc_page(ptdesc));
	return 0;
}`,
    },
    {
      title: 'A slab object is freed as a page',
      code: `
int f(struct kmem_cache *pgd_cache)
{
	pgd_t *pgd = kmem_cache_alloc(pgd_cache, GFP_KERNEL);

	if (!pgd)
		return -1;
	free_page((unsigned long)pgd);
	return 0;
}`,
    },
  ],
  clean: [
    {
      title: 'Two pages, both freed',
      bug: 'x86/efi: Free efi_pgd with free_pages()',
      code: `
int f(void)
{
	pgd_t *pgd = (pgd_t *)__get_free_pages(GFP_KERNEL, 1);

	if (!pgd)
		return -1;
	free_pages((unsigned long)pgd, 1);
	return 0;
}`,
    },
    {
      title: 'A page table from beginning to end',
      bug: 'x86/mm/pat before its conversion to ptdescs (2026)',
      code: `
pte_t *f(int busy)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (pt && busy) {
		pagetable_free(pt);
		return NULL;
	}
	return pt ? ptdesc_address(pt) : NULL;
}`,
    },
    {
      title: 'The same order under two names',
      code: `
enum { PGD_ORDER = 1 };
int f(void)
{
	unsigned long pgd = __get_free_pages(GFP_KERNEL, PGD_ORDER);

	if (!pgd)
		return -1;
	free_pages(pgd, 1);
	return 0;
}
void g(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 0);

	if (page)
		free_page((unsigned long)page_address(page));
}`,
    },
    {
      title: 'By size, one allocator or the other, asked twice',
      code: `
int f(struct kmem_cache *cache, int is_small)
{
	pgd_t *pgd;

	if (is_small)
		pgd = kmem_cache_alloc(cache, GFP_KERNEL);
	else
		pgd = (pgd_t *)__get_free_page(GFP_KERNEL);
	if (!pgd)
		return -1;
	if (is_small)
		kmem_cache_free(cache, pgd);
	else
		free_page((unsigned long)pgd);
	return 0;
}`,
    },
    {
      title: 'By feature, one allocator or the other, each in a function',
      code: `
int has_feature(void);
static pgd_t *pgd_new(struct kmem_cache *cache)
{
	if (has_feature())
		return kmem_cache_alloc(cache, GFP_KERNEL);
	return (pgd_t *)__get_free_pages(GFP_KERNEL, 1);
}
static void pgd_drop(struct kmem_cache *cache, pgd_t *pgd)
{
	if (has_feature())
		kmem_cache_free(cache, pgd);
	else
		free_pages((unsigned long)pgd, 1);
}
int f(struct kmem_cache *cache)
{
	pgd_t *pgd = pgd_new(cache);

	if (!pgd)
		return -1;
	pgd_drop(cache, pgd);
	return 0;
}`,
    },
    {
      title: 'Split into single pages first',
      code: `
void split_page(struct page *page, unsigned int order);
struct page *f(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 1);

	if (!page)
		return NULL;
	split_page(page, 1);
	__free_page(page);
	return page + 1;
}`,
    },
    {
      title: 'An order that is only known at run time',
      code: `
unsigned int pgd_order(void);
int f(void)
{
	pgd_t *pgd = (pgd_t *)__get_free_pages(GFP_KERNEL, pgd_order());

	if (pgd)
		free_pages((unsigned long)pgd, pgd_order());
	return 0;
}`,
    },
    {
      title: 'Two variables for two allocations',
      code: `
int f(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 1);
	struct page *page = alloc_page(GFP_KERNEL);

	if (page)
		__free_page(page);
	if (pt)
		pagetable_free(pt);
	return 0;
}`,
    },
  ],
};

export const allocationPair: Rule = { meta, docs, examples, check };

function check(context: RuleContext): Finding[] {
  return pathFindings(context, meta, (event, { events }) => {
    const mismatch = mismatchOf(event);
    if (!mismatch || isChosenInside(event, events)) return undefined;
    return verdict(context, event.operation, event.object, mismatch);
  });
}

function mismatchOf({ operation, object }: PathEvent): Mismatch | undefined {
  if (operation.kind !== 'free' || object.origin.kind !== 'allocated') return undefined;
  if (object.life === 'freed' || object.life === 'queued' || !object.family) return undefined;
  return familyMismatch(operation, object) ?? orderMismatch(operation, object);
}

/**
 * A function that frees by one way or another knows which: where one of its ways fits the memory, what
 * it asks to choose is taken to be what the allocation asked.
 */
function isChosenInside({ operation, object }: PathEvent, events: readonly PathEvent[]): boolean {
  if (operation.innerToken === undefined) return false;
  return events.some(
    (other) =>
      other.operation.kind === 'free' &&
      other.operation.token === operation.token &&
      other.operation.innerToken !== operation.innerToken &&
      other.object.site === object.site &&
      mismatchOf(other) === undefined,
  );
}

interface Mismatch {
  readonly message: string;
  readonly severity: Severity;
  readonly isFamily: boolean;
}

const FAMILY: Record<Family, string> = {
  pagetable: 'pagetable_alloc()',
  page: 'the page allocator',
  slab: 'a slab',
  boot: 'the allocator of the boot',
};

/** Page tables and plain pages are the same memory today; everything else never is. */
function familyMismatch(operation: Operation, object: TableObject): Mismatch | undefined {
  const { family } = operation;
  if (!family || !object.family || family === object.family) return undefined;
  // Which functions free memory of the boot depends on how far the boot is.
  if (family === 'boot' || object.family === 'boot') return undefined;
  const isPages = [family, object.family].every((f) => f !== 'slab');
  // These look at what the page is and free it by that.
  if (isPages && family === 'page' && operation.order === undefined) return undefined;
  const isLarge = isPages && typeof object.order === 'bigint' && object.order > 0n;
  return {
    message: `This memory came from ${FAMILY[object.family]}, and ${operation.name}() frees what comes from ${FAMILY[family]}.`,
    severity: isPages && !isLarge ? 'warning' : 'error',
    isFamily: true,
  };
}

function orderMismatch(operation: Operation, object: TableObject): Mismatch | undefined {
  const { order } = operation;
  if (typeof order !== 'bigint' || typeof object.order !== 'bigint') return undefined;
  if (order === object.order) return undefined;
  return {
    message: `This memory was allocated in order ${object.order} and is freed in order ${order}.`,
    severity: 'error',
    isFamily: false,
  };
}

function verdict(
  context: RuleContext,
  operation: Operation,
  object: TableObject,
  { message, severity, isFamily }: Mismatch,
): Verdict {
  return {
    message: `${message} Free it with the function that belongs to its allocation, in the same order.`,
    severity,
    related: [
      relatedAt(context, object.allocatedAt, 'It was allocated here.'),
      relatedAt(context, operation.innerToken, 'It is freed here.'),
    ],
    fixes: operation.innerToken === undefined ? [fixOf(context, operation, object, isFamily)] : [],
  };
}

function fixOf(
  context: RuleContext,
  operation: Operation,
  object: TableObject,
  isFamily: boolean,
): Fix | undefined {
  const place = placeOf(context, operation.token);
  const call = place && callStatementAt(context.file, place.line);
  const text = call && (isFamily ? familyCall(call, object) : orderCall(call, object));
  if (!call || !text) return undefined;
  const edits = [callReplaced(context.file, call, text)];
  return { title: `Write ${text}`, isSafe: false, edits };
}

/** Plain pages under the name of a table, and a table under the name of plain pages. */
function familyCall({ name, args }: { name: string; args: string }, object: TableObject) {
  const virt = /^virt_to_ptdesc\((\w+)\)$/.exec(args);
  if (name === 'pagetable_free' && virt && object.order === 0n)
    return `free_page((unsigned long)${virt[1]})`;
  const page = /^ptdesc_page\((\w+)\)(, *\d+)?$/.exec(args);
  if (/^__free_pages?$/.test(name) && page) return `pagetable_free(${page[1]})`;
  const address = /^\(unsigned long\)\s*(\w+)$/.exec(args);
  if (name !== 'free_page' || !address || object.family === 'slab') return undefined;
  return `pagetable_free(virt_to_ptdesc(${address[1]}))`;
}

function orderCall({ name, args }: { name: string; args: string }, { order }: TableObject) {
  if (name === 'free_page' || name === '__free_page') return `${name}s(${args}, ${order})`;
  const first = /^(.*), *\w+$/.exec(args);
  return first && /^(__)?free_pages$/.test(name) ? `${name}(${first[1]}, ${order})` : undefined;
}
