/**
 * Rule: paravirt-pair
 *
 * Reports a table that a hypervisor was told about, and that is freed before it is told again; or of
 * whose end it is told too late.
 */
import { isGone } from '../paths/apply-operation.ts';
import type { PathEvent } from '../paths/operation.ts';
import type { FunctionPaths } from '../paths/unit-paths.ts';
import { pathFindings, relatedAt, type Verdict } from './path-findings.ts';
import type { Rule, RuleContext, RuleDocs, RuleExamples, RuleMeta } from './rule.ts';

const meta: RuleMeta = {
  id: 'paravirt-pair',
  severity: 'info',
  since: '0.1.0',
  summary: 'A table is freed while a hypervisor takes it for one.',
  needs: 'paths',
  fixable: false,
};

const docs: RuleDocs = {
  what: `paravirt_alloc_pte() or one of its kind is called for a table, and on the same path the table is
freed or queued without paravirt_release_pte(); or that is called after the table was freed or queued. The
same for __pte_free_tlb() and its kind, which queue tables that pmd_populate() and its kind announced.`,
  why: `Under Xen the kernel cannot write to a page that is known as a page table. Freed without a word, the
page faults in the hands of its next owner. After it was freed or queued, the page may already be
somebody else's table.`,
  how: `Call paravirt_release_…() before the table is freed or queued.`,
};

const PARAVIRT = `
void paravirt_alloc_pmd(struct mm_struct *mm, unsigned long pfn);
void paravirt_alloc_pud(struct mm_struct *mm, unsigned long pfn);
void paravirt_release_pmd(unsigned long pfn);
void paravirt_release_pte(unsigned long pfn);`;

const examples: RuleExamples = {
  flagged: [
    {
      title: 'Freed on the error path without a word',
      code: `${PARAVIRT}
pmd_t *f(struct mm_struct *mm, int fail)
{
	pmd_t *pmd = (pmd_t *)get_zeroed_page(GFP_KERNEL);

	if (!pmd)
		return NULL;
	paravirt_alloc_pmd(mm, __pa(pmd) >> PAGE_SHIFT);
	if (fail) {
		free_page((unsigned long)pmd);
		return NULL;
	}
	return pmd;
}`,
    },
    {
      title: 'Told after the table was queued',
      code: `${PARAVIRT}
void ___pte_free_tlb(struct mmu_gather *tlb, struct page *pte)
{
	pagetable_pte_dtor(page_ptdesc(pte));
	tlb_remove_table(tlb, pte);
	paravirt_release_pte(page_to_pfn(pte));
}`,
    },
    {
      title: 'Queued without a word, where the entry was announced',
      code: `${PARAVIRT}
static inline void p4d_populate(struct mm_struct *mm, unsigned long *p4d, pud_t *pud)
{
	paravirt_alloc_pud(mm, __pa(pud) >> PAGE_SHIFT);
	*p4d = __pa(pud) | 1;
}
void ___pud_free_tlb(struct mmu_gather *tlb, pud_t *pud)
{
	pagetable_pud_dtor(virt_to_ptdesc(pud));
	tlb_remove_table(tlb, virt_to_ptdesc(pud));
}`,
    },
    {
      title: 'Announced and freed by helpers',
      code: `${PARAVIRT}
static void announce(struct mm_struct *mm, struct page *page) { paravirt_alloc_pmd(mm, page_to_pfn(page)); }
static void drop(struct page *page) { __free_page(page); }
void f(struct mm_struct *mm, struct page *page)
{
	announce(mm, page);
	drop(page);
}`,
    },
  ],
  clean: [
    {
      title: 'Told first',
      code: `${PARAVIRT}
void ___pte_free_tlb(struct mmu_gather *tlb, struct page *pte)
{
	paravirt_release_pte(page_to_pfn(pte));
	pagetable_pte_dtor(page_ptdesc(pte));
	tlb_remove_table(tlb, pte);
}`,
    },
    {
      title: 'An architecture that announces nothing',
      code: `${PARAVIRT}
static inline void p4d_populate(struct mm_struct *mm, unsigned long *p4d, pud_t *pud)
{
	*p4d = __pa(pud) | 1;
}
void ___pud_free_tlb(struct mmu_gather *tlb, pud_t *pud)
{
	pagetable_pud_dtor(virt_to_ptdesc(pud));
	tlb_remove_table(tlb, virt_to_ptdesc(pud));
}`,
    },
    {
      title: 'Announced and taken back',
      code: `${PARAVIRT}
void f(struct mm_struct *mm, struct page *page)
{
	paravirt_alloc_pmd(mm, page_to_pfn(page));
	paravirt_release_pmd(page_to_pfn(page));
	__free_page(page);
}`,
    },
    {
      title: 'Freed before anybody was told',
      code: `${PARAVIRT}
pmd_t *f(struct mm_struct *mm, int fail)
{
	pmd_t *pmd = (pmd_t *)get_zeroed_page(GFP_KERNEL);

	if (!pmd)
		return NULL;
	if (fail) {
		free_page((unsigned long)pmd);
		return NULL;
	}
	paravirt_alloc_pmd(mm, __pa(pmd) >> PAGE_SHIFT);
	return pmd;
}`,
    },
  ],
};

