import assert from 'node:assert/strict';
import { applyByteEdits, convertFile } from '../../src/conversions/convert-file.ts';
import type { TableApi } from '../../src/conversions/table-api.ts';

/** A tree that has everything, in the words of the series. */
const API: TableApi = { has: () => true, defines: () => false, member: ({ to }) => to[0] };

type Case = readonly [title: string, before: string, after: string];

/** Each is converted to the text beside it. */
const CASES: readonly Case[] = [
  [
    'a table made and freed',
    `static pmd_t *f(gfp_t gfp)
{
	struct page *page = alloc_pages(gfp, 2);

	if (!page)
		return NULL;
	if (!pgtable_pmd_page_ctor(page)) {
		__free_pages(page, 2);
		return NULL;
	}
	return page_address(page);
}
`,
    `static pmd_t *f(gfp_t gfp)
{
	struct ptdesc *ptdesc = pagetable_alloc(gfp, 2);

	if (!ptdesc)
		return NULL;
	if (!pagetable_pmd_ctor(ptdesc)) {
		pagetable_free(ptdesc);
		return NULL;
	}
	return ptdesc_address(ptdesc);
}
`,
  ],
  [
    'a parameter, which stays what callers give',
    'void f(struct page *page) { pgtable_pte_page_dtor(page); }\n',
    'void f(struct page *page) { pagetable_pte_dtor(page_ptdesc(page)); }\n',
  ],
  [
    'a member of a table, of a variable and of a call',
    'void f(pgd_t *pgd, struct page *p)\n{\n\tp->pt_mm = virt_to_page(pgd)->pt_mm;\n}\n',
    'void f(pgd_t *pgd, struct page *p)\n{\n\tpage_ptdesc(p)->pt_mm = virt_to_ptdesc(pgd)->pt_mm;\n}\n',
  ],
  [
    'a lock',
    'void f(pmd_t *pmd) { spin_lock(ptlock_ptr(pmd_page(*pmd))); }\n',
    'void f(pmd_t *pmd) { spin_lock(ptlock_ptr(page_ptdesc(pmd_page(*pmd)))); }\n',
  ],
  [
    'a free of what an entry points to',
    'void f(pte_t *pte) { __free_page(virt_to_page(pte)); }\n',
    'void f(pte_t *pte) { pagetable_free(virt_to_ptdesc(pte)); }\n',
  ],
  [
    'a macro, whose parameter has no type',
    '#define f(tlb, pte)\t\\\n\tdo { pgtable_pte_page_dtor(pte); tlb_remove_page((tlb), (pte)); } while (0)\n',
    '#define f(tlb, pte)\t\\\n\tdo { pagetable_pte_dtor(page_ptdesc(pte)); tlb_remove_page_ptdesc((tlb), (page_ptdesc(pte))); } while (0)\n',
  ],
  [
    'code that no configuration builds',
    '#if 0\nvoid f(struct page *p) { pgtable_pte_page_dtor(p); }\n#endif\n',
    '#if 0\nvoid f(struct page *p) { pagetable_pte_dtor(page_ptdesc(p)); }\n#endif\n',
  ],
  [
    'a loop, with both of its variables',
    `void f(struct list_head *head)
{
	struct page *page, *next;

	list_for_each_entry_safe(page, next, head, lru) {
		page->pt_mm = NULL;
		__free_page(page);
	}
}
`,
    `void f(struct list_head *head)
{
	struct ptdesc *ptdesc, *next;

	list_for_each_entry_safe(ptdesc, next, head, pt_list) {
		ptdesc->pt_mm = NULL;
		pagetable_free(ptdesc);
	}
}
`,
  ],
  [
    'what goes to functions that know pages only',
    'void f(pte_t *p)\n{\n\tstruct page *page = virt_to_page(p);\n\n\tpgtable_pte_page_dtor(page);\n\tput(page);\n\t__free_page(page);\n}\n',
    'void f(pte_t *p)\n{\n\tstruct ptdesc *ptdesc = virt_to_ptdesc(p);\n\n\tpagetable_pte_dtor(ptdesc);\n\tput(ptdesc_page(ptdesc));\n\tpagetable_free(ptdesc);\n}\n',
  ],
  [
    'a variable beside another of the new name',
    'void f(pte_t *p, struct ptdesc *ptdesc)\n{\n\tstruct page *page = virt_to_page(p);\n\n\tpgtable_pte_page_dtor(page);\n}\n',
    'void f(pte_t *p, struct ptdesc *ptdesc)\n{\n\tstruct ptdesc *page = virt_to_ptdesc(p);\n\n\tpagetable_pte_dtor(page);\n}\n',
  ],
  [
    'a conversion that is there already',
    'void f(struct ptdesc *pt) { pgtable_pte_page_dtor(ptdesc_page(pt)); }\n',
    'void f(struct ptdesc *pt) { pagetable_pte_dtor(pt); }\n',
  ],
  [
    'a function that only this file calls',
    `static struct page *make(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (page && !pgtable_pte_page_ctor(page))
		return NULL;
	return page;
}
void f(void)
{
	struct page *page = make();

	atomic_set(&page->pt_frag_refcount, 1);
}
`,
    `static struct ptdesc *make(void)
{
	struct ptdesc *ptdesc = pagetable_alloc(GFP_KERNEL, 0);

	if (ptdesc && !pagetable_pte_ctor(ptdesc))
		return NULL;
	return ptdesc;
}
void f(void)
{
	struct ptdesc *ptdesc = make();

	atomic_set(&ptdesc->pt_frag_refcount, 1);
}
`,
  ],
];

