import type { RuleExamples } from '../support/rule.ts';

/** What table-reference-count reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'Is this table shared?',
      bug: 'CVE-2026-23100',
      code: `
int page_count(const struct page *page);
bool hugetlb_pmd_shared(pte_t *pte)
{
	return page_count(virt_to_page(pte)) > 1;
//             ^^^^^^^^^^ info: This counts with the reference count of a page table's page. Code that walks page frames takes references too, so the count says nothing about the users of the table. Count in a field of the descriptor.
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
//      ^^^^^^^^ info: This counts with the reference count of a page table's page. Code that walks page frames takes references too, so the count says nothing about the users of the table. Count in a field of the descriptor.
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
//          ^^^^^^^^^^^^^^^^^ info: This counts with the reference count of a page table's page. Code that walks page frames takes references too, so the count says nothing about the users of the table. Count in a field of the descriptor.
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
//                                                ^^^^^^^^^^^^^^^ info: This counts with the reference count of a page table's page. Code that walks page frames takes references too, so the count says nothing about the users of the table. Count in a field of the descriptor.
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
//          ^^^^^^^^^^^^^^^^^^^ info: This counts with the reference count of a page table's page. Code that walks page frames takes references too, so the count says nothing about the users of the table. Count in a field of the descriptor.
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
