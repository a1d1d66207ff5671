/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a scenario is written with.  A scenario is a C function that uses the
 * kernel's own interfaces to make page tables and to take them apart.  It is
 * given a fresh address space, which is dropped when it returns; afterwards
 * nothing may be left of what it took.
 *
 * Any allocation in it may fail: it has to give back what it has and return.
 */
#ifndef PTDESC_SCENARIO_H
#define PTDESC_SCENARIO_H

#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/pagemap.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include <asm/pgalloc.h>
#include <asm/tlb.h>

/*
 * SCENARIO(id, levels, title) { ... }
 *
 * The id is a C name; users write it with dashes.  The body may use @mm.
 */
#define SCENARIO(id, levels, title)				\
	const char scenario_title_##id[] = title;		\
	const char scenario_levels_##id[] = levels;		\
	void scenario_##id(struct mm_struct *mm);		\
	void scenario_##id(struct mm_struct *mm)

/* One whose tables are of the boot: there, no memory means no boot. */
#define BOOT_SCENARIO(id, levels, title)			\
	const char scenario_boot_##id[] = "";			\
	SCENARIO(id, levels, title)

/* A call of one function: what it leaves behind is not judged. */
#define CALL_SCENARIO(id, levels, title)			\
	const char scenario_call_##id[] = "";			\
	SCENARIO(id, levels, title)

/* The same id where the machine has no such thing, and why. */
#define NO_SCENARIO(id, levels, title, why)			\
	const char scenario_title_##id[] = title;		\
	const char scenario_levels_##id[] = levels;		\
	const char scenario_reason_##id[] = why;

/* Supplied by the boundaries of the tree that is open. */
struct mm_struct *scenario_fresh_mm(void);
void scenario_drop_mm(struct mm_struct *mm);

/* Every grace period that somebody waits for is over. */
void scenario_grace_period(void);

/* What must hold; said as a finding when it does not. */
void ptdesc_expect(int holds, const char *what, const char *file, int line);
#define EXPECT(cond) ptdesc_expect(!!(cond), #cond, __FILE__, __LINE__)

/* Declared in headers that differ from tree to tree. */
void free_pgd_range(struct mmu_gather *tlb, unsigned long addr, unsigned long end,
		    unsigned long floor, unsigned long ceiling);
void pmd_install(struct mm_struct *mm, pmd_t *pmd, pgtable_t *pte);
#ifdef PTDESC_MODEL
void unmap_page_range(struct mmu_gather *tlb, unsigned long addr, unsigned long end);
#endif

/* Supplied by tree.c: what several scenarios do. */
pmd_t *scenario_walk(struct mm_struct *mm, unsigned long address);
void scenario_tear_down(struct mm_struct *mm, unsigned long start, unsigned long end);

/* Whether a process may have something there: where tables are large, few addresses are its own. */
#define SCENARIO_IS_USER(address) \
	((unsigned long long)(address) <= (unsigned long)(TASK_SIZE) - 1UL)

/* An address of user space, far from the places that machines treat in a way of their own. */
#define SCENARIO_ADDRESS	(SCENARIO_IS_USER(5ULL * PMD_SIZE) ? 4 * PMD_SIZE : PMD_SIZE)

/* After all tables that scenarios make from the lowest address on. */
#define SCENARIO_END \
	((unsigned long)(SCENARIO_IS_USER(8ULL * PMD_SIZE) ? 8ULL * PMD_SIZE : TASK_SIZE))

#endif /* PTDESC_SCENARIO_H */