/** Each stays as it is. */
const LEFT: readonly (readonly [title: string, text: string])[] = [
  [
    'a page of no table',
    'void f(void) { struct page *page = alloc_page(GFP_KERNEL); put(page_address(page)); }\n',
  ],
  [
    'a page that a buffer lies in',
    'void f(char *b) { struct page *page = virt_to_page(b); __free_page(page); }\n',
  ],
  [
    'a table that is freed by its address',
    `pte_t *f(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	return page ? page_address(page) : NULL;
}
void g(pte_t *pte) { free_page((unsigned long)pte); }
`,
  ],
  [
    'a loop over pages on a list',
    'void f(struct list_head *h)\n{\n\tstruct page *page;\n\n\tlist_for_each_entry(page, h, lru)\n\t\tuse(page);\n}\n',
  ],
  [
    'the functions themselves',
    'static inline spinlock_t *ptlock_ptr(struct page *page) { return &page->ptl; }\n',
  ],
  ['a lock that has its descriptor', 'void f(struct ptdesc *pt) { spin_lock(ptlock_ptr(pt)); }\n'],
  [
    'a member of the same name of something else',
    'void f(struct pgt *t) { t->ptl = NULL; use(t->x->pt_mm); }\n',
  ],
  [
    'a comment and a string',
    '/* pgtable_pte_page_ctor(page) */\nchar *s = "pgtable_pte_page_ctor(page)";\n',
  ],
  [
    'text that is no C',
    'struct page *page = { { ( pgtable_pte_page_ctor( ) ) } ;; } ) \\\n#define\n#define (\n',
  ],
];

/** A variable of these cannot become another type; what needs a table is converted all the same. */
const KEPT: readonly Case[] = [
  [
    'a variable whose address is taken',
    'void f(pte_t *p)\n{\n\tstruct page *page = virt_to_page(p);\n\n\tpgtable_pte_page_dtor(page);\n\tget(&page);\n}\n',
    'void f(pte_t *p)\n{\n\tstruct page *page = virt_to_page(p);\n\n\tpagetable_pte_dtor(page_ptdesc(page));\n\tget(&page);\n}\n',
  ],
  [
    'a variable that is counted on',
    'void f(pte_t *p)\n{\n\tstruct page *page = virt_to_page(p);\n\n\tpgtable_pte_page_dtor(page);\n\tpage++;\n}\n',
    'void f(pte_t *p)\n{\n\tstruct page *page = virt_to_page(p);\n\n\tpagetable_pte_dtor(page_ptdesc(page));\n\tpage++;\n}\n',
  ],
  [
    'a variable that is more of a page',
    'void f(void *p)\n{\n\tstruct page *page = find(p);\n\n\tif (count(page) == 1)\n\t\tpgtable_pte_page_dtor(page);\n\tput(page);\n}\n',
    'void f(void *p)\n{\n\tstruct page *page = find(p);\n\n\tif (count(page) == 1)\n\t\tpagetable_pte_dtor(page_ptdesc(page));\n\tput(page);\n}\n',
  ],
];

function converted(text: string, api = API): string {
  const bytes = Buffer.from(text);
  const edits = convertFile(bytes, api).flatMap((region) => region.edits);
  return applyByteEdits(bytes, edits).toString();
}

describe('a conversion to descriptors', () => {
  for (const [title, before, after] of [...CASES, ...KEPT]) {
    it(`is right for ${title}`, () => assert.equal(converted(before), after));
    it(`is done once for ${title}`, () => assert.equal(converted(after), after));
  }
  for (const [title, text] of LEFT)
    it(`leaves ${title} alone`, () => assert.equal(converted(text), text));

  it('keeps a page where the tree has no function on its descriptor', () => {
    const text =
      'void f(pte_t *p)\n{\n\tstruct page *page = virt_to_page(p);\n\n\tpgtable_pte_page_dtor(page);\n\tptlock_free(page);\n\t__free_page(page);\n}\n';
    const has = (name: string) => name !== 'pagetable_free';
    assert.match(converted(text, { ...API, has }), /__free_page\(ptdesc_page\(ptdesc\)\);/);
  });

  it('uses nothing that the tree does not have', () => {
    const text = 'void f(pte_t *p) { pgtable_pte_page_dtor(virt_to_page(p)); }\n';
    assert.equal(converted(text, { ...API, has: (name) => name !== 'pagetable_pte_dtor' }), text);
    assert.equal(
      converted(text, { ...API, has: (name) => name !== 'virt_to_ptdesc' }),
      'void f(pte_t *p) { pagetable_pte_dtor(page_ptdesc(virt_to_page(p))); }\n',
    );
  });
});
