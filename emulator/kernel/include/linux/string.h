/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_STRING_H
#define __LINUX_STRING_H

#include <linux/types.h>

void *memset(void *s, int c, size_t n);
void *memcpy(void *to, const void *from, size_t n);
int memcmp(const void *a, const void *b, size_t n);

/* Fill @n longs, for tables whose empty entry is not all zeroes. */
static inline unsigned long *memset_l(unsigned long *p, unsigned long v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		p[i] = v;
	return p;
}

static inline u64 *memset64(u64 *p, u64 v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		p[i] = v;
	return p;
}

#endif /* __LINUX_STRING_H */
