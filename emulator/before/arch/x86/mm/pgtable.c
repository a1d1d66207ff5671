// SPDX-License-Identifier: GPL-2.0-only
/*
 * Page tables on x86: where they come from, and what is special about the
 * top level.
 */
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/init.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include <asm/pgalloc.h>
#include <asm/tlb.h>

unsigned long boot_cpu_caps[2];
DEFINE_SPINLOCK(pgd_lock);
LIST_HEAD(pgd_list);

#if CONFIG_PGTABLE_LEVELS == 5
unsigned int pgdir_shift = 39;
unsigned int ptrs_per_p4d = 1;
#endif

#ifdef CONFIG_HIGHPTE
#define PGTABLE_HIGHMEM __GFP_HIGHMEM
#else
#define PGTABLE_HIGHMEM 0
#endif

/* "userpte=nohigh" on the command line keeps tables out of highmem. */
gfp_t __userpte_alloc_gfp = GFP_PGTABLE_USER | PGTABLE_HIGHMEM;

pgtable_t pte_alloc_one(struct mm_struct *mm)
{
	return __pte_alloc_one(mm, __userpte_alloc_gfp);
}

#ifndef CONFIG_PARAVIRT_XXL
/* No hypervisor walks the tables, so that the flush is all to wait for. */
static inline void paravirt_tlb_remove_table(struct mmu_gather *tlb, void *table)
{
	tlb_remove_page(tlb, table);
}
#endif

void ___pte_free_tlb(struct mmu_gather *tlb, struct page *pte)
{
	pgtable_pte_page_dtor(pte);
	paravirt_release_pte(page_to_pfn(pte));
	paravirt_tlb_remove_table(tlb, pte);
}

#if CONFIG_PGTABLE_LEVELS > 2
void ___pmd_free_tlb(struct mmu_gather *tlb, pmd_t *pmd)
{
	struct page *page = virt_to_page(pmd);

	paravirt_release_pmd(__pa(pmd) >> PAGE_SHIFT);
	/*
	 * With PAE the processor loads the four top entries only with cr3,
	 * and goes on using the old ones until it is told.
	 */
#ifdef CONFIG_X86_PAE
	tlb->need_flush_all = 1;
#endif
	pgtable_pmd_page_dtor(page);
	paravirt_tlb_remove_table(tlb, page);
}
#endif

#if CONFIG_PGTABLE_LEVELS > 3
void ___pud_free_tlb(struct mmu_gather *tlb, pud_t *pud)
{
	struct page *page = virt_to_page(pud);

	paravirt_release_pud(__pa(pud) >> PAGE_SHIFT);
	paravirt_tlb_remove_table(tlb, page);
}

void ___p4d_free_tlb(struct mmu_gather *tlb, p4d_t *p4d)
{
	struct page *page = virt_to_page(p4d);

	paravirt_release_p4d(__pa(p4d) >> PAGE_SHIFT);
	paravirt_tlb_remove_table(tlb, page);
}
#endif

/*
 * The list of all pgds: whoever changes the kernel's half of one has to
 * change it in each of them, and so takes pgd_lock and walks the list.
 */
static inline void pgd_list_add(pgd_t *pgd)
{
	struct page *page = virt_to_page(pgd);

	list_add(&page->lru, &pgd_list);
}

static inline void pgd_list_del(pgd_t *pgd)
{
	struct page *page = virt_to_page(pgd);

	list_del(&page->lru);
}

/* Is the kernel's pmd table one for all, or does each pgd have its own? */
#define SHARED_KERNEL_PMD	(!boot_cpu_has(X86_FEATURE_PTI))
#define UNSHARED_PTRS_PER_PGD \
	(SHARED_KERNEL_PMD ? KERNEL_PGD_BOUNDARY : PTRS_PER_PGD)

static void pgd_set_mm(pgd_t *pgd, struct mm_struct *mm)
{
	virt_to_page(pgd)->pt_mm = mm;
}

struct mm_struct *pgd_page_get_mm(struct page *page)
{
	return page->pt_mm;
}

