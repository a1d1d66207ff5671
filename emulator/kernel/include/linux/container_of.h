/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_CONTAINER_OF_H
#define __LINUX_CONTAINER_OF_H

#include <linux/build_bug.h>
#include <linux/stddef.h>

/**
 * container_of - from a member back to the structure it is part of
 * @ptr: pointer to the member
 * @type: type of the structure
 * @member: name of the member in @type
 */
#define container_of(ptr, type, member) ({				\
	const typeof(((type *)NULL)->member) *__member_ptr = (ptr);	\
	(type *)((char *)__member_ptr - offsetof(type, member)); })

#endif /* __LINUX_CONTAINER_OF_H */
