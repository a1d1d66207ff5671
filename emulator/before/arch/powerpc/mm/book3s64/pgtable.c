// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tables of 64-bit server processors above the lowest level.
 */
#include <linux/mm.h>
#include <linux/slab.h>

#include <asm/pgalloc.h>
#include <asm/tlb.h>

bool mmu_has_radix;
unsigned long __pte_index_size, __pmd_index_size, __pud_index_size, __pgd_index_size;
unsigned long __pte_frag_nr, __pte_frag_size_shift;
unsigned long __pmd_frag_nr, __pmd_frag_size_shift;
struct kmem_cache *pgtable_cache[MAX_PGTABLE_INDEX_SIZE + 1];
pgd_t swapper_pg_dir[MAX_PTRS_PER_PGD] __aligned(PAGE_SIZE);

struct mmu_sizes {
	unsigned long pte, pmd, pud, pgd;	/* Bits of an address each takes */
	unsigned long pte_frag_shift, pmd_frag_shift;
};

#ifdef CONFIG_PPC_64K_PAGES
static const struct mmu_sizes radix_sizes = { 5, 9, 9, 13, 8, 12 };
/* Hash keeps a second half behind each entry, for the slots of 4K pages. */
static const struct mmu_sizes hash_sizes = { 8, 10, 10, 8, 12, 14 };
#else
static const struct mmu_sizes radix_sizes = { 9, 9, 9, 13, 12, 12 };
static const struct mmu_sizes hash_sizes = { 9, 7, 9, 9, 12, 10 };
#endif

static void pgtable_cache_add(unsigned int shift)
{
	unsigned long size = sizeof(void *) << shift;

	if (!PGT_CACHE(shift))
		PGT_CACHE(shift) = kmem_cache_create("pgtable", size, size,
						     SLAB_PANIC, NULL);
}

/* Called once, when it is known what the processor translates with. */
void pgtable_sizes_init(bool radix)
{
	const struct mmu_sizes *sizes = radix ? &radix_sizes : &hash_sizes;

	mmu_has_radix = radix;
	__pte_index_size = sizes->pte;
	__pmd_index_size = sizes->pmd;
	__pud_index_size = sizes->pud;
	__pgd_index_size = sizes->pgd;
	__pte_frag_size_shift = sizes->pte_frag_shift;
	__pte_frag_nr = PAGE_SIZE >> sizes->pte_frag_shift;
	__pmd_frag_size_shift = sizes->pmd_frag_shift;
	__pmd_frag_nr = PAGE_SIZE >> sizes->pmd_frag_shift;
	pgtable_cache_add(PUD_INDEX_SIZE);
	if (!radix)
		pgtable_cache_add(PGD_INDEX_SIZE);
}

static pmd_t *get_pmd_from_cache(struct mm_struct *mm)
{
	void *pmd_frag, *ret;

	if (PMD_FRAG_NR == 1)
		return NULL;
	spin_lock(&mm->page_table_lock);
	ret = mm->context.pmd_frag;
	if (ret) {
		pmd_frag = ret + PMD_FRAG_SIZE;
		if (((unsigned long)pmd_frag & ~PAGE_MASK) == 0)
			pmd_frag = NULL;
		mm->context.pmd_frag = pmd_frag;
	}
	spin_unlock(&mm->page_table_lock);
	return ret;
}

static pmd_t *__alloc_for_pmdcache(struct mm_struct *mm)
{
	gfp_t gfp = pgtable_gfp_flags(mm, GFP_KERNEL | __GFP_ZERO);
	struct page *page = alloc_page(gfp);
	void *ret;

	if (!page)
		return NULL;
	if (!pgtable_pmd_page_ctor(page)) {
		__free_page(page);
		return NULL;
	}
	atomic_set(&page->pt_frag_refcount, 1);
	ret = page_address(page);
	if (PMD_FRAG_NR == 1)
		return ret;

	spin_lock(&mm->page_table_lock);
	if (likely(!mm->context.pmd_frag)) {
		atomic_set(&page->pt_frag_refcount, PMD_FRAG_NR);
		mm->context.pmd_frag = ret + PMD_FRAG_SIZE;
	}
	spin_unlock(&mm->page_table_lock);
	return ret;
}

