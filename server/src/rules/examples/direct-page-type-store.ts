import type { RuleExamples } from '../support/rule.ts';

/** What direct-page-type-store reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'Through struct page',
      code: `void f(struct page *page) { page->page_type = 0xf2000000; }
//                                ^^^^^^^^^ info: This assigns to the word of the page type, which also counts mappings. The functions of page-flags.h check what the page was before; use them.`,
    },
    {
      title: 'Through a memdesc',
      code: `void f(struct ptdesc *pt) { pt->__page_type = ~0u; }
//                              ^^^^^^^^^^^ info: This assigns to the word of the page type, which also counts mappings. The functions of page-flags.h check what the page was before; use them.`,
    },
    {
      title: 'A bit of it',
      code: `void f(struct page *page) { page->page_type &= ~0x400u; }
//                                ^^^^^^^^^ info: This assigns to the word of the page type, which also counts mappings. The functions of page-flags.h check what the page was before; use them.`,
    },
  ],
  clean: [
    { title: 'Read', code: 'int f(struct page *page) { return page->page_type >> 24 == 0xf2; }' },
    {
      title: 'Another record with such a member',
      code: `struct other { int page_type; };
void f(struct other *o) { o->page_type = 1; }`,
    },
    {
      title: 'Another word',
      code: 'void f(struct page *page) { page->private = page->page_type; }',
    },
  ],
};
