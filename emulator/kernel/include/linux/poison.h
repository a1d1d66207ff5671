/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_POISON_H
#define __LINUX_POISON_H

#include <linux/const.h>

/* Moves the poison to addresses that no machine can map. */
#ifdef CONFIG_ILLEGAL_POINTER_VALUE
#define POISON_POINTER_DELTA _AC(CONFIG_ILLEGAL_POINTER_VALUE, UL)
#else
#define POISON_POINTER_DELTA 0
#endif

#define LIST_POISON1	((void *)(0x100 + POISON_POINTER_DELTA))
#define LIST_POISON2	((void *)(0x122 + POISON_POINTER_DELTA))
#define TAIL_MAPPING	((void *)(0x400 + POISON_POINTER_DELTA))
#define PP_SIGNATURE	(0x40 + POISON_POINTER_DELTA)
#define PAGE_POISON_PATTERN	(-1l)

#endif /* __LINUX_POISON_H */
