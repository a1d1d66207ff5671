/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_BITOPS_H
#define __LINUX_BITOPS_H

#include <linux/bits.h>
#include <linux/compiler.h>
#include <linux/types.h>

/*
 * The model runs on one CPU with no interrupts, so the atomic forms and the
 * plain ones (two underscores) do the same to memory.
 */
static inline void __set_bit(unsigned long nr, volatile unsigned long *addr)
{
	addr[BIT_WORD(nr)] |= BIT_MASK(nr);
}

static inline void __clear_bit(unsigned long nr, volatile unsigned long *addr)
{
	addr[BIT_WORD(nr)] &= ~BIT_MASK(nr);
}

static inline bool test_bit(unsigned long nr, const volatile unsigned long *addr)
{
	return (addr[BIT_WORD(nr)] & BIT_MASK(nr)) != 0;
}

static inline void set_bit(unsigned long nr, volatile unsigned long *addr)
{
	__set_bit(nr, addr);
}

static inline void clear_bit(unsigned long nr, volatile unsigned long *addr)
{
	__clear_bit(nr, addr);
}

static inline bool test_and_set_bit(unsigned long nr, volatile unsigned long *addr)
{
	bool old = test_bit(nr, addr);

	__set_bit(nr, addr);
	return old;
}

static inline bool test_and_clear_bit(unsigned long nr, volatile unsigned long *addr)
{
	bool old = test_bit(nr, addr);

	__clear_bit(nr, addr);
	return old;
}

#define ffz(word)	__builtin_ctzl(~(word))
#define __ffs(word)	((unsigned long)__builtin_ctzl(word))
#define fls_long(word)	((word) ? BITS_PER_LONG - __builtin_clzl(word) : 0)

#endif /* __LINUX_BITOPS_H */
