/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_MMDEBUG_H
#define __LINUX_MMDEBUG_H

#include <linux/bug.h>

struct page;
struct mm_struct;
struct folio;

void dump_page(struct page *page, const char *reason);
void dump_mm(const struct mm_struct *mm);

#ifdef CONFIG_DEBUG_VM
#define VM_BUG_ON(cond) BUG_ON(cond)
#define VM_BUG_ON_PAGE(cond, page) do {					\
	if (unlikely(cond)) {						\
		dump_page(page, "VM_BUG_ON_PAGE(" #cond ")");		\
		BUG();							\
	}								\
} while (0)
#define VM_BUG_ON_FOLIO(cond, folio) do {				\
	if (unlikely(cond)) {						\
		dump_page(&(folio)->page, "VM_BUG_ON_FOLIO(" #cond ")");	\
		BUG();							\
	}								\
} while (0)
#define VM_WARN_ON_ONCE(cond) ((void)WARN_ON_ONCE(cond))
#else
/* The condition is checked for its types, and never evaluated. */
#define VM_BUG_ON(cond)			((void)sizeof((long)(cond)))
#define VM_BUG_ON_PAGE(cond, page)	VM_BUG_ON(cond)
#define VM_BUG_ON_FOLIO(cond, folio)	VM_BUG_ON(cond)
#define VM_WARN_ON_ONCE(cond)		VM_BUG_ON(cond)
#endif

#ifdef CONFIG_DEBUG_VM_PGFLAGS
#define VM_BUG_ON_PGFLAGS(cond, page) VM_BUG_ON_PAGE(cond, page)
#else
#define VM_BUG_ON_PGFLAGS(cond, page) ((void)sizeof((long)(cond)))
#endif

#endif /* __LINUX_MMDEBUG_H */
