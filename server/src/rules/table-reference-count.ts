/**
 * Rule: table-reference-count
 *
 * Reports that the reference count of a table's page is asked or changed: as a count of fragments, of
 * sharers, or of anything else that the table's users mean by it.
 */
import type { CallExpression, Expression } from '../../../language/src/syntax/ast.ts';
import { placeOf } from './path-findings.ts';
import type { Finding, Rule, RuleContext, RuleDocs, RuleExamples, RuleMeta } from './rule.ts';
import { TablePages } from './table-pages.ts';
import { expressionsNaming, memdescOf } from './written-members.ts';

const meta: RuleMeta = {
  id: 'table-reference-count',
  severity: 'info',
  since: '0.1.0',
  summary: "The reference count of a page table's page is used to count something else.",
  needs: 'types',
  fixable: false,
};

const docs: RuleDocs = {
  what: `page_count(), get_page() or another function on reference counts is called for the page that an
entry of a table lies in, or the count is named through the descriptor of page tables.`,
  why: `Whoever walks page frames takes references to any page for a moment, so the count is never exactly
what the users of a table make of it: fragments were freed twice, and shared tables were not seen as
shared.`,
  how: `Count in a word of the descriptor's own, as pt_frag_refcount and pt_share_count do.`,
};

const examples: RuleExamples = {
  flagged: [
    {
      title: 'Is this table shared?',
      bug: 'CVE-2026-23100',
      code: `
int page_count(const struct page *page);
bool hugetlb_pmd_shared(pte_t *pte)
{
	return page_count(virt_to_page(pte)) > 1;
}`,
    },
    {
      title: 'Shared, by a reference',
      bug: '59d9094df3d7',
      code: `
void get_page(struct page *page);
void share(struct mm_struct *mm, pud_t *pud, pmd_t *table)
{
	get_page(virt_to_page(table));
	pud_populate(mm, pud, table);
}`,
    },
    {
      title: 'Fragments, counted by references',
      bug: '4231aba000f5',
      code: `
int put_page_testzero(struct page *page);
void fragment_free(pte_t *table)
{
	struct page *page = virt_to_page(table);

	if (put_page_testzero(page)) {
		pagetable_pte_dtor(page_ptdesc(page));
		pagetable_free(page_ptdesc(page));
	}
}`,
    },
    {
      title: 'The halves of a page, in the upper byte',
      bug: 's390, before its fragments went',
      code: `
unsigned int atomic_fetch_xor(unsigned int i, atomic_t *v);
unsigned int f(struct ptdesc *pt)
{
	return atomic_fetch_xor(0x11u << 24, &pt->__page_refcount) >> 24;
}`,
    },
    {
      title: 'A handle that is an address',
      code: `
int page_ref_dec_return(struct page *page);
void f(void *table)
{
	typedef pte_t *pgtable_t;
	pgtable_t pte = table;

	if (page_ref_dec_return(virt_to_page(pte)) == 1)
		pagetable_pte_dtor(virt_to_ptdesc(pte));
}`,
    },
  ],
  clean: [
    {
      title: 'A handle that is a page, and no address',
      code: `
int page_ref_dec_return(struct page *page);
int f(pgtable_t pte)
{
	return page_ref_dec_return(pte);
}`,
    },
    {
      title: 'Sharers, counted in a word of their own',
      bug: 'CVE-2026-23100',
      code: `
struct shared_table { atomic_t pt_share_count; };
bool hugetlb_pmd_shared(struct shared_table *table)
{
	return table->pt_share_count.counter != 0;
}`,
    },
    {
      title: 'Shared, by a count of its own',
      bug: '59d9094df3d7',
      code: `
struct shared_table { atomic_t pt_share_count; };
void atomic_inc(atomic_t *v);
void share(struct mm_struct *mm, pud_t *pud, pmd_t *table, struct shared_table *shared)
{
	atomic_inc(&shared->pt_share_count);
	pud_populate(mm, pud, table);
}`,
    },
    {
      title: 'Fragments, counted in a word of their own',
      bug: '4231aba000f5',
      code: `
struct fragments { atomic_t pt_frag_refcount; };
int atomic_dec_and_test(atomic_t *v);
void fragment_free(struct fragments *of, pte_t *table)
{
	struct ptdesc *pt = virt_to_ptdesc(table);

	if (atomic_dec_and_test(&of->pt_frag_refcount)) {
		pagetable_pte_dtor(pt);
		pagetable_free(pt);
	}
}`,
    },
    {
      title: 'A page for each table, and nothing to count',
      bug: 's390, before its fragments went',
      code: `
void f(struct ptdesc *pt)
{
	pagetable_pte_dtor(pt);
	pagetable_free(pt);
}`,
    },
    {
      title: 'The page that an entry maps',
      code: `
int page_count(const struct page *page);
struct page *pmd_page(pmd_t pmd);
int f(pmd_t *pmd)
{
	return page_count(pmd_page(*pmd));
}`,
    },
    {
      title: 'A buffer',
      code: `
void get_page(struct page *page);
void f(void *buffer)
{
	get_page(virt_to_page(buffer));
}`,
    },
    {
      title: 'A variable that is a table only sometimes',
      code: `
int page_count(const struct page *page);
int f(struct page *other, pte_t *pte, int which)
{
	struct page *page = virt_to_page(pte);

	if (which)
		page = other;
	return page_count(page);
}`,
    },
    {
      title: 'A count of its own',
      code: `
struct counted { atomic_t users; };
int atomic_dec_and_test(atomic_t *v);
int f(struct counted *c)
{
	return atomic_dec_and_test(&c->users);
}`,
    },
  ],
};

