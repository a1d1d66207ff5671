/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_TYPES_H
#define __LINUX_TYPES_H

#include <linux/stddef.h>

typedef _Bool bool;

typedef signed char s8;
typedef unsigned char u8;
typedef signed short s16;
typedef unsigned short u16;
typedef signed int s32;
typedef unsigned int u32;
typedef signed long long s64;
typedef unsigned long long u64;

typedef s8 __s8;
typedef u8 __u8;
typedef s16 __s16;
typedef u16 __u16;
typedef s32 __s32;
typedef u32 __u32;
typedef s64 __s64;
typedef u64 __u64;

#ifdef __SIZEOF_INT128__
typedef unsigned __int128 u128;
#endif

typedef __SIZE_TYPE__ size_t;
typedef __PTRDIFF_TYPE__ ptrdiff_t;
typedef long ssize_t;
typedef unsigned long uintptr_t;
typedef long long loff_t;

/* An index into a file, in pages. */
typedef unsigned long pgoff_t;

#ifdef CONFIG_PHYS_ADDR_T_64BIT
typedef u64 phys_addr_t;
#else
typedef u32 phys_addr_t;
#endif
typedef phys_addr_t resource_size_t;

typedef unsigned int gfp_t;
typedef unsigned int slab_flags_t;

typedef struct {
	int counter;
} atomic_t;

#ifdef CONFIG_64BIT
typedef struct {
	s64 counter;
} atomic64_t;
typedef atomic64_t atomic_long_t;
#else
typedef atomic_t atomic_long_t;
#endif

struct list_head {
	struct list_head *next, *prev;
};

struct hlist_node {
	struct hlist_node *next, **pprev;
};

struct hlist_head {
	struct hlist_node *first;
};

/**
 * struct callback_head - one deferred call
 * @next: the next call in the queue
 * @func: what to call once the grace period is over
 *
 * The alignment is demanded, because bit 0 of @next lies over bit 0 of a
 * page's compound_head: an odd address there would look like a tail page.
 */
struct callback_head {
	struct callback_head *next;
	void (*func)(struct callback_head *head);
} __attribute__((aligned(sizeof(void *))));
#define rcu_head callback_head

typedef void (*rcu_callback_t)(struct rcu_head *head);

#endif /* __LINUX_TYPES_H */
