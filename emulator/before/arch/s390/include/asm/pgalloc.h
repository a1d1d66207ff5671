/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_S390_PGALLOC_H
#define _ASM_S390_PGALLOC_H

#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/string.h>

struct gmap;
struct mmu_gather;

static inline int mm_has_pgste(struct mm_struct *mm)
{
	return mm->context.has_pgste;
}

static inline int mm_alloc_pgste(struct mm_struct *mm)
{
	return mm->context.alloc_pgste;
}

#define mm_init_context(mm) do {				\
	spin_lock_init(&(mm)->context.lock);			\
	INIT_LIST_HEAD(&(mm)->context.pgtable_list);		\
	INIT_LIST_HEAD(&(mm)->context.gmap_list);		\
	(mm)->context.asce_limit = _REGION2_SIZE;		\
} while (0)

unsigned long *crst_table_alloc(struct mm_struct *mm);
void crst_table_free(struct mm_struct *mm, unsigned long *table);
int crst_table_upgrade(struct mm_struct *mm, unsigned long end);

unsigned long *page_table_alloc(struct mm_struct *mm);
struct page *page_table_alloc_pgste(struct mm_struct *mm);
void page_table_free(struct mm_struct *mm, unsigned long *table);
void page_table_free_rcu(struct mmu_gather *tlb, unsigned long *table,
			 unsigned long vmaddr);
void page_table_free_pgste(struct page *page);

static inline void crst_table_init(unsigned long *crst, unsigned long entry)
{
	memset64((u64 *)crst, entry, _CRST_ENTRIES);
}

static inline p4d_t *p4d_alloc_one(struct mm_struct *mm, unsigned long address)
{
	unsigned long *table = crst_table_alloc(mm);

	if (table)
		crst_table_init(table, _REGION2_ENTRY_EMPTY);
	return (p4d_t *)table;
}

static inline void p4d_free(struct mm_struct *mm, p4d_t *p4d)
{
	if (!mm_p4d_folded(mm))
		crst_table_free(mm, (unsigned long *)p4d);
}

static inline pud_t *pud_alloc_one(struct mm_struct *mm, unsigned long address)
{
	unsigned long *table = crst_table_alloc(mm);

	if (table)
		crst_table_init(table, _REGION3_ENTRY_EMPTY);
	return (pud_t *)table;
}

static inline void pud_free(struct mm_struct *mm, pud_t *pud)
{
	if (!mm_pud_folded(mm))
		crst_table_free(mm, (unsigned long *)pud);
}

/* Only this one of the big tables has a lock, and so a constructor. */
static inline pmd_t *pmd_alloc_one(struct mm_struct *mm, unsigned long vmaddr)
{
	unsigned long *table = crst_table_alloc(mm);

	if (!table)
		return NULL;
	crst_table_init(table, _SEGMENT_ENTRY_EMPTY);
	if (!pgtable_pmd_page_ctor(virt_to_page(table))) {
		crst_table_free(mm, table);
		return NULL;
	}
	return (pmd_t *)table;
}

static inline void pmd_free(struct mm_struct *mm, pmd_t *pmd)
{
	if (mm_pmd_folded(mm))
		return;
	pgtable_pmd_page_dtor(virt_to_page(pmd));
	crst_table_free(mm, (unsigned long *)pmd);
}

static inline void pgd_populate(struct mm_struct *mm, pgd_t *pgd, p4d_t *p4d)
{
	set_pgd(pgd, __pgd(_REGION1_ENTRY | __pa(p4d)));
}

static inline void p4d_populate(struct mm_struct *mm, p4d_t *p4d, pud_t *pud)
{
	set_p4d(p4d, __p4d(_REGION2_ENTRY | __pa(pud)));
}

static inline void pud_populate(struct mm_struct *mm, pud_t *pud, pmd_t *pmd)
{
	set_pud(pud, __pud(_REGION3_ENTRY | __pa(pmd)));
}

/* The top starts with as many levels as the address space asks for. */
static inline pgd_t *pgd_alloc(struct mm_struct *mm)
{
	unsigned long *table = crst_table_alloc(mm);

	if (!table)
		return NULL;
	if (mm->context.asce_limit == _REGION3_SIZE) {
		/* Two levels: the top is a pmd table already. */
		if (!pgtable_pmd_page_ctor(virt_to_page(table))) {
			crst_table_free(mm, table);
			return NULL;
		}
		crst_table_init(table, _SEGMENT_ENTRY_EMPTY);
	} else if (mm->context.asce_limit == _REGION2_SIZE) {
		crst_table_init(table, _REGION3_ENTRY_EMPTY);
	} else if (mm->context.asce_limit == _REGION1_SIZE) {
		crst_table_init(table, _REGION2_ENTRY_EMPTY);
	} else {
		crst_table_init(table, _REGION1_ENTRY_EMPTY);
	}
	return (pgd_t *)table;
}

static inline void pgd_free(struct mm_struct *mm, pgd_t *pgd)
{
	if (mm_pmd_folded(mm))
		pgtable_pmd_page_dtor(virt_to_page(pgd));
	crst_table_free(mm, (unsigned long *)pgd);
}

static inline void pmd_populate(struct mm_struct *mm, pmd_t *pmd, pgtable_t pte)
{
	set_pmd(pmd, __pmd(_SEGMENT_ENTRY | __pa(pte)));
}

#define pmd_populate_kernel(mm, pmd, pte) pmd_populate(mm, pmd, pte)

#define pmd_pgtable(pmd)	((pgtable_t)pmd_page_vaddr(pmd))

#define pte_alloc_one_kernel(mm)	((pte_t *)page_table_alloc(mm))
#define pte_alloc_one(mm)		((pte_t *)page_table_alloc(mm))
#define pte_free_kernel(mm, pte)	page_table_free(mm, (unsigned long *)(pte))
#define pte_free(mm, pte)		page_table_free(mm, (unsigned long *)(pte))

/* arch/s390/mm/gmap.c: a table of the process leaves the guests that use it. */
void gmap_unlink(struct mm_struct *mm, unsigned long *table, unsigned long vmaddr);

#endif /* _ASM_S390_PGALLOC_H */
