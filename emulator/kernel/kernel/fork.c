// SPDX-License-Identifier: GPL-2.0-only
/*
 * An address space is made and taken apart.
 */
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include <asm/pgalloc.h>

struct mm_struct *mm_alloc(void);
void __mmdrop(struct mm_struct *mm);

static void mm_init_locks(struct mm_struct *mm)
{
	spin_lock_init(&mm->page_table_lock);
	INIT_LIST_HEAD(&mm->mmlist);
#if defined(CONFIG_TRANSPARENT_HUGEPAGE) && !USE_SPLIT_PMD_PTLOCKS
	mm->pmd_huge_pte = NULL;
#endif
}

/* A fresh mm with an empty pgd, or NULL. */
struct mm_struct *mm_alloc(void)
{
	struct mm_struct *mm = kzalloc(sizeof(*mm), GFP_KERNEL);

	if (!mm)
		return NULL;
	atomic_set(&mm->mm_users, 1);
	atomic_set(&mm->mm_count, 1);
	mm->task_size = TASK_SIZE;
	mm_pgtables_bytes_init(mm);
	mm_init_locks(mm);
#ifdef mm_init_context
	mm_init_context(mm);
#endif
	mm->pgd = pgd_alloc(mm);
	if (!mm->pgd) {
		kfree(mm);
		return NULL;
	}
	return mm;
}

/* Whatever is still counted here was never freed. */
static void check_mm(struct mm_struct *mm)
{
	if (mm_pgtables_bytes(mm))
		pr_alert("BUG: non-zero pgtables_bytes on freeing mm: %ld\n",
			 (long)mm_pgtables_bytes(mm));
}

void __mmdrop(struct mm_struct *mm)
{
	pgd_free(mm, mm->pgd);
#ifdef destroy_context
	destroy_context(mm);
#endif
	check_mm(mm);
	kfree(mm);
}
