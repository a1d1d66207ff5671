import type { RuleExamples } from '../support/rule.ts';

/** What tagged-pointer-cast reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  above: `
struct encoded_page;
typedef unsigned long netmem_ref;
static inline struct page *encoded_page_ptr(struct encoded_page *page)
{
	return (struct page *)(~3UL & (unsigned long)page);
}
static inline struct page *netmem_to_page(netmem_ref netmem)
{
	if (netmem & 1)
		return NULL;
	return (struct page *)netmem;
}
void use(struct page *page);`,
  flagged: [
    {
      title: 'The flags are left in it',
      code: `
void f(struct encoded_page *encoded) { use((struct page *)encoded); }
//                                         ^ info: This uses a struct encoded_page * as a pointer without clearing the tag in its low bits. Use encoded_page_ptr().`,
    },
    {
      title: 'It need not be a page',
      code: `
unsigned long f(netmem_ref netmem) { return ((struct page *)netmem)->flags; }
//                                           ^ info: This uses a netmem_ref as a pointer without clearing the tag in its low bits. Use netmem_to_page().`,
    },
    {
      title: 'By way of a number',
      code: `
void f(struct encoded_page **pages, int i) { use((struct page *)(unsigned long)pages[i]); }
//                                               ^ info: This uses a struct encoded_page * as a pointer without clearing the tag in its low bits. Use encoded_page_ptr().`,
    },
  ],
  clean: [
    {
      title: 'By the functions',
      code: `
void f(struct encoded_page *encoded, netmem_ref netmem)
{
	use(encoded_page_ptr(encoded));
	use(netmem_to_page(netmem));
}`,
    },
    {
      title: 'A number that is an address',
      code: `
void f(unsigned long private) { use((struct page *)private); }`,
    },
    {
      title: 'The tag is taken off here',
      code: `
void f(struct encoded_page *encoded) { use((struct page *)((unsigned long)encoded & ~3UL)); }`,
    },
    {
      title: 'From a page',
      code: `
netmem_ref f(struct page *page) { return (netmem_ref)page; }`,
    },
  ],
};
