import type { RuleExamples } from '../support/rule.ts';

/** What raw-memdesc-cast reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'Page to table',
      code: `
void g(struct ptdesc *pt);
void f(struct page *page) { g((struct ptdesc *)page); }
//                            ^^^^^^^^^^^^^^^^^ 💡 warning: This casts struct page * to struct ptdesc *, and the compiler checks nothing about it. page_ptdesc() is the conversion from one to the other.
//💡 Use page_ptdesc() (safe)`,
      fixed: `
void g(struct ptdesc *pt);
void f(struct page *page) { g(page_ptdesc(page)); }`,
    },
    {
      title: 'By way of void *',
      code: `
void g(struct page *page);
void f(struct ptdesc *pt) { g((struct page *)(void *)pt); }
//                            ^^^^^^^^^^^^^^^ 💡 warning: This casts struct ptdesc * to struct page *, and the compiler checks nothing about it. ptdesc_page() is the conversion from one to the other.
//💡 Use ptdesc_page() (safe)`,
      fixed: `
void g(struct page *page);
void f(struct ptdesc *pt) { g(ptdesc_page(pt)); }`,
    },
    {
      title: 'Through a typedef',
      code: `
typedef struct ptdesc *table_t;
void g(table_t pt);
void f(struct page *page) { g((table_t)page); }
//                            ^^^^^^^^^ 💡 warning: This casts struct page * to struct ptdesc *, and the compiler checks nothing about it. page_ptdesc() is the conversion from one to the other.
//💡 Use page_ptdesc() (safe)`,
      fixed: `
typedef struct ptdesc *table_t;
void g(table_t pt);
void f(struct page *page) { g(page_ptdesc(page)); }`,
    },
  ],
  clean: [
    {
      title: 'The conversion',
      code: 'struct ptdesc *f(struct page *page) { return page_ptdesc(page); }',
    },
    {
      title: 'From what has no type',
      code: 'struct ptdesc *f(void *table) { return (struct ptdesc *)table; }',
    },
    {
      title: 'To an address',
      code: 'unsigned long f(struct ptdesc *pt) { return (unsigned long)pt; }',
    },
  ],
};
