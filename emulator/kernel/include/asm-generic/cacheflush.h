/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __ASM_GENERIC_CACHEFLUSH_H
#define __ASM_GENERIC_CACHEFLUSH_H

/* Caches that see physical addresses need no help. */
#define flush_cache_mm(mm)			do { } while (0)
#define flush_dcache_page(page)			do { } while (0)
#define flush_icache_range(start, end)		do { } while (0)

#endif /* __ASM_GENERIC_CACHEFLUSH_H */
