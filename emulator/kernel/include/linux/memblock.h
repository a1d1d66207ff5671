/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_MEMBLOCK_H
#define __LINUX_MEMBLOCK_H

#include <linux/types.h>

/* The allocator of the boot: its pages are reserved until they are freed. */
void *memblock_alloc(phys_addr_t size, phys_addr_t align);
void *memblock_alloc_low(phys_addr_t size, phys_addr_t align);

#endif /* __LINUX_MEMBLOCK_H */
