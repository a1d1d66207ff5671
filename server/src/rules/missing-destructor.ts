/**
 * Rule: missing-destructor
 *
 * Reports a table that is freed, or queued to be freed, while its constructor's effects last. On one
 * path through a function that is certain when the function constructed the table itself. For a table
 * that the function was handed, or read from an entry, the tree's own allocation function says whether
 * such tables are constructed.
 */
import type { Operation, PathEvent } from '../paths/operation.ts';
import type { TableObject } from '../paths/table-object.ts';
import { levelOfType } from '../paths/table-types.ts';
import type { FunctionPaths } from '../paths/unit-paths.ts';
import { destructorFix } from './destructor-fix.ts';
import { pathFindings, relatedAt, type Verdict } from './path-findings.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleExamples, RuleMeta } from './rule.ts';
import { type StoredTables, storedTables } from './stored-tables.ts';

const meta: RuleMeta = {
  id: 'missing-destructor',
  severity: 'error',
  since: '0.1.0',
  summary: 'A page table is freed without its destructor.',
  needs: 'paths',
  fixable: true,
};

const docs: RuleDocs = {
  what: `A table whose constructor ran is given to a function that frees it, and on the path there is no
destructor. Handing a table to the TLB's queue counts as freeing it, unless the function that empties the
queue in this tree runs the destructor itself.`,
  why: `The lock of the table leaks where locks are allocated apart, NR_PAGETABLE drifts, and the page
keeps its page type. Kernels with checks enabled report "Bad page state" and leak the page; without them
nothing says anything.`,
  how: `Run the destructor of the table's level before the table is freed or queued. After a constructor
that failed there must be none.`,
};

