import type { RuleExamples } from '../support/rule.ts';

/** What descriptor-as-address reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'A pgtable_t that is a page here',
      bug: '7b6ac9dffe6f',
      code: `void pte_free(struct mm_struct *mm, pgtable_t pte) { pagetable_pte_dtor(virt_to_ptdesc(pte)); }
//                                                                      ^^^^^^^^^^^^^^ 💡 warning: virt_to_ptdesc() expects the address of the memory that a struct page describes, but gets the address of the struct page itself. Convert the descriptor instead.
//💡 Use page_ptdesc()`,
      fixed:
        'void pte_free(struct mm_struct *mm, pgtable_t pte) { pagetable_pte_dtor(page_ptdesc(pte)); }',
    },
    {
      title: 'Freed by the address of its descriptor',
      code: `void f(struct page *page) { free_page((unsigned long)page); }
//                          ^^^^^^^^^ 💡 warning: free_pages() expects the address of the memory that a struct page describes, but gets the address of the struct page itself. Convert the descriptor instead.
//💡 Free the page itself`,
      fixed: 'void f(struct page *page) { __free_page(page); }',
    },
    {
      title: 'More pages than one',
      code: `void f(struct page *page, int order) { free_pages((unsigned long)page, order); }
//                                     ^^^^^^^^^^ 💡 warning: free_pages() expects the address of the memory that a struct page describes, but gets the address of the struct page itself. Convert the descriptor instead.
//💡 Free the page itself`,
      fixed: 'void f(struct page *page, int order) { __free_pages(page, order); }',
    },
    {
      title: 'The descriptor of a descriptor',
      code: `struct ptdesc *f(struct ptdesc *pt) { return virt_to_ptdesc((void *)pt); }
//                                           ^^^^^^^^^^^^^^ warning: virt_to_ptdesc() expects the address of the memory that a struct ptdesc describes, but gets the address of the struct ptdesc itself. Convert the descriptor instead.`,
    },
  ],
  clean: [
    {
      title: 'The page, converted',
      bug: '7b6ac9dffe6f',
      code: 'void pte_free(struct mm_struct *mm, pgtable_t pte) { pagetable_pte_dtor(page_ptdesc(pte)); }',
    },
    {
      title: 'The address of the table',
      code: 'struct ptdesc *f(pmd_t *pmd) { return virt_to_ptdesc(pmd); }',
    },
    {
      title: 'The page that is freed as a page',
      code: 'void f(struct page *page) { __free_page(page); free_page((unsigned long)page_address(page)); }',
    },
    {
      title: 'A table that is called page',
      code: 'void f(pte_t *page) { free_page((unsigned long)page); }',
    },
    {
      title: 'The place where a pointer to a page is kept',
      code: 'struct ptdesc *f(struct page **pages) { return virt_to_ptdesc(pages); }',
    },
  ],
};
