// SPDX-License-Identifier: GPL-2.0-only
/*
 * Page tables of a Xen guest.  The hypervisor lets a guest point the
 * processor at a table only after it has checked it: the table is pinned,
 * and from then on the guest can only read it.
 */
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/init.h>
#include <linux/mm.h>

#include <asm/paravirt.h>
#include <asm/pgalloc.h>
#include <asm/tlb.h>

#include "multicalls.h"

enum pt_level {
	PT_PGD,
	PT_P4D,
	PT_PUD,
	PT_PMD,
	PT_PTE
};

/* Until the struct pages exist, nothing can be marked as pinned. */
static bool xen_struct_pages_ready;

static bool xen_page_pinned(void *ptr)
{
	return PagePinned(virt_to_page(ptr));
}

/*
 * The user half of a pgd is a page of its own here; the kernel's half keeps
 * its address in the private word of its page.
 */
static pgd_t *xen_get_user_pgd(pgd_t *pgd)
{
	pgd_t *pgd_page = (pgd_t *)((unsigned long)pgd & PAGE_MASK);
	unsigned offset = pgd - pgd_page;
	pgd_t *user_ptr;

	if (offset >= pgd_index(TASK_SIZE))
		return NULL;
	user_ptr = (pgd_t *)virt_to_page(pgd_page)->private;
	return user_ptr ? user_ptr + offset : NULL;
}

static void xen_do_pin(unsigned int level, unsigned long pfn)
{
	struct mmuext_op op = {
		.cmd = level,
		.mfn = pfn,
	};

	xen_extend_mmuext_op(&op);
}

/* Taken before a pte table becomes read-only: a writer may be at it. */
static spinlock_t *xen_pte_lock(struct page *page, struct mm_struct *mm)
{
	spinlock_t *ptl = NULL;

#if USE_SPLIT_PTE_PTLOCKS
	ptl = ptlock_ptr(page);
	spin_lock_nest_lock(ptl, &mm->page_table_lock);
#endif
	return ptl;
}

static void xen_pte_unlock(void *v)
{
	spinlock_t *ptl = v;

	spin_unlock(ptl);
}

static void xen_pin_page(struct mm_struct *mm, struct page *page, enum pt_level level)
{
	spinlock_t *ptl = NULL;

	if (TestSetPagePinned(page))
		return;
	if (level == PT_PTE)
		ptl = xen_pte_lock(page, mm);
	xen_update_va_mapping(page_address(page), page_to_pfn(page), true);
	if (ptl) {
		xen_do_pin(MMUEXT_PIN_L1_TABLE, page_to_pfn(page));
		/* Held until the hypervisor has seen the batch. */
		xen_mc_callback(xen_pte_unlock, ptl);
	}
}

static void xen_unpin_page(struct mm_struct *mm, struct page *page, enum pt_level level)
{
	spinlock_t *ptl = NULL;

	if (!TestClearPagePinned(page))
		return;
	if (level == PT_PTE) {
		ptl = xen_pte_lock(page, mm);
		if (ptl)
			xen_do_pin(MMUEXT_UNPIN_TABLE, page_to_pfn(page));
	}
	xen_update_va_mapping(page_address(page), page_to_pfn(page), false);
	if (ptl)
		xen_mc_callback(xen_pte_unlock, ptl);
}

typedef void (*xen_walk_fn)(struct mm_struct *mm, struct page *page,
			    enum pt_level level);

static void xen_pmd_walk(struct mm_struct *mm, pmd_t *pmd, xen_walk_fn func)
{
	int i;

	for (i = 0; i < PTRS_PER_PMD; i++)
		if (!pmd_none(pmd[i]))
			func(mm, pmd_page(pmd[i]), PT_PTE);
}

static void xen_pud_walk(struct mm_struct *mm, pud_t *pud, xen_walk_fn func)
{
	int i;

	for (i = 0; i < PTRS_PER_PUD; i++) {
		pmd_t *pmd;

		if (pud_none(pud[i]))
			continue;
		pmd = pud_pgtable(pud[i]);
		func(mm, virt_to_page(pmd), PT_PMD);
		xen_pmd_walk(mm, pmd, func);
	}
}

/* Calls @func for each table of the mm that user space can use, top down. */
static void __xen_pgd_walk(struct mm_struct *mm, pgd_t *pgd, xen_walk_fn func)
{
	unsigned int i, nr = pgd_index(TASK_SIZE) + 1;

	for (i = 0; i < nr; i++) {
		p4d_t *p4d = p4d_offset(&pgd[i], 0);
		pud_t *pud;

		if (p4d_none(*p4d))
			continue;
		pud = p4d_pgtable(*p4d);
		func(mm, virt_to_page(pud), PT_PUD);
		xen_pud_walk(mm, pud, func);
	}
	func(mm, virt_to_page(pgd), PT_PGD);
}

static void __xen_pgd_pin(struct mm_struct *mm, pgd_t *pgd)
{
	pgd_t *user_pgd = xen_get_user_pgd(pgd);

	xen_mc_batch();
	__xen_pgd_walk(mm, pgd, xen_pin_page);
	xen_do_pin(MMUEXT_PIN_L4_TABLE, PFN_DOWN(__pa(pgd)));
	if (user_pgd) {
		xen_pin_page(mm, virt_to_page(user_pgd), PT_PGD);
		xen_do_pin(MMUEXT_PIN_L4_TABLE, PFN_DOWN(__pa(user_pgd)));
	}
	xen_mc_issue();
}

