/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __ASM_GENERIC_PGTABLE_NOP4D_H
#define __ASM_GENERIC_PGTABLE_NOP4D_H

#ifndef __ASSEMBLY__

#define __PAGETABLE_P4D_FOLDED 1

/*
 * With four levels or fewer a p4d is a pgd entry under another name.
 */
typedef struct { pgd_t pgd; } p4d_t;

#define P4D_SHIFT	PGDIR_SHIFT
#define PTRS_PER_P4D	1
#define P4D_SIZE	(1UL << P4D_SHIFT)
#define P4D_MASK	(~(P4D_SIZE - 1))

/* The upper entry is always there: the questions go one level down. */
static inline int pgd_none(pgd_t pgd)
{
	return 0;
}

static inline int pgd_bad(pgd_t pgd)
{
	return 0;
}

static inline int pgd_present(pgd_t pgd)
{
	return 1;
}

static inline void pgd_clear(pgd_t *pgd)
{
}

#define pgd_populate(mm, pgd, p4d)	do { } while (0)

static inline p4d_t *p4d_offset(pgd_t *pgd, unsigned long address)
{
	return (p4d_t *)pgd;
}

#define p4d_val(x)	(pgd_val((x).pgd))
#define __p4d(x)	((p4d_t) { __pgd(x) })

#define pgd_page(pgd)	(p4d_page((p4d_t) { pgd }))
#define pgd_pgtable(pgd)	((p4d_t *)(p4d_pgtable((p4d_t) { pgd })))

/* There is nothing to allocate, and so nothing to free. */
#define p4d_alloc_one(mm, address)	NULL
#define p4d_free(mm, x)			do { (void)(mm); (void)(x); } while (0)
#define p4d_free_tlb(tlb, x, a)		do { (void)(tlb); (void)(x); } while (0)
#define __p4d_free_tlb(tlb, x, a)	do { (void)(tlb); (void)(x); } while (0)

#define p4d_addr_end(addr, end)	(end)

#endif /* !__ASSEMBLY__ */

#endif /* __ASM_GENERIC_PGTABLE_NOP4D_H */
