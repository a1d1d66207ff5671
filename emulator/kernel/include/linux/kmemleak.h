/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_KMEMLEAK_H
#define __LINUX_KMEMLEAK_H

#include <linux/types.h>

/* The leak detector would not see pointers that are tagged. */
static inline void kmemleak_ignore(const void *ptr)
{
}

#endif /* __LINUX_KMEMLEAK_H */