static void __xen_pgd_unpin(struct mm_struct *mm, pgd_t *pgd)
{
	pgd_t *user_pgd = xen_get_user_pgd(pgd);

	xen_mc_batch();
	xen_do_pin(MMUEXT_UNPIN_TABLE, PFN_DOWN(__pa(pgd)));
	if (user_pgd) {
		xen_do_pin(MMUEXT_UNPIN_TABLE, PFN_DOWN(__pa(user_pgd)));
		xen_unpin_page(mm, virt_to_page(user_pgd), PT_PGD);
	}
	__xen_pgd_walk(mm, pgd, xen_unpin_page);
	xen_mc_issue();
}

void xen_pgd_pin(struct mm_struct *mm)
{
	__xen_pgd_pin(mm, mm->pgd);
}

void xen_pgd_unpin(struct mm_struct *mm)
{
	__xen_pgd_unpin(mm, mm->pgd);
}

/* Before a save every pgd is pinned, so that the restored guest can start. */
void xen_mm_pin_all(void)
{
	struct page *page;

	spin_lock(&pgd_lock);
	list_for_each_entry(page, &pgd_list, lru) {
		if (!PagePinned(page)) {
			__xen_pgd_pin(&init_mm, (pgd_t *)page_address(page));
			SetPageSavePinned(page);
		}
	}
	spin_unlock(&pgd_lock);
}

void xen_mm_unpin_all(void)
{
	struct page *page;

	spin_lock(&pgd_lock);
	list_for_each_entry(page, &pgd_list, lru) {
		if (PageSavePinned(page)) {
			__xen_pgd_unpin(&init_mm, (pgd_t *)page_address(page));
			ClearPageSavePinned(page);
		}
	}
	spin_unlock(&pgd_lock);
}

/* A table that joins a pinned pgd has to be pinned first. */
static void xen_alloc_ptpage(struct mm_struct *mm, unsigned long pfn, unsigned level)
{
	bool pinned = xen_page_pinned(mm->pgd);
	struct page *page = pfn_to_page(pfn);

	if (xen_struct_pages_ready && pinned)
		SetPagePinned(page);
	if (!pinned)
		return;
	xen_mc_batch();
	xen_update_va_mapping(page_address(page), pfn, true);
	if (level == PT_PTE && USE_SPLIT_PTE_PTLOCKS)
		xen_do_pin(MMUEXT_PIN_L1_TABLE, pfn);
	xen_mc_issue();
}

static void xen_release_ptpage(unsigned long pfn, unsigned level)
{
	struct page *page = pfn_to_page(pfn);

	if (!PagePinned(page))
		return;
	xen_mc_batch();
	if (level == PT_PTE && USE_SPLIT_PTE_PTLOCKS)
		xen_do_pin(MMUEXT_UNPIN_TABLE, pfn);
	xen_update_va_mapping(page_address(page), pfn, false);
	xen_mc_issue();
	ClearPagePinned(page);
}

static void xen_alloc_pte(struct mm_struct *mm, unsigned long pfn)
{
	xen_alloc_ptpage(mm, pfn, PT_PTE);
}

static void xen_alloc_pmd(struct mm_struct *mm, unsigned long pfn)
{
	xen_alloc_ptpage(mm, pfn, PT_PMD);
}

static void xen_alloc_pud(struct mm_struct *mm, unsigned long pfn)
{
	xen_alloc_ptpage(mm, pfn, PT_PUD);
}

static void xen_release_pte(unsigned long pfn)
{
	xen_release_ptpage(pfn, PT_PTE);
}

static void xen_release_pmd(unsigned long pfn)
{
	xen_release_ptpage(pfn, PT_PMD);
}

static void xen_release_pud(unsigned long pfn)
{
	xen_release_ptpage(pfn, PT_PUD);
}

/* There are four levels on Xen, so a p4d is never a table. */
static void xen_alloc_p4d(struct mm_struct *mm, unsigned long pfn)
{
}

static void xen_release_p4d(unsigned long pfn)
{
}

static int xen_pgd_alloc(struct mm_struct *mm)
{
	struct page *page = virt_to_page(mm->pgd);
	pgd_t *user_pgd;

	BUG_ON(PagePinned(page));
	BUG_ON(page->private != 0);
	user_pgd = (pgd_t *)get_zeroed_page(GFP_KERNEL);
	if (!user_pgd)
		return -ENOMEM;
	page->private = (unsigned long)user_pgd;
	return 0;
}

static void xen_pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	pgd_t *user_pgd = xen_get_user_pgd(pgd);

	if (user_pgd)
		free_page((unsigned long)user_pgd);
}

struct pv_mmu_ops pv_mmu_ops = {
	.pgd_alloc = xen_pgd_alloc,
	.pgd_free = xen_pgd_free,
	.alloc_pte = xen_alloc_pte,
	.alloc_pmd = xen_alloc_pmd,
	.alloc_pud = xen_alloc_pud,
	.alloc_p4d = xen_alloc_p4d,
	.release_pte = xen_release_pte,
	.release_pmd = xen_release_pmd,
	.release_pud = xen_release_pud,
	.release_p4d = xen_release_p4d,
	.tlb_remove_table = tlb_remove_table,
};

void __init xen_after_bootmem(void)
{
	xen_struct_pages_ready = true;
	SetPagePinned(virt_to_page(init_mm.pgd));
}
