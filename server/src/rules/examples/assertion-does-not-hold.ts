import type { RuleExamples } from '../support/rule.ts';

/** What assertion-does-not-hold reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'A field one word too far',
      code: `
struct thing { unsigned long flags; unsigned long pad[2]; void *mapping_too; unsigned long late; };
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
static_assert(offsetof(struct page, mapping) == offsetof(struct thing, late), "");
//<^ error: struct thing's late is at byte 32, and struct page's mapping is at byte 24: this assertion does not hold in this configuration. Move the field, or tie both to the same configuration symbol.`,
    },
    {
      title: 'Larger than struct page',
      code: `
struct thing { unsigned long flags; unsigned long words[7]; };
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
static_assert(sizeof(struct thing) <= sizeof(struct page), "");
//<^ error: struct thing has 64 bytes and may have 56: this assertion does not hold in this configuration. Move the field, or tie both to the same configuration symbol.`,
    },
    {
      title: 'Something grew before it',
      code: `
struct thing { unsigned long flags; unsigned long words[4]; unsigned long lock[2]; unsigned int type; };
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
static_assert(offsetof(struct page, page_type) == offsetof(struct thing, type), "");
//<^ error: struct thing's type is at byte 56, and struct page's page_type is at byte 48: this assertion does not hold in this configuration. Move the field, or tie both to the same configuration symbol.`,
    },
  ],
  clean: [
    { title: 'The assertions of the page table', inHeader: true, code: '' },
    {
      title: 'A field that fits',
      code: `
struct thing { unsigned long flags; unsigned long words[5]; unsigned int type; };
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
static_assert(offsetof(struct page, page_type) == offsetof(struct thing, type), "");`,
    },
    {
      title: 'An assertion in the branch that is not taken',
      code: `
struct thing { unsigned long flags; unsigned long late; };
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
#ifdef CONFIG_OTHER
static_assert(offsetof(struct page, mapping) == offsetof(struct thing, late), "");
#endif`,
    },
  ],
};
