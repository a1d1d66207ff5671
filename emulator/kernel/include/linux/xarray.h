/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_XARRAY_H
#define __LINUX_XARRAY_H

#include <linux/spinlock.h>
#include <linux/types.h>

struct xa_node;

/* Maps an index to a pointer.  The model's is a sorted list of chunks. */
struct xarray {
	spinlock_t xa_lock;
	gfp_t xa_flags;
	struct xa_node *xa_head;
};

void xa_init(struct xarray *xa);
void *xa_load(struct xarray *xa, unsigned long index);
int xa_insert(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp);
void *xa_erase(struct xarray *xa, unsigned long index);

#endif /* __LINUX_XARRAY_H */
