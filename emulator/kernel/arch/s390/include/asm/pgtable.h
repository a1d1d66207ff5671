/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_S390_PGTABLE_H
#define _ASM_S390_PGTABLE_H

#include <linux/list.h>
#include <linux/spinlock.h>

#include <asm/page.h>

/*
 * A segment or region table (crst) has 2048 entries, a page table 256.  How
 * many of the upper levels there are depends on the size of the address
 * space: the type bits of an entry tell which level its table is of, and a
 * level that is missing is passed through.
 */
#define _SEGMENT_SHIFT	20
#define _REGION3_SHIFT	31
#define _REGION2_SHIFT	42
#define _REGION1_SHIFT	53

#define PMD_SHIFT	_SEGMENT_SHIFT
#define PUD_SHIFT	_REGION3_SHIFT
#define P4D_SHIFT	_REGION2_SHIFT
#define PGDIR_SHIFT	_REGION1_SHIFT

#define _PAGE_ENTRIES	256
#define _CRST_ENTRIES	2048
#define PTRS_PER_PTE	_PAGE_ENTRIES
#define PTRS_PER_PMD	_CRST_ENTRIES
#define PTRS_PER_PUD	_CRST_ENTRIES
#define PTRS_PER_P4D	_CRST_ENTRIES
#define PTRS_PER_PGD	_CRST_ENTRIES

#define _PAGE_TABLE_SIZE	(_PAGE_ENTRIES * 8)
#define _CRST_TABLE_SIZE	(_CRST_ENTRIES * 8)
#define CRST_ALLOC_ORDER	2

#define _REGION1_SIZE	(1UL << _REGION1_SHIFT)
#define _REGION2_SIZE	(1UL << _REGION2_SHIFT)
#define _REGION3_SIZE	(1UL << _REGION3_SHIFT)

#define _PAGE_PRESENT	0x001UL		/* Software */
#define _PAGE_PROTECT	0x200UL
#define _PAGE_INVALID	0x400UL

#define _SEGMENT_ENTRY_ORIGIN	(~0x7ffUL)
#define _SEGMENT_ENTRY_LARGE	0x400UL
#define _SEGMENT_ENTRY_PROTECT	0x200UL
#define _SEGMENT_ENTRY_INVALID	0x020UL
#define _SEGMENT_ENTRY		0x000UL
#define _SEGMENT_ENTRY_EMPTY	_SEGMENT_ENTRY_INVALID

#define _REGION_ENTRY_ORIGIN	(~0xfffUL)
#define _REGION_ENTRY_PROTECT	0x200UL
#define _REGION_ENTRY_INVALID	0x020UL
#define _REGION_ENTRY_TYPE_MASK	0x00cUL
#define _REGION_ENTRY_TYPE_R1	0x00cUL
#define _REGION_ENTRY_TYPE_R2	0x008UL
#define _REGION_ENTRY_TYPE_R3	0x004UL
#define _REGION_ENTRY_LENGTH	0x003UL

#define _REGION1_ENTRY	(_REGION_ENTRY_TYPE_R1 | _REGION_ENTRY_LENGTH)
#define _REGION2_ENTRY	(_REGION_ENTRY_TYPE_R2 | _REGION_ENTRY_LENGTH)
#define _REGION3_ENTRY	(_REGION_ENTRY_TYPE_R3 | _REGION_ENTRY_LENGTH)
#define _REGION1_ENTRY_EMPTY	(_REGION_ENTRY_TYPE_R1 | _REGION_ENTRY_INVALID)
#define _REGION2_ENTRY_EMPTY	(_REGION_ENTRY_TYPE_R2 | _REGION_ENTRY_INVALID)
#define _REGION3_ENTRY_EMPTY	(_REGION_ENTRY_TYPE_R3 | _REGION_ENTRY_INVALID)

