import type { RuleExamples } from '../support/rule.ts';

/** What whole-memdesc-store reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'Cleared',
      code: `void f(struct ptdesc *pt) { memset(pt, 0, sizeof(*pt)); }
//                          ^^^^^^ info: This writes over a whole struct ptdesc: its flags, counts and type as well, which others rely on. Set the fields that are meant.`,
    },
    {
      title: 'Copied',
      code: `void f(struct page *to, struct page *from) { *to = *from; }
//                                               ^ info: This writes over a whole struct page: its flags, counts and type as well, which others rely on. Set the fields that are meant.`,
    },
    {
      title: 'Copied to an element of an array',
      code: `
void *memcpy(void *to, const void *from, unsigned long n);
void f(struct ptdesc *tables, int i) { memcpy(&tables[i], tables, sizeof(struct ptdesc)); }
//                                     ^^^^^^ info: This writes over a whole struct ptdesc: its flags, counts and type as well, which others rely on. Set the fields that are meant.`,
    },
    {
      title: 'Set to a value that is written out',
      code: `void f(struct ptdesc *pt) { *pt = (struct ptdesc){ .pt_mm = NULL }; }
//                              ^ info: This writes over a whole struct ptdesc: its flags, counts and type as well, which others rely on. Set the fields that are meant.`,
    },
  ],
  clean: [
    {
      title: 'A copy to look at',
      code: `
void *memcpy(void *to, const void *from, unsigned long n);
int f(struct page *page)
{
	struct page copy = *page;
	struct page more;

	memcpy(&more, page, sizeof(more));
	more = *page;
	return more.page_type == copy.page_type;
}`,
    },
    {
      title: 'The memory that it describes',
      code: 'void f(struct ptdesc *pt) { memset(ptdesc_address(pt), 0, PAGE_SIZE); }',
    },
    {
      title: 'A pointer to one',
      code: 'void f(struct page **to, struct page *page) { *to = page; }',
    },
    {
      title: 'One field of it',
      code: 'void f(struct page *page) { memset(&page->lru, 0, sizeof(page->lru)); }',
    },
  ],
};
