// SPDX-License-Identifier: GPL-2.0-only
/*
 * Maps an index to a pointer: chunks of neighbouring slots in a list that
 * is sorted by the first index of each.
 */
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/xarray.h>

#define XA_CHUNK_SHIFT	4
#define XA_CHUNK_SIZE	(1UL << XA_CHUNK_SHIFT)
#define XA_CHUNK_MASK	(XA_CHUNK_SIZE - 1)

struct xa_node {
	struct xa_node *next;
	unsigned long first;	/* The index of the first slot */
	unsigned int count;	/* Slots in use */
	void *slots[XA_CHUNK_SIZE];
};

/* The link that points to the chunk for @index, or to where it would be. */
static struct xa_node **xa_find_link(struct xarray *xa, unsigned long index)
{
	unsigned long first = index & ~XA_CHUNK_MASK;
	struct xa_node **link = &xa->xa_head;

	while (*link && (*link)->first < first)
		link = &(*link)->next;
	return link;
}

static struct xa_node *xa_find_node(struct xarray *xa, unsigned long index)
{
	struct xa_node *node = *xa_find_link(xa, index);

	if (!node || node->first != (index & ~XA_CHUNK_MASK))
		return NULL;
	return node;
}

void xa_init(struct xarray *xa)
{
	spin_lock_init(&xa->xa_lock);
	xa->xa_flags = 0;
	xa->xa_head = NULL;
}

void *xa_load(struct xarray *xa, unsigned long index)
{
	struct xa_node *node = xa_find_node(xa, index);

	return node ? node->slots[index & XA_CHUNK_MASK] : NULL;
}

/* 0, -EEXIST when the slot is taken, or -ENOMEM. */
int xa_insert(struct xarray *xa, unsigned long index, void *entry, gfp_t gfp)
{
	struct xa_node **link, *node, *fresh;

	fresh = kzalloc(sizeof(*fresh), gfp);
	if (!fresh)
		return -ENOMEM;

	spin_lock(&xa->xa_lock);
	link = xa_find_link(xa, index);
	node = *link;
	if (!node || node->first != (index & ~XA_CHUNK_MASK)) {
		node = fresh;
		fresh = NULL;
		node->first = index & ~XA_CHUNK_MASK;
		node->next = *link;
		*link = node;
	}
	if (node->slots[index & XA_CHUNK_MASK]) {
		spin_unlock(&xa->xa_lock);
		kfree(fresh);
		return -EEXIST;
	}
	node->slots[index & XA_CHUNK_MASK] = entry;
	node->count++;
	spin_unlock(&xa->xa_lock);
	kfree(fresh);
	return 0;
}

void *xa_erase(struct xarray *xa, unsigned long index)
{
	struct xa_node *node;
	void *entry = NULL;

	spin_lock(&xa->xa_lock);
	node = xa_find_node(xa, index);
	if (node) {
		entry = node->slots[index & XA_CHUNK_MASK];
		node->slots[index & XA_CHUNK_MASK] = NULL;
		if (entry && --node->count == 0) {
			*xa_find_link(xa, index) = node->next;
			kfree(node);
		}
	}
	spin_unlock(&xa->xa_lock);
	return entry;
}
