/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_LOCKDEP_TYPES_H
#define __LINUX_LOCKDEP_TYPES_H

#include <linux/types.h>

#ifdef CONFIG_LOCKDEP

#define NR_LOCKDEP_CACHING_CLASSES 2

struct lock_class;

struct lock_class_key {
	char subkeys[8];
};

/* What ties one lock to the class that the validator knows it by. */
struct lockdep_map {
	struct lock_class_key *key;
	struct lock_class *class_cache[NR_LOCKDEP_CACHING_CLASSES];
	const char *name;
	u8 wait_type_outer;
	u8 wait_type_inner;
	u8 lock_type;
#ifdef CONFIG_LOCK_STAT
	int cpu;
	unsigned long ip;
#endif
};

#else

struct lock_class_key { };
struct lockdep_map { };

#endif /* CONFIG_LOCKDEP */

#endif /* __LINUX_LOCKDEP_TYPES_H */