export const paravirtPair: Rule = { meta, docs, examples, check };

function check(context: RuleContext) {
  return pathFindings(
    context,
    meta,
    (event, paths) => judge(context, event) ?? unlikePopulate(context, event, paths),
  );
}

/** The function that makes the entry to a table of each level, which is where it is announced. */
const POPULATES: Readonly<Record<string, string>> = {
  pte: 'pmd_populate',
  pmd: 'pud_populate',
  pud: 'p4d_populate',
  p4d: 'pgd_populate',
};
const QUEUES = /^_*(pte|pmd|pud|p4d)_free_tlb$/;

const isRelease = ({ operation }: PathEvent) =>
  operation.kind === 'unmark' && operation.mark === 'announced';

/** A level that is announced when it is put in, and goes without a word. */
function unlikePopulate(
  context: RuleContext,
  { operation, object }: PathEvent,
  { definition, events }: FunctionPaths,
): Verdict | undefined {
  const level = operation.kind === 'queue' ? QUEUES.exec(definition.symbol.name)?.[1] : undefined;
  if (level === undefined || object.origin.kind !== 'parameter') return undefined;
  if (events.some(isRelease) || object.isEscaped) return undefined;
  const populate = POPULATES[level] ?? '';
  const announces = context.paths
    .summaryOf(populate)
    ?.outcomes.some(({ trace }) => trace.some((t) => t.operation.mark === 'announced'));
  if (!announces) return undefined;
  const { unit } = context;
  const token = unit.definition(unit.interner.find(populate))?.symbol.token;
  return {
    message: `${populate}() announces such tables to a hypervisor, and this one is queued without a word. Call paravirt_release_${level}() first.`,
    related: [relatedAt(context, token, 'They are announced here.')],
  };
}

function judge(context: RuleContext, { operation, object }: PathEvent): Verdict | undefined {
  const { kind, mark, name } = operation;
  const { announced } = object.marks;
  if ((kind === 'free' || kind === 'queue') && announced !== undefined && !isGone(object)) {
    return {
      message: `This frees a table that a hypervisor still takes for one, and whoever gets the page next cannot write to it. Call paravirt_release_…() first.`,
      related: [relatedAt(context, announced, 'The hypervisor is told of the table here.')],
    };
  }
  if (kind !== 'unmark' || mark !== 'announced' || !isGone(object)) return undefined;
  return {
    message: `${name}() comes after the table was given away: the page may be another table by now. Call it first.`,
    related: [relatedAt(context, object.goneAt, 'The table goes here.')],
  };
}