static void pgd_ctor(struct mm_struct *mm, pgd_t *pgd)
{
	/* What the kernel maps is the same in every address space. */
	if (CONFIG_PGTABLE_LEVELS != 3 || SHARED_KERNEL_PMD)
		clone_pgd_range(pgd + KERNEL_PGD_BOUNDARY,
				swapper_pg_dir + KERNEL_PGD_BOUNDARY,
				KERNEL_PGD_PTRS);
	/* Listed, so that later changes to the kernel's half reach it. */
	if (CONFIG_PGTABLE_LEVELS != 3 || !SHARED_KERNEL_PMD) {
		pgd_set_mm(pgd, mm);
		pgd_list_add(pgd);
	}
}

static void pgd_dtor(pgd_t *pgd)
{
	if (CONFIG_PGTABLE_LEVELS == 3 && SHARED_KERNEL_PMD)
		return;
	spin_lock(&pgd_lock);
	pgd_list_del(pgd);
	spin_unlock(&pgd_lock);
}

#ifdef CONFIG_X86_PAE
/*
 * A processor with PAE reads its four top entries when cr3 is loaded, so a
 * new one would need a flush on each CPU.  They are all filled in advance.
 */
#define PREALLOCATED_PMDS	UNSHARED_PTRS_PER_PGD
#define MAX_PREALLOCATED_PMDS	PTRS_PER_PGD

void pud_populate(struct mm_struct *mm, pud_t *pudp, pmd_t *pmd)
{
	paravirt_alloc_pmd(mm, __pa(pmd) >> PAGE_SHIFT);
	set_pud(pudp, __pud(__pa(pmd) | _PAGE_PRESENT));
	flush_tlb_mm(mm);
}
#else
#define PREALLOCATED_PMDS	0
#define MAX_PREALLOCATED_PMDS	0
#endif

#if CONFIG_PGTABLE_LEVELS > 2

static void free_pmds(struct mm_struct *mm, pmd_t *pmds[], int count)
{
	int i;

	for (i = 0; i < count; i++) {
		struct page *page;

		if (!pmds[i])
			continue;
		page = virt_to_page(pmds[i]);
		pgtable_pmd_page_dtor(page);
		__free_page(page);
		mm_dec_nr_pmds(mm);
	}
}

/* All of them, or none. */
static int preallocate_pmds(struct mm_struct *mm, pmd_t *pmds[], int count)
{
	gfp_t gfp = __pgtable_gfp(mm);
	bool failed = false;
	int i;

	for (i = 0; i < count; i++) {
		struct page *page = alloc_page(gfp);

		if (page && !pgtable_pmd_page_ctor(page)) {
			__free_page(page);
			page = NULL;
		}
		if (page)
			mm_inc_nr_pmds(mm);
		else
			failed = true;
		pmds[i] = page ? page_address(page) : NULL;
	}
	if (!failed)
		return 0;
	free_pmds(mm, pmds, count);
	return -ENOMEM;
}

/* Empties a pgd entry that the pgd itself had filled, and frees the table. */
static void mop_up_one_pmd(struct mm_struct *mm, pgd_t *pgdp)
{
	pgd_t pgd = *pgdp;
	pmd_t *pmd;

	if (!pgd_val(pgd))
		return;
	pmd = __va(pgd_val(pgd) & PTE_PFN_MASK);
	*pgdp = __pgd(0);
	paravirt_release_pmd(pgd_val(pgd) >> PAGE_SHIFT);
	pmd_free(mm, pmd);
	mm_dec_nr_pmds(mm);
}

static void pgd_mop_up_pmds(struct mm_struct *mm, pgd_t *pgdp)
{
	int i;

	for (i = 0; i < PREALLOCATED_PMDS; i++)
		mop_up_one_pmd(mm, &pgdp[i]);
}

static void pgd_prepopulate_pmd(struct mm_struct *mm, pgd_t *pgd, pmd_t *pmds[])
{
	pud_t *pud = pud_offset(p4d_offset(pgd, 0), 0);
	int i;

	for (i = 0; i < PREALLOCATED_PMDS; i++, pud++) {
		pmd_t *pmd = pmds[i];

		if (i >= KERNEL_PGD_BOUNDARY)
			memcpy(pmd, __va(pgd_val(swapper_pg_dir[i]) & PTE_PFN_MASK),
			       sizeof(pmd_t) * PTRS_PER_PMD);
		pud_populate(mm, pud, pmd);
	}
}

#else

static inline int preallocate_pmds(struct mm_struct *mm, pmd_t *pmds[], int count)
{
	return 0;
}

static inline void free_pmds(struct mm_struct *mm, pmd_t *pmds[], int count)
{
}

