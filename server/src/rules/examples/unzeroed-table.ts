import type { RuleExamples } from '../support/rule.ts';

/** What unzeroed-table reports, and what looks alike and is left alone. */
export const examples: RuleExamples = {
  flagged: [
    {
      title: 'Flags without zeroing',
      code: `#define __GFP_ZERO 0x100u
#define GFP_PGTABLE_USER (GFP_KERNEL | __GFP_ZERO)
int f(struct mm_struct *mm, pud_t *pud)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL, 0);
//                          ^^^^^^^^^^^^^^^ related: It is allocated here, without __GFP_ZERO.

	if (!pt)
		return -1;
	if (!pagetable_pmd_ctor(pt)) {
		pagetable_free(pt);
		return -1;
	}
	pud_populate(mm, pud, ptdesc_address(pt));
//      ^^^^^^^^^^^^ 💡 warning: This makes an entry point to a table that still holds what was in its memory before. Allocate it with __GFP_ZERO, or fill it first.
//💡 Allocate it with __GFP_ZERO
	return 0;
}`,
      fixed: `#define __GFP_ZERO 0x100u
#define GFP_PGTABLE_USER (GFP_KERNEL | __GFP_ZERO)
int f(struct mm_struct *mm, pud_t *pud)
{
	struct ptdesc *pt = pagetable_alloc(GFP_KERNEL | __GFP_ZERO, 0);

	if (!pt)
		return -1;
	if (!pagetable_pmd_ctor(pt)) {
		pagetable_free(pt);
		return -1;
	}
	pud_populate(mm, pud, ptdesc_address(pt));
	return 0;
}`,
    },
    {
      title: 'By a helper that is given the flags',
      code: `#define __GFP_ZERO 0x100u
#define GFP_PGTABLE_USER (GFP_KERNEL | __GFP_ZERO)
int f(struct mm_struct *mm, pmd_t *pmd)
{
	pgtable_t pte = __pte_alloc_one(mm, GFP_KERNEL);
//                      ^^^^^^^^^^^^^^^ related: It is allocated here, without __GFP_ZERO.

	if (!pte)
		return -1;
	pmd_populate(mm, pmd, pte);
//      ^^^^^^^^^^^^ 💡 warning: This makes an entry point to a table that still holds what was in its memory before. Allocate it with __GFP_ZERO, or fill it first.
//💡 Allocate it with __GFP_ZERO
	return 0;
}`,
      fixed: `#define __GFP_ZERO 0x100u
#define GFP_PGTABLE_USER (GFP_KERNEL | __GFP_ZERO)
int f(struct mm_struct *mm, pmd_t *pmd)
{
	pgtable_t pte = __pte_alloc_one(mm, GFP_KERNEL | __GFP_ZERO);

	if (!pte)
		return -1;
	pmd_populate(mm, pmd, pte);
	return 0;
}`,
    },
    {
      title: 'A plain page, cleared on one way only',
      code: `#define __GFP_ZERO 0x100u
#define GFP_PGTABLE_USER (GFP_KERNEL | __GFP_ZERO)
void f(struct mm_struct *mm, pud_t *pud, int clear)
{
	pmd_t *pmd = (pmd_t *)__get_free_page(GFP_KERNEL);
//                            ^^^^^^^^^^^^^^^ related: It is allocated here, without __GFP_ZERO.

	if (!pmd)
		return;
	if (clear)
		memset(pmd, 0, PAGE_SIZE);
	pud_populate(mm, pud, pmd);
//      ^^^^^^^^^^^^ 💡 warning: This makes an entry point to a table that still holds what was in its memory before. Allocate it with __GFP_ZERO, or fill it first.
//💡 Allocate it with __GFP_ZERO
}`,
      fixed: `#define __GFP_ZERO 0x100u
#define GFP_PGTABLE_USER (GFP_KERNEL | __GFP_ZERO)
void f(struct mm_struct *mm, pud_t *pud, int clear)
{
	pmd_t *pmd = (pmd_t *)__get_free_page(GFP_KERNEL | __GFP_ZERO);

	if (!pmd)
		return;
	if (clear)
		memset(pmd, 0, PAGE_SIZE);
	pud_populate(mm, pud, pmd);
}`,
    },
  ],
  clean: [
    {
      title: 'With the flag',
      code: `#define __GFP_ZERO 0x100u
#define GFP_PGTABLE_USER (GFP_KERNEL | __GFP_ZERO)
int f(struct mm_struct *mm, pmd_t *pmd)
{
	pgtable_t pte = __pte_alloc_one(mm, GFP_PGTABLE_USER);

	if (!pte)
		return -1;
	pmd_populate(mm, pmd, pte);
	return 0;
}`,
    },
    {
      title: 'By the allocator that clears',
      code: `#define __GFP_ZERO 0x100u
#define GFP_PGTABLE_USER (GFP_KERNEL | __GFP_ZERO)
void f(struct mm_struct *mm, pud_t *pud)
{
	pmd_t *pmd = (pmd_t *)get_zeroed_page(GFP_KERNEL);

	if (pmd)
		pud_populate(mm, pud, pmd);
}`,
    },
    {
      title: 'Filled with entries that are not present',
      code: `#define __GFP_ZERO 0x100u
#define GFP_PGTABLE_USER (GFP_KERNEL | __GFP_ZERO)
void f(struct mm_struct *mm, pud_t *pud, unsigned long invalid)
{
	pmd_t *pmd = (pmd_t *)__get_free_page(GFP_KERNEL);
	int i;

	if (!pmd)
		return;
	for (i = 0; i < 512; i++)
		pmd[i].pmd = invalid;
	pud_populate(mm, pud, pmd);
}`,
    },
    {
      title: 'Copied from another',
      code: `#define __GFP_ZERO 0x100u
#define GFP_PGTABLE_USER (GFP_KERNEL | __GFP_ZERO)
void *memcpy(void *to, const void *from, unsigned long n);
void f(struct mm_struct *mm, pud_t *pud, pmd_t *from)
{
	pmd_t *pmd = (pmd_t *)__get_free_page(GFP_KERNEL);

	if (!pmd)
		return;
	memcpy(pmd, from, PAGE_SIZE);
	pud_populate(mm, pud, pmd);
}`,
    },
    {
      title: 'Initialised by a function of another file',
      code: `#define __GFP_ZERO 0x100u
#define GFP_PGTABLE_USER (GFP_KERNEL | __GFP_ZERO)
void pmd_init(void *table);
void f(struct mm_struct *mm, pud_t *pud)
{
	pmd_t *pmd = (pmd_t *)__get_free_page(GFP_KERNEL);

	if (!pmd)
		return;
	pmd_init(pmd);
	pud_populate(mm, pud, pmd);
}`,
    },
    {
      title: 'Flags that the caller chooses',
      code: `#define __GFP_ZERO 0x100u
#define GFP_PGTABLE_USER (GFP_KERNEL | __GFP_ZERO)
void f(struct mm_struct *mm, pud_t *pud, gfp_t gfp)
{
	pmd_t *pmd = (pmd_t *)__get_free_page(gfp | GFP_KERNEL);

	if (pmd)
		pud_populate(mm, pud, pmd);
}`,
    },
  ],
};
