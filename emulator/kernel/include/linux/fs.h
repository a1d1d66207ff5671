/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_FS_H
#define __LINUX_FS_H

#include <linux/types.h>
#include <linux/xarray.h>

struct inode;
struct folio;

/* The pages of one file that are in memory, by their index. */
struct address_space {
	struct inode *host;
	struct xarray i_pages;
	gfp_t gfp_mask;
	unsigned long nrpages;
} __attribute__((aligned(sizeof(long))));

#endif /* __LINUX_FS_H */
