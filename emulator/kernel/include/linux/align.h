/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_ALIGN_H
#define __LINUX_ALIGN_H

#define __align_mask(x, a)	((typeof(x))(a) - 1)
#define ALIGN(x, a)		(((x) + __align_mask(x, a)) & ~__align_mask(x, a))
#define ALIGN_DOWN(x, a)	((x) & ~__align_mask(x, a))
#define IS_ALIGNED(x, a)	(((x) & __align_mask(x, a)) == 0)

#endif /* __LINUX_ALIGN_H */
