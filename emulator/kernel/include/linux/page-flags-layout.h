/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_PAGE_FLAGS_LAYOUT_H
#define __LINUX_PAGE_FLAGS_LAYOUT_H

#include <asm-generic/bitsperlong.h>
#include <generated/bounds.h>
#include <linux/numa.h>

/*
 * The top of page->flags says where the page is: section (only with a
 * sparse map that is not virtually contiguous), node, zone, and which CPU
 * touched it last.  What does not fit is kept elsewhere.
 */
#if MAX_NR_ZONES < 2
#define ZONES_SHIFT 0
#elif MAX_NR_ZONES <= 2
#define ZONES_SHIFT 1
#elif MAX_NR_ZONES <= 4
#define ZONES_SHIFT 2
#else
#define ZONES_SHIFT 3
#endif

#define ZONES_WIDTH ZONES_SHIFT

#if defined(CONFIG_SPARSEMEM) && !defined(CONFIG_SPARSEMEM_VMEMMAP)
#include <asm/sparsemem.h>
#define SECTIONS_WIDTH (MAX_PHYSMEM_BITS - SECTION_SIZE_BITS)
#else
#define SECTIONS_WIDTH 0
#endif

#if ZONES_WIDTH + SECTIONS_WIDTH + NODES_SHIFT <= BITS_PER_LONG - NR_PAGEFLAGS
#define NODES_WIDTH NODES_SHIFT
#else
#define NODES_WIDTH 0
#endif

#if NODES_SHIFT > 0 && NODES_WIDTH == 0
#define NODE_NOT_IN_PAGE_FLAGS 1
#endif

#ifdef CONFIG_NUMA_BALANCING
#define LAST__PID_SHIFT 8
#define LAST_CPUPID_SHIFT (LAST__PID_SHIFT + NR_CPUS_BITS)
#else
#define LAST_CPUPID_SHIFT 0
#endif

#if ZONES_WIDTH + SECTIONS_WIDTH + NODES_WIDTH + LAST_CPUPID_SHIFT <= BITS_PER_LONG - NR_PAGEFLAGS
#define LAST_CPUPID_WIDTH LAST_CPUPID_SHIFT
#else
#define LAST_CPUPID_WIDTH 0
#define LAST_CPUPID_NOT_IN_PAGE_FLAGS 1
#endif

#endif /* __LINUX_PAGE_FLAGS_LAYOUT_H */
