/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_MINMAX_H
#define __LINUX_MINMAX_H

#define min(x, y) ({			\
	typeof(x) __min_x = (x);	\
	typeof(y) __min_y = (y);	\
	__min_x < __min_y ? __min_x : __min_y; })

#define max(x, y) ({			\
	typeof(x) __max_x = (x);	\
	typeof(y) __max_y = (y);	\
	__max_x > __max_y ? __max_x : __max_y; })

#define swap(a, b) do {			\
	typeof(a) __swap = (a);		\
	(a) = (b);			\
	(b) = __swap;			\
} while (0)

#endif /* __LINUX_MINMAX_H */
