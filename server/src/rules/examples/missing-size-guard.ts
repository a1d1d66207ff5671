import type { RuleExamples } from '../support/rule.ts';

/** What missing-size-guard reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'The page table without its guard',
      inHeader: true,
      defines: '#define NO_SIZE_MATCH',
      code: `
//@ struct «ptdesc» { 💡 info: struct ptdesc (56 bytes) lies over struct page (56 bytes), and no assertion limits its size. Assert its size next to its offsets.
//💡 Assert its size (safe)
//@ «TABLE_MATCH»(_refcount, __page_refcount); related: The assertions about its offsets.`,
      fixed: '+static_assert(sizeof(struct ptdesc) <= sizeof(struct page), "");',
    },
    {
      title: 'A new memdesc',
      code: `
struct thing { unsigned long flags; unsigned long cookie; };
//     ^^^^^ 💡 info: struct thing (16 bytes) lies over struct page (56 bytes), and no assertion limits its size. Assert its size next to its offsets.
//💡 Assert its size (safe)
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
//<^^^^^^^^^^^^^ related: The assertions about its offsets.
#define page_thing(p) ((struct thing *)(p))
struct page *thing_page(struct thing *t) { return (struct page *)t; }`,
      fixed: `
struct thing { unsigned long flags; unsigned long cookie; };
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
static_assert(sizeof(struct thing) <= sizeof(struct page), "");
#define page_thing(p) ((struct thing *)(p))
struct page *thing_page(struct thing *t) { return (struct page *)t; }`,
    },
    {
      title: 'As large as struct page already',
      code: `
struct thing { unsigned long flags; unsigned long words[6]; };
//     ^^^^^ 💡 info: struct thing (56 bytes) lies over struct page (56 bytes), and no assertion limits its size. Assert its size next to its offsets.
//💡 Assert its size (safe)
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
//<^^^^^^^^^^^^^ related: The assertions about its offsets.
#define page_thing(p) ((struct thing *)(p))
struct page *thing_page(struct thing *t) { return (struct page *)t; }`,
      fixed: `
struct thing { unsigned long flags; unsigned long words[6]; };
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
static_assert(sizeof(struct thing) <= sizeof(struct page), "");
#define page_thing(p) ((struct thing *)(p))
struct page *thing_page(struct thing *t) { return (struct page *)t; }`,
    },
  ],
  clean: [
    { title: 'The page table with its guard', inHeader: true, code: '' },
    {
      title: 'A guard that leaves the count alone',
      code: `
struct thing { unsigned long flags; unsigned long cookie; };
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
#define page_thing(p) ((struct thing *)(p))
struct page *thing_page(struct thing *t) { return (struct page *)t; }
static_assert(sizeof(struct thing) <= offsetof(struct page, _refcount), "");`,
    },
    {
      title: 'A record that only mirrors some words',
      code: `
struct iov { unsigned long word0; unsigned long magic; };
static_assert(offsetof(struct page, compound_head) == offsetof(struct iov, magic), "");`,
    },
  ],
};
