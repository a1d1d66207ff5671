/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_ARM_CACHEFLUSH_H
#define _ASM_ARM_CACHEFLUSH_H

#include <asm-generic/cacheflush.h>
#include <linux/types.h>

/* The table walker of older cores reads memory, not the cache. */
void clean_dcache_area(void *addr, size_t size);
void flush_pmd_entry(void *pmd);

#endif /* _ASM_ARM_CACHEFLUSH_H */
