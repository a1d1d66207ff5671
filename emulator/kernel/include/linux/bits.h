/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_BITS_H
#define __LINUX_BITS_H

#include <asm-generic/bitsperlong.h>
#include <linux/const.h>

#define BITS_PER_BYTE	8
#define BIT(nr)		_BITUL(nr)
#define BIT_ULL(nr)	_BITULL(nr)
#define BIT_MASK(nr)	(UL(1) << ((nr) % BITS_PER_LONG))
#define BIT_WORD(nr)	((nr) / BITS_PER_LONG)

/* Bits @high down to @low, both included. */
#define GENMASK(high, low) \
	((~UL(0) << (low)) & (~UL(0) >> (BITS_PER_LONG - 1 - (high))))

#endif /* __LINUX_BITS_H */
