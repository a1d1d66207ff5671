/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_RBTREE_TYPES_H
#define __LINUX_RBTREE_TYPES_H

struct rb_node {
	unsigned long __rb_parent_color;
	struct rb_node *rb_right;
	struct rb_node *rb_left;
} __attribute__((aligned(sizeof(long))));

struct rb_root {
	struct rb_node *rb_node;
};

/* A tree that remembers its smallest node. */
struct rb_root_cached {
	struct rb_root rb_root;
	struct rb_node *rb_leftmost;
};

#endif /* __LINUX_RBTREE_TYPES_H */
