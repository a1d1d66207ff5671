import type { RuleExamples } from '../support/rule.ts';

/** What odd-word-one reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'A number',
      code: `
struct thing { unsigned long flags; unsigned long cookie; };
//                                                ^^^^^^ info: struct thing's cookie lies over the bit that marks tail pages, and its type, unsigned long, can be odd. The page is then taken for the tail of another. Move it to another word.
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
static_assert(sizeof(struct thing) <= sizeof(struct page), "");`,
    },
    {
      title: 'An address of 64 bits, of which a half lies there',
      bug: '9ddb3c14afba',
      code: `
struct thing { unsigned long flags; unsigned long long dma_addr; };
//                                                     ^^^^^^^^ info: struct thing's dma_addr lies over the bit that marks tail pages, and its type, unsigned long long, can be odd. The page is then taken for the tail of another. Move it to another word.
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
static_assert(sizeof(struct thing) <= sizeof(struct page), "");`,
    },
    {
      title: 'A pointer that may point to any byte',
      bug: '720abae3d68a',
      code: `
struct thing { unsigned long flags; char *callback; };
//                                        ^^^^^^^^ info: struct thing's callback lies over the bit that marks tail pages, and its type, char *, can be odd. The page is then taken for the tail of another. Move it to another word.
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
static_assert(sizeof(struct thing) <= sizeof(struct page), "");`,
    },
    {
      title: 'A bit-field',
      code: `
struct thing { unsigned long flags; unsigned int kind : 4; unsigned int rest : 28; };
//                                               ^^^^ info: struct thing's kind lies over the bit that marks tail pages, and its type, unsigned int, can be odd. The page is then taken for the tail of another. Move it to another word.
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
static_assert(sizeof(struct thing) <= sizeof(struct page), "");`,
    },
  ],
  clean: [
    {
      title: 'The address in a word that may be odd',
      bug: '9ddb3c14afba',
      code: `
struct thing { unsigned long flags; unsigned long _pad_1[3]; unsigned long long dma_addr; };
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
static_assert(sizeof(struct thing) <= sizeof(struct page), "");`,
    },
    {
      title: 'Pointers to records',
      bug: '720abae3d68a',
      code: `
struct thing { unsigned long flags; union { struct list_head list; struct mm_struct *mm; }; };
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
static_assert(sizeof(struct thing) <= sizeof(struct page), "");`,
    },
    {
      title: 'Padding',
      code: `
struct thing { unsigned long flags; unsigned long _pt_pad_1; unsigned long cookie; };
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
static_assert(sizeof(struct thing) <= sizeof(struct page), "");`,
    },
    {
      title: 'The upper half of the word',
      code: `
struct thing { unsigned long flags; unsigned int _pad; unsigned int kind; };
static_assert(offsetof(struct page, flags) == offsetof(struct thing, flags), "");
static_assert(sizeof(struct thing) <= sizeof(struct page), "");`,
    },
    { title: 'The page table itself', inHeader: true, code: '' },
  ],
};
