/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __ASM_GENERIC_TLB_H
#define __ASM_GENERIC_TLB_H

#include <linux/mm.h>
#include <linux/rcupdate.h>
#include <linux/swap.h>

#include <asm/cacheflush.h>
#include <asm/tlbflush.h>

/*
 * Nothing that user space could reach may be freed before every CPU has
 * forgotten it.  So pages and tables are gathered, then the TLB is flushed,
 * then they are freed.  Tables may need more than that: a walker that takes
 * no lock (get_user_pages_fast) stands in one only for as long as it keeps
 * interrupts off, hence RCU for architectures that flush without interrupts.
 */
#ifdef CONFIG_MMU_GATHER_TABLE_FREE

struct mmu_table_batch {
#ifdef CONFIG_MMU_GATHER_RCU_TABLE_FREE
	struct rcu_head rcu;
#endif
	unsigned int nr;
	void *tables[];
};

#define MAX_TABLE_BATCH \
	((PAGE_SIZE - sizeof(struct mmu_table_batch)) / sizeof(void *))

void tlb_remove_table(struct mmu_gather *tlb, void *table);

#else

/* Without batches a table is a page like any other. */
#define tlb_remove_table(tlb, page)	tlb_remove_page(tlb, page)

#endif /* CONFIG_MMU_GATHER_TABLE_FREE */

#ifdef CONFIG_MMU_GATHER_RCU_TABLE_FREE
/* Some machines keep the addresses of tables in their TLB. */
#ifndef tlb_needs_table_invalidate
#define tlb_needs_table_invalidate() (true)
#endif
void tlb_remove_table_sync_one(void);
#else
static inline void tlb_remove_table_sync_one(void)
{
}
#endif

#define MMU_GATHER_BUNDLE 8

struct mmu_gather_batch {
	struct mmu_gather_batch *next;
	unsigned int nr;
	unsigned int max;
	struct page *pages[];
};

#define MAX_GATHER_BATCH \
	((PAGE_SIZE - sizeof(struct mmu_gather_batch)) / sizeof(void *))

/* What has been unlinked from one mm, and not been freed yet. */
struct mmu_gather {
	struct mm_struct *mm;

#ifdef CONFIG_MMU_GATHER_TABLE_FREE
	struct mmu_table_batch *batch;
#endif

	unsigned long start;
	unsigned long end;

	/* The whole mm goes away */
	unsigned int fullmm : 1;
	/* The flush has to cover everything, whatever the range says */
	unsigned int need_flush_all : 1;
	/* At least one table was freed */
	unsigned int freed_tables : 1;
	/* At which levels an entry was cleared */
	unsigned int cleared_ptes : 1;
	unsigned int cleared_pmds : 1;
	unsigned int cleared_puds : 1;
	unsigned int cleared_p4ds : 1;

	struct mmu_gather_batch *active;
	struct mmu_gather_batch local;
	struct page *__pages[MMU_GATHER_BUNDLE];
};

void tlb_flush_mmu(struct mmu_gather *tlb);
bool __tlb_remove_page_size(struct mmu_gather *tlb, struct page *page, int page_size);

static inline void __tlb_reset_range(struct mmu_gather *tlb)
{
	tlb->start = tlb->fullmm ? ~0UL : TASK_SIZE;
	tlb->end = tlb->fullmm ? ~0UL : 0;
	tlb->freed_tables = 0;
	tlb->cleared_ptes = 0;
	tlb->cleared_pmds = 0;
	tlb->cleared_puds = 0;
	tlb->cleared_p4ds = 0;
}

static inline void __tlb_adjust_range(struct mmu_gather *tlb, unsigned long address,
				      unsigned int range_size)
{
	tlb->start = min(tlb->start, address);
	tlb->end = max(tlb->end, address + range_size);
}

#ifndef tlb_flush
static inline void tlb_flush(struct mmu_gather *tlb)
{
	if (tlb->fullmm || tlb->need_flush_all) {
		flush_tlb_mm(tlb->mm);
	} else if (tlb->end) {
		struct vm_area_struct vma = { .vm_mm = tlb->mm };

		flush_tlb_range(&vma, tlb->start, tlb->end);
	}
}
#endif

/* Flush, and forget what was to flush; frees nothing. */
static inline void tlb_flush_mmu_tlbonly(struct mmu_gather *tlb)
{
	if (!(tlb->freed_tables || tlb->cleared_ptes || tlb->cleared_pmds ||
	      tlb->cleared_puds || tlb->cleared_p4ds))
		return;
	tlb_flush(tlb);
	__tlb_reset_range(tlb);
}

static inline void tlb_remove_page_size(struct mmu_gather *tlb, struct page *page,
					int page_size)
{
	if (__tlb_remove_page_size(tlb, page, page_size))
		tlb_flush_mmu(tlb);
}

static inline void tlb_remove_page(struct mmu_gather *tlb, struct page *page)
{
	tlb_remove_page_size(tlb, page, PAGE_SIZE);
}

static inline void tlb_flush_pte_range(struct mmu_gather *tlb, unsigned long address,
				       unsigned long size)
{
	__tlb_adjust_range(tlb, address, size);
	tlb->cleared_ptes = 1;
}

static inline void tlb_flush_pmd_range(struct mmu_gather *tlb, unsigned long address,
				       unsigned long size)
{
	__tlb_adjust_range(tlb, address, size);
	tlb->cleared_pmds = 1;
}

static inline void tlb_flush_pud_range(struct mmu_gather *tlb, unsigned long address,
				       unsigned long size)
{
	__tlb_adjust_range(tlb, address, size);
	tlb->cleared_puds = 1;
}

static inline void tlb_flush_p4d_range(struct mmu_gather *tlb, unsigned long address,
				       unsigned long size)
{
	__tlb_adjust_range(tlb, address, size);
	tlb->cleared_p4ds = 1;
}

#define tlb_remove_tlb_entry(tlb, ptep, address) \
	tlb_flush_pte_range(tlb, address, PAGE_SIZE)

/*
 * A table is gone when the entry above it was cleared, so freeing one means
 * a cleared entry one level up.
 */
#ifndef pte_free_tlb
#define pte_free_tlb(tlb, ptep, address) do {			\
	tlb_flush_pmd_range(tlb, address, PAGE_SIZE);		\
	(tlb)->freed_tables = 1;				\
	__pte_free_tlb(tlb, ptep, address);			\
} while (0)
#endif

#ifndef pmd_free_tlb
#define pmd_free_tlb(tlb, pmdp, address) do {			\
	tlb_flush_pud_range(tlb, address, PAGE_SIZE);		\
	(tlb)->freed_tables = 1;				\
	__pmd_free_tlb(tlb, pmdp, address);			\
} while (0)
#endif

#ifndef pud_free_tlb
#define pud_free_tlb(tlb, pudp, address) do {			\
	tlb_flush_p4d_range(tlb, address, PAGE_SIZE);		\
	(tlb)->freed_tables = 1;				\
	__pud_free_tlb(tlb, pudp, address);			\
} while (0)
#endif

#ifndef p4d_free_tlb
#define p4d_free_tlb(tlb, p4dp, address) do {			\
	__tlb_adjust_range(tlb, address, PAGE_SIZE);		\
	(tlb)->freed_tables = 1;				\
	__p4d_free_tlb(tlb, p4dp, address);			\
} while (0)
#endif

#endif /* __ASM_GENERIC_TLB_H */
