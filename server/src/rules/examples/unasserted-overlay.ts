import type { RuleExamples } from '../support/rule.ts';

/** What unasserted-overlay reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'The lock of a page table',
      bug: '536f4217ced6',
      inHeader: true,
      defines: '#define NO_PTL_MATCH',
      code: `
//@ union { unsigned long _pt_pad_2; spinlock_t «ptl»; }; 💡 info: No assertion says that struct ptdesc's ptl lies at byte 40 of struct page, over its private. It moves silently when something before it grows. Assert it beside the others.
//💡 Assert that it lies over private (safe)
//@ «TABLE_MATCH»(_refcount, __page_refcount); related: The assertions about this record.`,
      fixed: '+TABLE_MATCH(private, ptl);',
    },
    {
      title: 'A word of a new memdesc',
      code: `
struct thing { unsigned long flags; unsigned long word1; unsigned long word2; unsigned long cookie; };
//                                                                                          ^^^^^^ 💡 info: No assertion says that struct thing's cookie lies at byte 24 of struct page, over its mapping. It moves silently when something before it grows. Assert it beside the others.
//💡 Assert that it lies over mapping (safe)
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
static_assert(offsetof(struct page, compound_head) == offsetof(struct thing, word1), "");
static_assert(offsetof(struct page, lru.prev) == offsetof(struct thing, word2), "");
//<^^^^^^^^^^^^^ related: The assertions about this record.
static_assert(sizeof(struct thing) <= sizeof(struct page), "");`,
      fixed: `
struct thing { unsigned long flags; unsigned long word1; unsigned long word2; unsigned long cookie; };
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
static_assert(offsetof(struct page, compound_head) == offsetof(struct thing, word1), "");
static_assert(offsetof(struct page, lru.prev) == offsetof(struct thing, word2), "");
static_assert(offsetof(struct page, mapping) == offsetof(struct thing, cookie), "");
static_assert(sizeof(struct thing) <= sizeof(struct page), "");`,
    },
    {
      title: 'A count beside the page type',
      code: `
struct thing { unsigned long pad[6]; unsigned int type; int users; };
//                                                          ^^^^^ 💡 info: No assertion says that struct thing's users lies at byte 52 of struct page, over its _refcount. It moves silently when something before it grows. Assert it beside the others.
//💡 Assert that it lies over _refcount (safe)
static_assert(offsetof(struct page, page_type) == offsetof(struct thing, type), "");
static_assert(offsetof(struct page, flags) == offsetof(struct thing, pad), "");
//<^^^^^^^^^^^^^ related: The assertions about this record.
static_assert(sizeof(struct thing) <= sizeof(struct page), "");`,
      fixed: `
struct thing { unsigned long pad[6]; unsigned int type; int users; };
static_assert(offsetof(struct page, page_type) == offsetof(struct thing, type), "");
static_assert(offsetof(struct page, flags) == offsetof(struct thing, pad), "");
static_assert(offsetof(struct page, _refcount) == offsetof(struct thing, users), "");
static_assert(sizeof(struct thing) <= sizeof(struct page), "");`,
    },
  ],
  clean: [
    { title: 'Every field of the page table', bug: '536f4217ced6', inHeader: true, code: '' },
    {
      title: 'Padding, and a second name of an asserted place',
      code: `
struct thing { unsigned long flags; union { unsigned long word1; void *cache; }; unsigned long _pad_1[4]; };
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
static_assert(offsetof(struct page, compound_head) == offsetof(struct thing, word1), "");
static_assert(sizeof(struct thing) <= sizeof(struct page), "");`,
    },
    {
      title: 'Bit-fields, which have no offset to assert',
      code: `
struct thing { unsigned long flags; unsigned long word1; unsigned a : 16; unsigned b : 16; };
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
static_assert(offsetof(struct page, compound_head) == offsetof(struct thing, word1), "");
static_assert(sizeof(struct thing) <= sizeof(struct page), "");`,
    },
    {
      title: 'A record that only mirrors some words',
      code: `
struct iov { unsigned long word0; unsigned long magic; unsigned long own; };
static_assert(offsetof(struct page, compound_head) == offsetof(struct iov, magic), "");`,
    },
  ],
};
