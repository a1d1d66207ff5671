/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_LOG2_H
#define __LINUX_LOG2_H

#include <linux/bits.h>
#include <linux/types.h>

/* A constant for constant arguments, so that bounds.c can use it. */
#define ilog2(n) \
	((int)(BITS_PER_LONG_LONG - 1 - __builtin_clzll((unsigned long long)(n))))

/* How many bits hold the values 0 to @n - 1. */
#define order_base_2(n)	((n) > 1 ? ilog2((n) - 1) + 1 : 0)
#define bits_per(n)	((n) < 2 ? 1 : ilog2(n) + 1)

#define is_power_of_2(n) ((n) != 0 && ((n) & ((n) - 1)) == 0)

#endif /* __LINUX_LOG2_H */
