import type { RuleExamples } from '../support/rule.ts';

/** What tail-as-memdesc reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'The next page',
      code: `struct ptdesc *f(struct page *page) { return page_ptdesc(page + 1); }
//                                           ^^^^^^^^^^^ info: If these are the pages of one larger page, this is a tail, which no struct ptdesc describes. Convert the head page.`,
    },
    {
      title: 'One of several, by its index',
      code: `struct ptdesc *f(struct page *pages, int i) { return page_ptdesc(&pages[i]); }
//                                                   ^^^^^^^^^^^ info: If these are the pages of one larger page, this is a tail, which no struct ptdesc describes. Convert the head page.`,
    },
    {
      title: 'By a cast',
      code: `struct mm_struct *f(struct page *page, int i) { return ((struct ptdesc *)(page + i))->pt_mm; }
//                                                      ^ info: If these are the pages of one larger page, this is a tail, which no struct ptdesc describes. Convert the head page.`,
    },
  ],
  clean: [
    {
      title: 'The page itself',
      code: 'struct ptdesc *f(struct page *page) { return page_ptdesc(page); }',
    },
    {
      title: 'The head of it',
      code: `
struct page *compound_head(struct page *page);
struct ptdesc *f(struct page *page) { return page_ptdesc(compound_head(page + 1)); }`,
    },
    {
      title: 'The page of an address',
      code: 'struct ptdesc *f(void *table) { return page_ptdesc(virt_to_page(table)); }',
    },
    {
      title: 'The first of several',
      code: 'struct ptdesc *f(struct page *pages) { return page_ptdesc(&pages[0]); }',
    },
    {
      title: 'An element of an array of pointers',
      code: 'struct ptdesc *f(struct page **pages, int i) { return page_ptdesc(pages[i]); }',
    },
  ],
};
