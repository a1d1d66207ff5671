/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __ASM_GENERIC_BITSPERLONG_H
#define __ASM_GENERIC_BITSPERLONG_H

#ifdef CONFIG_64BIT
#define BITS_PER_LONG 64
#else
#define BITS_PER_LONG 32
#endif

#define BITS_PER_LONG_LONG 64

#endif /* __ASM_GENERIC_BITSPERLONG_H */