/* The type of the top table, and its length, in the asce. */
#define _ASCE_USER_BITS		0x0c0UL
#define _ASCE_TYPE_REGION1	0x00cUL
#define _ASCE_TYPE_REGION2	0x008UL
#define _ASCE_TYPE_REGION3	0x004UL
#define _ASCE_TABLE_LENGTH	0x003UL

#define TASK_SIZE	_REGION1_SIZE

#ifndef __ASSEMBLY__

extern struct page *vmemmap;

#define pte_none(pte)		(pte_val(pte) == _PAGE_INVALID)
#define pte_clear(mm, addr, ptep)	set_pte(ptep, __pte(_PAGE_INVALID))

#include <asm-generic/pgtable-simple.h>

#define mm_p4d_folded(mm)	((mm)->context.asce_limit <= _REGION1_SIZE)
#define mm_pud_folded(mm)	((mm)->context.asce_limit <= _REGION2_SIZE)
#define mm_pmd_folded(mm)	((mm)->context.asce_limit <= _REGION3_SIZE)

static inline bool pgd_folded(pgd_t pgd)
{
	return (pgd_val(pgd) & _REGION_ENTRY_TYPE_MASK) < _REGION_ENTRY_TYPE_R1;
}

static inline bool p4d_folded(p4d_t p4d)
{
	return (p4d_val(p4d) & _REGION_ENTRY_TYPE_MASK) < _REGION_ENTRY_TYPE_R2;
}

static inline bool pud_folded(pud_t pud)
{
	return (pud_val(pud) & _REGION_ENTRY_TYPE_MASK) < _REGION_ENTRY_TYPE_R3;
}

static inline int pgd_none(pgd_t pgd)
{
	return !pgd_folded(pgd) && (pgd_val(pgd) & _REGION_ENTRY_INVALID);
}

static inline int pgd_present(pgd_t pgd)
{
	return pgd_folded(pgd) || (pgd_val(pgd) & _REGION_ENTRY_ORIGIN);
}

static inline int pgd_bad(pgd_t pgd)
{
	return !pgd_folded(pgd) &&
		(pgd_val(pgd) & _REGION_ENTRY_TYPE_MASK) != _REGION_ENTRY_TYPE_R1;
}

static inline int p4d_none(p4d_t p4d)
{
	return !p4d_folded(p4d) && (p4d_val(p4d) & _REGION_ENTRY_INVALID);
}

static inline int p4d_present(p4d_t p4d)
{
	return p4d_folded(p4d) || (p4d_val(p4d) & _REGION_ENTRY_ORIGIN);
}

static inline int p4d_bad(p4d_t p4d)
{
	return !p4d_folded(p4d) &&
		(p4d_val(p4d) & _REGION_ENTRY_TYPE_MASK) != _REGION_ENTRY_TYPE_R2;
}

static inline int pud_none(pud_t pud)
{
	return !pud_folded(pud) && (pud_val(pud) & _REGION_ENTRY_INVALID);
}

static inline int pud_present(pud_t pud)
{
	return pud_folded(pud) || (pud_val(pud) & _REGION_ENTRY_ORIGIN);
}

static inline int pud_bad(pud_t pud)
{
	return !pud_folded(pud) &&
		(pud_val(pud) & _REGION_ENTRY_TYPE_MASK) != _REGION_ENTRY_TYPE_R3;
}

#define pmd_none(pmd)		(pmd_val(pmd) == _SEGMENT_ENTRY_EMPTY)
#define pmd_present(pmd)	(!pmd_none(pmd))

static inline int pmd_bad(pmd_t pmd)
{
	return (pmd_val(pmd) & (_SEGMENT_ENTRY_LARGE | _SEGMENT_ENTRY_INVALID)) != 0;
}

static inline void set_pgd(pgd_t *pgdp, pgd_t pgd)
{
	WRITE_ONCE(*pgdp, pgd);
}

static inline void set_p4d(p4d_t *p4dp, p4d_t p4d)
{
	WRITE_ONCE(*p4dp, p4d);
}

