import type { RuleExamples } from '../support/rule.ts';

/** What page-field-of-memdesc reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  above: `
struct pool_desc { unsigned long _flags; struct list_head lru; };
static_assert(offsetof(struct page, flags) == offsetof(struct pool_desc, _flags), "");
static_assert(offsetof(struct page, lru) == offsetof(struct pool_desc, lru), "");
static_assert(sizeof(struct pool_desc) <= sizeof(struct page), "");`,
  flagged: [
    {
      title: 'Read through the page',
      bug: 'c07aea3ef4d4',
      code: `
void *f(struct page *page) { return page->lru.next; }
//                                        ^^^ info: lru belongs to struct pool_desc in this tree. Any page has these bytes, and others keep something else there. Convert the page, and check what it is.`,
    },
    {
      title: 'Written through the page',
      code: `
void f(struct page *page) { page->lru.next = NULL; }
//                                ^^^ info: lru belongs to struct pool_desc in this tree. Any page has these bytes, and others keep something else there. Convert the page, and check what it is.`,
    },
    {
      title: 'By a macro',
      code: `
#define pool_of(p) (&(p)->lru)
void *f(struct page *page) { return pool_of(page); }
//                                  ^^^^^^^ info: lru belongs to struct pool_desc in this tree. Any page has these bytes, and others keep something else there. Convert the page, and check what it is.`,
    },
  ],
  clean: [
    {
      title: 'Through the memdesc',
      bug: 'c07aea3ef4d4',
      code: `
void *f(struct pool_desc *desc) { return desc->lru.next; }`,
    },
    {
      title: 'Another field of the page',
      code: `
unsigned long f(struct page *page) { return page->index; }`,
    },
    {
      title: 'A field that two memdescs have',
      code: `
struct other_desc { unsigned long _flags; struct list_head list; };
static_assert(offsetof(struct page, flags) == offsetof(struct other_desc, _flags), "");
static_assert(offsetof(struct page, lru) == offsetof(struct other_desc, list), "");
static_assert(sizeof(struct other_desc) <= sizeof(struct page), "");
void *f(struct page *page) { return page->lru.next; }`,
    },
    {
      title: 'Under another name there',
      code: 'unsigned long f(struct page *page) { return page->flags; }',
    },
  ],
};
