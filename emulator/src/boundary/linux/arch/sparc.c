// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the boot of sparc leaves behind: where memory is mapped, the caches of its tables, who runs; and
 * what its assembly does to whole pages.
 */
#include <linux/atomic.h>
#include <linux/bitops.h>
#include <linux/mm.h>
#include <linux/sched.h>

#include <asm/page.h>

#ifdef CONFIG_SPARC64
/* arch/sparc/kernel/head_64.S */
pgd_t swapper_pg_dir[PTRS_PER_PGD] __aligned(PAGE_SIZE);

/* arch/sparc/mm/init_64.c: the offset and the memory map of a processor with 44 bits of addresses */
void boundary_arch_setup(void)
{
	PAGE_OFFSET = 0xfffff80000000000UL;
	VMEMMAP_BASE = 0x0000010000000000UL;
	/* init/main.c, mm_core_init() */
	pgtable_cache_init();
}

/* arch/sparc/lib/clear_page.S */
void _clear_page(void *page)
{
	memset(page, 0, PAGE_SIZE);
}

/* arch/sparc/lib/atomic_64.S: one processor runs, and no one comes between. */
#define ATOMIC_VOID(prefix, type, record, op, c_op)				\
void prefix##_##op(type i, record *v) { v->counter = v->counter c_op i; }
#define ATOMIC_RETURN(prefix, type, record, op, c_op)				\
type prefix##_##op##_return(type i, record *v) { return v->counter = v->counter c_op i; }
#define ATOMIC_FETCH(prefix, type, record, op, c_op)				\
type prefix##_fetch_##op(type i, record *v)					\
{										\
	type old = v->counter;							\
										\
	v->counter = old c_op i;						\
	return old;								\
}
#define ATOMIC_BOTH(make, op, c_op)						\
	make(arch_atomic, int, atomic_t, op, c_op)				\
	make(arch_atomic64, s64, atomic64_t, op, c_op)

ATOMIC_BOTH(ATOMIC_VOID, add, +)
ATOMIC_BOTH(ATOMIC_VOID, sub, -)
ATOMIC_BOTH(ATOMIC_VOID, and, &)
ATOMIC_BOTH(ATOMIC_VOID, or, |)
ATOMIC_BOTH(ATOMIC_VOID, xor, ^)
ATOMIC_BOTH(ATOMIC_RETURN, add, +)
ATOMIC_BOTH(ATOMIC_RETURN, sub, -)
ATOMIC_BOTH(ATOMIC_FETCH, add, +)
ATOMIC_BOTH(ATOMIC_FETCH, sub, -)
ATOMIC_BOTH(ATOMIC_FETCH, and, &)
ATOMIC_BOTH(ATOMIC_FETCH, or, |)
ATOMIC_BOTH(ATOMIC_FETCH, xor, ^)

/* arch/sparc/lib/bitops.S */
int test_and_set_bit(unsigned long nr, volatile unsigned long *addr)
{
	int old = test_bit(nr, addr);

	__set_bit(nr, addr);
	return old;
}

int test_and_clear_bit(unsigned long nr, volatile unsigned long *addr)
{
	int old = test_bit(nr, addr);

	__clear_bit(nr, addr);
	return old;
}

void set_bit(unsigned long nr, volatile unsigned long *addr) { __set_bit(nr, addr); }
void clear_bit(unsigned long nr, volatile unsigned long *addr) { __clear_bit(nr, addr); }

/* arch/sparc/lib/ffs.S, fls.S, fls64.S */
int ffs(int x) { return __builtin_ffs(x); }
unsigned long __ffs(unsigned long x) { return __builtin_ctzl(x); }
int fls(unsigned int x) { return x ? 32 - __builtin_clz(x) : 0; }
int __fls(unsigned long x) { return 63 - __builtin_clzl(x); }
#endif

/* A register of its own holds it. */
void boundary_arch_current(struct task_struct *task)
{
	current_thread_info_reg = task_thread_info(task);
}
