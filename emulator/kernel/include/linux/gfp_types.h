/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_GFP_TYPES_H
#define __LINUX_GFP_TYPES_H

#include <linux/types.h>

/* Zone modifiers: which zones may serve the request. */
#define __GFP_DMA	((gfp_t)0x0001u)
#define __GFP_HIGHMEM	((gfp_t)0x0002u)
#define __GFP_DMA32	((gfp_t)0x0004u)
#define __GFP_MOVABLE	((gfp_t)0x0008u)
#define GFP_ZONEMASK	(__GFP_DMA | __GFP_HIGHMEM | __GFP_DMA32 | __GFP_MOVABLE)

/* What the allocator may do to find memory. */
#define __GFP_IO		((gfp_t)0x0040u)
#define __GFP_FS		((gfp_t)0x0080u)
#define __GFP_ZERO		((gfp_t)0x0100u)
#define __GFP_ATOMIC		((gfp_t)0x0200u)
#define __GFP_DIRECT_RECLAIM	((gfp_t)0x0400u)
#define __GFP_KSWAPD_RECLAIM	((gfp_t)0x0800u)
#define __GFP_NOWARN		((gfp_t)0x2000u)
#define __GFP_RETRY_MAYFAIL	((gfp_t)0x4000u)
#define __GFP_NOFAIL		((gfp_t)0x8000u)
#define __GFP_NORETRY		((gfp_t)0x10000u)
#define __GFP_MEMALLOC		((gfp_t)0x20000u)

/* One head page and its tails, instead of loose neighbours. */
#define __GFP_COMP		((gfp_t)0x40000u)

/* Charged to the memory cgroup of the current task. */
#define __GFP_ACCOUNT		((gfp_t)0x400000u)

#define __GFP_RECLAIM	(__GFP_DIRECT_RECLAIM | __GFP_KSWAPD_RECLAIM)

#define GFP_ATOMIC	(__GFP_ATOMIC | __GFP_KSWAPD_RECLAIM)
#define GFP_KERNEL	(__GFP_RECLAIM | __GFP_IO | __GFP_FS)
#define GFP_KERNEL_ACCOUNT	(GFP_KERNEL | __GFP_ACCOUNT)
#define GFP_NOWAIT	(__GFP_KSWAPD_RECLAIM)
#define GFP_USER	(GFP_KERNEL)
#define GFP_HIGHUSER	(GFP_USER | __GFP_HIGHMEM)
#define GFP_DMA		__GFP_DMA

#endif /* __LINUX_GFP_TYPES_H */
