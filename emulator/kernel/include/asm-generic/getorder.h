/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __ASM_GENERIC_GETORDER_H
#define __ASM_GENERIC_GETORDER_H

#ifndef __ASSEMBLY__

/* The order of the smallest block that holds @size bytes. */
static inline int get_order(unsigned long size)
{
	int order = 0;

	for (size = (size - 1) >> PAGE_SHIFT; size; size >>= 1)
		order++;
	return order;
}

#endif /* !__ASSEMBLY__ */

#endif /* __ASM_GENERIC_GETORDER_H */
