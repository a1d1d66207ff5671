/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __ASM_GENERIC_PGTABLE_NOPUD_H
#define __ASM_GENERIC_PGTABLE_NOPUD_H

#ifndef __ASSEMBLY__

#include <asm-generic/pgtable-nop4d.h>

#define __PAGETABLE_PUD_FOLDED 1

/*
 * With three levels or fewer a pud is the p4d entry itself.
 */
typedef struct { p4d_t p4d; } pud_t;

#define PUD_SHIFT	P4D_SHIFT
#define PTRS_PER_PUD	1
#define PUD_SIZE	(1UL << PUD_SHIFT)
#define PUD_MASK	(~(PUD_SIZE - 1))

/* The upper entry is always there: the questions go one level down. */
static inline int p4d_none(p4d_t p4d)
{
	return 0;
}

static inline int p4d_bad(p4d_t p4d)
{
	return 0;
}

static inline int p4d_present(p4d_t p4d)
{
	return 1;
}

static inline void p4d_clear(p4d_t *p4d)
{
}

#define p4d_populate(mm, p4d, pud)	do { } while (0)

static inline pud_t *pud_offset(p4d_t *p4d, unsigned long address)
{
	return (pud_t *)p4d;
}

#define pud_val(x)	(p4d_val((x).p4d))
#define __pud(x)	((pud_t) { __p4d(x) })

#define p4d_page(p4d)	(pud_page((pud_t) { p4d }))
#define p4d_pgtable(p4d)	((pud_t *)(pud_pgtable((pud_t) { p4d })))

/* There is nothing to allocate, and so nothing to free. */
#define pud_alloc_one(mm, address)	NULL
#define pud_free(mm, x)			do { (void)(mm); (void)(x); } while (0)
#define pud_free_tlb(tlb, x, a)		do { (void)(tlb); (void)(x); } while (0)
#define __pud_free_tlb(tlb, x, a)	do { (void)(tlb); (void)(x); } while (0)

#define pud_addr_end(addr, end)	(end)

#endif /* !__ASSEMBLY__ */

#endif /* __ASM_GENERIC_PGTABLE_NOPUD_H */