const examples: RuleExamples = {
  flagged: [
    {
      title: 'An empty table of memory that is removed',
      bug: 'bbd6ec605c0f',
      code: `
static void free_hotplug_table(struct page *page)
{
	__free_pages(page, 0);
}
void free_empty_pmd_table(pud_t *pud)
{
	pmd_t *pmd = pud_pgtable(*pud);

	pud_clear(pud);
	free_hotplug_table(virt_to_page(pmd));
}`,
    },
    {
      title: 'A preallocated pmd table goes back as a plain page',
      bug: 'c283610e44ec',
      code: `
static void free_pmds(pmd_t *pmds[], int count)
{
	int i;

	for (i = 0; i < count; i++)
		if (pmds[i])
			free_page((unsigned long)pmds[i]);
}
static int preallocate_pmds(struct mm_struct *mm, pmd_t *pmds[], int count)
{
	int i;

	for (i = 0; i < count; i++) {
		struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

		if (pt && !pagetable_pmd_ctor(pt)) {
			pagetable_free(pt);
			pt = NULL;
		}
		pmds[i] = pt ? ptdesc_address(pt) : NULL;
	}
	return 0;
}`,
    },
    {
      title: 'A pmd table is replaced by a huge mapping',
      bug: 'd1c5246e08eb',
      code: `
int pud_free_pmd_page(pud_t *pud)
{
	pmd_t *pmd = pud_pgtable(*pud);

	pud_clear(pud);
	free_page((unsigned long)pmd);
	return 1;
}`,
    },
    {
      title: 'A table of the lowest level is queued as it is',
      bug: '9de45f736f21',
      code: `
void __pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd, unsigned long addr)
{
	tlb_remove_ptdesc(tlb, virt_to_ptdesc(pmd));
}`,
    },
    {
      title: 'An error path after the constructor',
      code: `
struct ptdesc *f(struct mm_struct *mm, int busy)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt || !pagetable_pte_ctor(pt)) {
		if (pt)
			pagetable_free(pt);
		return NULL;
	}
	if (busy) {
		pagetable_free(pt);
		return NULL;
	}
	return pt;
}`,
    },
    {
      title: 'Freed by a helper of the same file',
      code: `
static void drop(struct page *page, int order)
{
	__free_pages(page, order);
}
void f(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return;
	BUG_ON(!pagetable_pte_ctor(page_ptdesc(page)));
	drop(page, 0);
}`,
    },
    {
      title: 'Freed at once where the queue would have run the destructor',
      late: true,
      code: `
void f(struct mm_struct *mm)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return;
	if (pagetable_pmd_ctor(mm, pt)) {
		spin_lock(ptlock_ptr(pt));
		spin_unlock(ptlock_ptr(pt));
	}
	pagetable_free(pt);
}`,
    },
  ],
  clean: [
    {
      title: 'The preallocated pmd table, mended',
      bug: 'c283610e44ec',
      code: `
static void free_pmds(pmd_t *pmds[], int count)
{
	int i;

	for (i = 0; i < count; i++)
		if (pmds[i]) {
			pagetable_pmd_dtor(virt_to_ptdesc(pmds[i]));
			free_page((unsigned long)pmds[i]);
		}
}
static int preallocate_pmds(struct mm_struct *mm, pmd_t *pmds[], int count)
{
	int i;

	for (i = 0; i < count; i++)
		pmds[i] = pmd_alloc_one(mm, 0);
	return 0;
}`,
    },
    {
      title: 'The pmd table under a huge mapping, mended',
      bug: 'd1c5246e08eb',
      code: `
int pud_free_pmd_page(pud_t *pud)
{
	pmd_t *pmd = pud_pgtable(*pud);

	pud_clear(pud);
	pagetable_pmd_dtor(virt_to_ptdesc(pmd));
	free_page((unsigned long)pmd);
	return 1;
}`,
    },
    {
      title: 'The queued table, mended',
      bug: '9de45f736f21',
      code: `
void __pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd, unsigned long addr)
{
	struct ptdesc *pt = virt_to_ptdesc(pmd);

	pagetable_pmd_dtor(pt);
	tlb_remove_ptdesc(tlb, pt);
}`,
    },
    {
      title: 'The empty table of removed memory, mended',
      bug: 'bbd6ec605c0f',
      code: `
static void free_hotplug_table(struct page *page)
{
	__free_pages(page, 0);
}
void free_empty_pmd_table(pud_t *pud)
{
	pmd_t *pmd = pud_pgtable(*pud);

	pud_clear(pud);
	pagetable_pmd_dtor(virt_to_ptdesc(pmd));
	free_hotplug_table(virt_to_page(pmd));
}`,
    },
    {
      title: 'After a constructor that failed there is nothing to undo',
      code: `
struct ptdesc *f(void)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (pt && !pagetable_pmd_ctor(pt)) {
		pagetable_free(pt);
		pt = NULL;
	}
	return pt;
}`,
    },
    {
      title: 'The queue of this tree runs the destructor',
      late: true,
      code: `
void __pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd, unsigned long addr)
{
	tlb_remove_ptdesc(tlb, virt_to_ptdesc(pmd));
}`,
    },
    {
      title: 'A kernel table of the lowest level has no constructor here',
      code: `
int pmd_free_pte_page(pmd_t *pmd)
{
	pte_t *pte = (pte_t *)pmd_page_vaddr(*pmd);

	free_page((unsigned long)pte);
	return 1;
}
void pte_free_kernel(struct mm_struct *mm, pte_t *pte)
{
	pagetable_free(virt_to_ptdesc(pte));
}`,
    },
    {
      title: 'A copy of a table that never was one',
      code: `
int f(pud_t *pud)
{
	pmd_t *pmd = pud_pgtable(*pud);
	pmd_t *copy = (pmd_t *)__get_free_page(GFP_KERNEL);

	if (!copy)
		return 0;
	copy[0] = pmd[0];
	free_page((unsigned long)copy);
	pagetable_pmd_dtor(virt_to_ptdesc(pmd));
	free_page((unsigned long)pmd);
	return 1;
}`,
    },
    {
      title: 'Tables of kexec: raw pages under a table type',
      code: `
struct kimage { pmd_t *pmd; };
int init(struct kimage *image)
{
	image->pmd = (pmd_t *)get_zeroed_page(GFP_KERNEL);
	return image->pmd ? 0 : -1;
}
void cleanup(struct kimage *image)
{
	free_page((unsigned long)image->pmd);
	image->pmd = NULL;
}`,
    },
    {
      title: 'Tables that the same file made raw, for a mapping of its own',
      code: `
void set_pud(pud_t *pud, pud_t value);
int alloc_pmd_page(pud_t *pud)
{
	pmd_t *pmd = (pmd_t *)get_zeroed_page(GFP_KERNEL);

	if (!pmd)
		return -1;
	set_pud(pud, (pud_t){ __pa(pmd) | 1 });
	return 0;
}
void unmap_pmd(pud_t *pud)
{
	pmd_t *pmd = pud_pgtable(*pud);

	free_page((unsigned long)pmd);
}`,
    },
    {
      title: 'The destructor runs in the function that is called',
      code: `
static void pmd_dtor(pmd_t *pmd) { pagetable_pmd_dtor(virt_to_ptdesc(pmd)); }
void f(struct mmu_gather *tlb, pmd_t *pmd)
{
	pmd_dtor(pmd);
	tlb_remove_ptdesc(tlb, virt_to_ptdesc(pmd));
}`,
    },
    {
      title: 'A table of the boot, which nobody constructed',
      code: `
bool pagetable_is_reserved(struct ptdesc *pt);
void free_reserved_ptdesc(struct ptdesc *pt);
void f(struct mm_struct *mm, pmd_t *pmd)
{
	struct ptdesc *pt = virt_to_ptdesc(pmd);

	if (pagetable_is_reserved(pt)) {
		free_reserved_ptdesc(pt);
		return;
	}
	pagetable_pmd_dtor(pt);
	pagetable_free(pt);
}`,
    },
    {
      title: 'The same condition asks twice',
      code: `
void f(int is_user)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);

	if (!pt)
		return;
	if (is_user && !pagetable_pte_ctor(pt)) {
		pagetable_free(pt);
		return;
	}
	if (is_user)
		pagetable_pte_dtor(pt);
	pagetable_free(pt);
}`,
    },
  ],
};

