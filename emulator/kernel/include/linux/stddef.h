/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_STDDEF_H
#define __LINUX_STDDEF_H

#undef NULL
#define NULL ((void *)0)

enum {
	false = 0,
	true = 1,
};

#undef offsetof
#define offsetof(type, member) __builtin_offsetof(type, member)

#define sizeof_field(type, member) sizeof(((type *)NULL)->member)

#endif /* __LINUX_STDDEF_H */