export const tableReferenceCount: Rule = { meta, docs, examples, check };

/** include/linux/page_ref.h and include/linux/mm.h */
const COUNTERS = new Set([
  ...['page_count', 'page_ref_count', 'set_page_count', 'get_page', 'put_page'],
  ...['put_page_testzero', 'page_ref_inc', 'page_ref_dec', 'page_ref_add', 'page_ref_sub'],
  ...['page_ref_inc_return', 'page_ref_dec_return', 'page_ref_dec_and_test'],
  ...['page_ref_sub_and_test', 'page_ref_add_unless', 'page_ref_freeze'],
]);

function check(context: RuleContext): Finding[] {
  const pages = new TablePages(context);
  const members = countOf(context, pages.record);
  const findings = new Map<string, Finding>();
  for (const { definition, expression } of expressionsNaming(context, [...COUNTERS, ...members])) {
    const isCount =
      isMember(context, expression, pages.record, members) ||
      (isCounting(expression) && pages.has(context, definition, expression.args[0] as Expression));
    const token = expression.kind === 'call' ? expression.callee.token : expression.token;
    const place = isCount ? placeOf(context, token) : undefined;
    if (!place) continue;
    findings.set(`${place.line}:${place.column}`, {
      rule: meta.id,
      severity: meta.severity,
      message: `This counts something by the reference count of a page table's page. Whoever walks page frames takes references too, so the count is not what the table's users make of it. Count in a word of the descriptor's own.`,
      place,
      function: definition.symbol.name,
    });
  }
  return [...findings.values()];
}

function isCounting(e: Expression): e is CallExpression {
  if (e.kind !== 'call' || e.args.length === 0 || e.callee.kind !== 'identifier') return false;
  return COUNTERS.has(e.callee.symbol?.name ?? '');
}

/** What the descriptor of page tables calls the word of the count. */
function countOf({ model }: RuleContext, record: string | undefined): string[] {
  const count = model.page.fields.find(({ path }) => path === '_refcount');
  const memdesc = model.memdescs.find((each) => each.record === record);
  return (memdesc?.fields ?? [])
    .filter(({ depth, offsetBits }) => depth === 0 && offsetBits === count?.offsetBits)
    .map(({ spelled }) => spelled);
}

function isMember(
  context: RuleContext,
  e: Expression,
  record: string | undefined,
  members: readonly string[],
): boolean {
  if (e.kind !== 'member' || record === undefined) return false;
  const name = e.path.at(-1)?.name ?? '';
  return members.includes(name) && memdescOf(context, e) === record;
}