export const missingDestructor: Rule = { meta, docs, examples, check };

function check(context: RuleContext): Finding[] {
  const stored = storedTables(context);
  return pathFindings(context, meta, (event, paths) => {
    const { operation, object } = event;
    if (!freesUndestructed(operation)) return undefined;
    if (object.life === 'constructed') return certain(context, event);
    return byContract(context, event, paths, stored);
  });
}

/** Freed now, or later by who runs no destructor. */
function freesUndestructed({ kind, destructsLater }: Operation): boolean {
  return kind === 'free' || (kind === 'queue' && destructsLater === false);
}

function certain(context: RuleContext, event: PathEvent): Verdict {
  const { operation, object } = event;
  return {
    message: `This ${verb(operation)} a page table whose constructor ran, and on this path no destructor does. ${CONSEQUENCE}`,
    related: [
      relatedAt(context, object.constructedAt, 'The constructor ran here.'),
      relatedAt(context, operation.innerToken, 'This is where the table goes.'),
    ],
    fixes: [destructorFix(context, operation, object.level)],
  };
}

const CONSEQUENCE =
  'Its lock may leak, and NR_PAGETABLE no longer adds up. Run the destructor first.';

function verb({ kind, name }: Operation): string {
  return kind === 'queue' ? `queues with ${name}()` : `frees with ${name}()`;
}

/** What the tree's other functions say about tables that come from elsewhere. */
function byContract(
  context: RuleContext,
  { operation, object, sawDestructor }: PathEvent,
  paths: FunctionPaths,
  stored: ReadonlyMap<string, StoredTables>,
): Verdict | undefined {
  // What comes from the boot was never constructed.
  if (operation.family === 'boot') return undefined;
  // A destructor on the path may be this table's under another name.
  if (object.life !== 'unknown' || object.isEscaped || sawDestructor) return undefined;
  const type = tableTypeOf(object, paths);
  // A file that makes raw tables of this type may free them raw.
  if (type === undefined || leavesRaw(context, type)) return undefined;
  const norm = context.norms.of(type);
  if (!norm?.isConstructed || norm.peer === paths.definition.symbol.name) return undefined;
  const place = object.origin.kind === 'loaded' ? stored.get(object.origin.place) : undefined;
  // Only where nothing but constructed tables is ever stored do others read them.
  if (object.origin.kind === 'loaded' && !(place?.size === 1 && place.has('constructed')))
    return undefined;
  if (object.origin.kind === 'other' || object.origin.kind === 'allocated') return undefined;
  return {
    severity: 'warning',
    message: `This ${verb(operation)} a ${type} table, and no destructor runs before. ${norm.peer}() constructs such tables in this tree. ${CONSEQUENCE}`,
    related: [
      relatedAt(context, norm.token, `${norm.peer}() gives out constructed tables.`),
      relatedAt(context, place?.get('constructed'), 'A constructed table is stored here.'),
      relatedAt(context, operation.innerToken, 'This is where the table goes.'),
    ],
    fixes: [destructorFix(context, operation, levelOfType(type))],
  };
}

/** By convention pte_free() and its kind take the page of a user's table, whatever its type says. */
function tableTypeOf(object: TableObject, { definition }: FunctionPaths): string | undefined {
  const isPage = object.tableType === 'struct page' && object.origin.kind === 'parameter';
  return isPage && /^_*pte_free(_tlb)?$/.test(definition.symbol.name)
    ? 'pgtable_t'
    : object.tableType;
}

function leavesRaw(context: RuleContext, type: string): boolean {
  return context.paths.inFile(context.file).some(({ leftRaw }) => leftRaw.has(type));
}