pmd_t *pmd_fragment_alloc(struct mm_struct *mm, unsigned long vmaddr)
{
	pmd_t *pmd = get_pmd_from_cache(mm);

	return pmd ? pmd : __alloc_for_pmdcache(mm);
}

void pmd_fragment_free(unsigned long *pmd)
{
	struct page *page = virt_to_page(pmd);

	if (PageReserved(page)) {
		free_reserved_page(page);
		return;
	}
	BUG_ON(atomic_read(&page->pt_frag_refcount) <= 0);
	if (atomic_dec_and_test(&page->pt_frag_refcount)) {
		pgtable_pmd_page_dtor(page);
		__free_page(page);
	}
}

static inline void pgtable_free(void *table, int index)
{
	switch (index) {
	case PTE_INDEX:
		pte_fragment_free(table, 0);
		break;
	case PMD_INDEX:
		pmd_fragment_free(table);
		break;
	case PUD_INDEX:
		__pud_free(table);
		break;
	default:
		/* No other size is ever queued. */
		BUG();
	}
}

void pgtable_free_tlb(struct mmu_gather *tlb, void *table, int index)
{
	unsigned long pgf = (unsigned long)table;

	BUG_ON(index > MAX_PGTABLE_INDEX_SIZE);
	tlb_remove_table(tlb, (void *)(pgf | index));
}

void __tlb_remove_table(void *_table)
{
	void *table = (void *)((unsigned long)_table & ~MAX_PGTABLE_INDEX_SIZE);
	unsigned int index = (unsigned long)_table & MAX_PGTABLE_INDEX_SIZE;

	pgtable_free(table, index);
}

#ifdef CONFIG_TRANSPARENT_HUGEPAGE

/* The tables form a list in their own memory: none of them has a page. */
static void radix__pgtable_trans_huge_deposit(struct mm_struct *mm, pmd_t *pmdp,
					      pgtable_t pgtable)
{
	struct list_head *lh = (struct list_head *)pgtable;
	pgtable_t latest = pmd_huge_pte(mm, pmdp);

	if (!latest)
		INIT_LIST_HEAD(lh);
	else
		list_add(lh, (struct list_head *)latest);
	pmd_huge_pte(mm, pmdp) = pgtable;
}

static pgtable_t radix__pgtable_trans_huge_withdraw(struct mm_struct *mm, pmd_t *pmdp)
{
	pgtable_t pgtable = pmd_huge_pte(mm, pmdp);
	struct list_head *lh = (struct list_head *)pgtable;

	if (list_empty(lh)) {
		pmd_huge_pte(mm, pmdp) = NULL;
	} else {
		pmd_huge_pte(mm, pmdp) = (pgtable_t)lh->next;
		list_del(lh);
	}
	pgtable[0] = __pte(0);
	pgtable[1] = __pte(0);
	return pgtable;
}

/* Hash has room for it behind the pmd table, at the same place. */
static void hash__pgtable_trans_huge_deposit(struct mm_struct *mm, pmd_t *pmdp,
					     pgtable_t pgtable)
{
	pgtable_t *slot = (pgtable_t *)pmdp + PTRS_PER_PMD;

	*slot = pgtable;
	/* The slots of the hash must not be seen before the table is. */
	smp_wmb();
}

static pgtable_t hash__pgtable_trans_huge_withdraw(struct mm_struct *mm, pmd_t *pmdp)
{
	pgtable_t *slot = (pgtable_t *)pmdp + PTRS_PER_PMD;
	pgtable_t pgtable = *slot;

	*slot = NULL;
	memset(pgtable, 0, PTE_FRAG_SIZE);
	return pgtable;
}

void pgtable_trans_huge_deposit(struct mm_struct *mm, pmd_t *pmdp, pgtable_t pgtable)
{
	if (radix_enabled())
		radix__pgtable_trans_huge_deposit(mm, pmdp, pgtable);
	else
		hash__pgtable_trans_huge_deposit(mm, pmdp, pgtable);
}

pgtable_t pgtable_trans_huge_withdraw(struct mm_struct *mm, pmd_t *pmdp)
{
	if (radix_enabled())
		return radix__pgtable_trans_huge_withdraw(mm, pmdp);
	return hash__pgtable_trans_huge_withdraw(mm, pmdp);
}

#endif /* CONFIG_TRANSPARENT_HUGEPAGE */
