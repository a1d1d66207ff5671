/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_S390_MMU_H
#define _ASM_S390_MMU_H

#include <linux/spinlock_types.h>
#include <linux/types.h>

typedef struct {
	/* Covers the lists below. */
	spinlock_t lock;
	/* Pages with one of their two tables free, by pt_list. */
	struct list_head pgtable_list;
	struct list_head gmap_list;
	/* What the processor is given: origin, length and type of the top. */
	unsigned long asce;
	unsigned long asce_limit;
	/* New tables bring state for KVM guests along. */
	unsigned int alloc_pgste:1;
	/* The mm has such tables already. */
	unsigned int has_pgste:1;
} mm_context_t;

/* The kernel's own tables come from the same pages as those of processes. */
#define INIT_MM_CONTEXT(name)						\
	.context = {							\
		.lock = __SPIN_LOCK_INITIALIZER,			\
		.pgtable_list = LIST_HEAD_INIT(name.context.pgtable_list), \
		.gmap_list = LIST_HEAD_INIT(name.context.gmap_list),	\
	},

#endif /* _ASM_S390_MMU_H */