static inline void set_pud(pud_t *pudp, pud_t pud)
{
	WRITE_ONCE(*pudp, pud);
}

static inline void set_pmd(pmd_t *pmdp, pmd_t pmd)
{
	WRITE_ONCE(*pmdp, pmd);
}

static inline void pgd_clear(pgd_t *pgd)
{
	if (!pgd_folded(*pgd))
		set_pgd(pgd, __pgd(_REGION1_ENTRY_EMPTY));
}

static inline void p4d_clear(p4d_t *p4d)
{
	if (!p4d_folded(*p4d))
		set_p4d(p4d, __p4d(_REGION2_ENTRY_EMPTY));
}

static inline void pud_clear(pud_t *pud)
{
	if (!pud_folded(*pud))
		set_pud(pud, __pud(_REGION3_ENTRY_EMPTY));
}

static inline void pmd_clear(pmd_t *pmdp)
{
	set_pmd(pmdp, __pmd(_SEGMENT_ENTRY_EMPTY));
}

#define pmd_page_vaddr(pmd)	((unsigned long)__va(pmd_val(pmd) & _SEGMENT_ENTRY_ORIGIN))
#define pmd_page(pmd)		phys_to_page(pmd_val(pmd) & _SEGMENT_ENTRY_ORIGIN)
#define pud_pgtable(pud)	((pmd_t *)__va(pud_val(pud) & _REGION_ENTRY_ORIGIN))
#define p4d_pgtable(p4d)	((pud_t *)__va(p4d_val(p4d) & _REGION_ENTRY_ORIGIN))
#define pgd_pgtable(pgd)	((p4d_t *)__va(pgd_val(pgd) & _REGION_ENTRY_ORIGIN))

/*
 * Where a level is missing, the pointer to the level above is the pointer to
 * this one.  All entries of the top table say of what type it is.
 */
static inline p4d_t *p4d_offset(pgd_t *pgdp, unsigned long address)
{
	if (pgd_folded(*pgdp))
		return (p4d_t *)pgdp;
	return pgd_pgtable(*pgdp) + ((address >> P4D_SHIFT) & (PTRS_PER_P4D - 1));
}

#define pud_offset pud_offset
static inline pud_t *pud_offset(p4d_t *p4dp, unsigned long address)
{
	if (p4d_folded(*p4dp))
		return (pud_t *)p4dp;
	return p4d_pgtable(*p4dp) + ((address >> PUD_SHIFT) & (PTRS_PER_PUD - 1));
}

/* The level of the top decides which bits of an address index it. */
static inline unsigned long s390_top_index(pgd_t first, unsigned long address)
{
	unsigned int level = (pgd_val(first) & _REGION_ENTRY_TYPE_MASK) >> 2;

	return (address >> (_SEGMENT_SHIFT + 11 * level)) & (PTRS_PER_PGD - 1);
}

#define pgd_offset_pgd pgd_offset_pgd
static inline pgd_t *pgd_offset_pgd(pgd_t *pgd, unsigned long address)
{
	return pgd + s390_top_index(*pgd, address);
}

#define __HAVE_ARCH_PGTABLE_DEPOSIT
#define __HAVE_ARCH_PGTABLE_WITHDRAW

#ifdef CONFIG_TRANSPARENT_HUGEPAGE
static inline int pmd_trans_huge(pmd_t pmd)
{
	return (pmd_val(pmd) & _SEGMENT_ENTRY_LARGE) != 0;
}

static inline pmd_t pmd_mkhuge(pmd_t pmd)
{
	return __pmd(pmd_val(pmd) | _SEGMENT_ENTRY_LARGE);
}

#define mk_pmd(page, prot)	__pmd(page_to_phys(page) | pgprot_val(prot))
#endif

#endif /* !__ASSEMBLY__ */

#endif /* _ASM_S390_PGTABLE_H */