static inline void pgd_mop_up_pmds(struct mm_struct *mm, pgd_t *pgdp)
{
}

static inline void pgd_prepopulate_pmd(struct mm_struct *mm, pgd_t *pgd, pmd_t *pmds[])
{
}

#endif /* CONFIG_PGTABLE_LEVELS > 2 */

#ifdef CONFIG_X86_PAE

#define PGD_SIZE	(PTRS_PER_PGD * sizeof(pgd_t))
#define PGD_ALIGN	32

static struct kmem_cache *pgd_cache;

/* Four entries, 32 bytes: a page for them would be waste. */
void __init pgtable_cache_init(void)
{
	if (SHARED_KERNEL_PMD)
		pgd_cache = kmem_cache_create("pgd_cache", PGD_SIZE, PGD_ALIGN,
					      SLAB_PANIC, NULL);
}

/* A listed pgd needs a struct page, and so a page of its own. */
static inline pgd_t *_pgd_alloc(void)
{
	if (!SHARED_KERNEL_PMD)
		return (pgd_t *)__get_free_pages(GFP_PGTABLE_USER,
						 PGD_ALLOCATION_ORDER);
	return kmem_cache_alloc(pgd_cache, GFP_PGTABLE_USER);
}

static inline void _pgd_free(pgd_t *pgd)
{
	if (!SHARED_KERNEL_PMD)
		free_pages((unsigned long)pgd, PGD_ALLOCATION_ORDER);
	else
		kmem_cache_free(pgd_cache, pgd);
}

#else

static inline pgd_t *_pgd_alloc(void)
{
	return (pgd_t *)__get_free_pages(GFP_PGTABLE_USER, PGD_ALLOCATION_ORDER);
}

static inline void _pgd_free(pgd_t *pgd)
{
	free_pages((unsigned long)pgd, PGD_ALLOCATION_ORDER);
}

#endif /* CONFIG_X86_PAE */

pgd_t *pgd_alloc(struct mm_struct *mm)
{
	pmd_t *pmds[MAX_PREALLOCATED_PMDS + 1];
	pgd_t *pgd = _pgd_alloc();

	if (!pgd)
		return NULL;
	mm->pgd = pgd;
	if (preallocate_pmds(mm, pmds, PREALLOCATED_PMDS))
		goto out_free_pgd;
	if (paravirt_pgd_alloc(mm))
		goto out_free_pmds;
	/*
	 * Filled under the lock of the list: nobody may walk past a pgd
	 * that misses what was just added to the others.
	 */
	spin_lock(&pgd_lock);
	pgd_ctor(mm, pgd);
	pgd_prepopulate_pmd(mm, pgd, pmds);
	spin_unlock(&pgd_lock);
	return pgd;

out_free_pmds:
	free_pmds(mm, pmds, PREALLOCATED_PMDS);
out_free_pgd:
	_pgd_free(pgd);
	return NULL;
}

void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	pgd_mop_up_pmds(mm, pgd);
	pgd_dtor(pgd);
	paravirt_pgd_free(mm, pgd);
	_pgd_free(pgd);
}

#ifdef CONFIG_X86_64
/**
 * pmd_free_pte_page - empty a pmd entry of the kernel and free its table
 * @pmd: the entry
 * @addr: what it maps
 *
 * For a huge mapping that takes the table's place.  The table belongs to the
 * kernel, so no constructor ran and no destructor does.
 */
int pmd_free_pte_page(pmd_t *pmd, unsigned long addr)
{
	pte_t *pte = (pte_t *)pmd_page_vaddr(*pmd);

	pmd_clear(pmd);
	flush_tlb_kernel_range(addr, addr + PAGE_SIZE - 1);
	free_page((unsigned long)pte);
	return 1;
}

/* The same one level up: a pmd table has been through its constructor. */
int pud_free_pmd_page(pud_t *pud, unsigned long addr)
{
	pmd_t *pmd = pud_pgtable(*pud);
	int i;

	pud_clear(pud);
	flush_tlb_kernel_range(addr, addr + PUD_SIZE - 1);
	for (i = 0; i < PTRS_PER_PMD; i++)
		if (!pmd_none(pmd[i]))
			pte_free_kernel(&init_mm, (pte_t *)pmd_page_vaddr(pmd[i]));
	pgtable_pmd_page_dtor(virt_to_page(pmd));
	free_page((unsigned long)pmd);
	return 1;
}
#endif
