/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_KBUILD_H
#define __LINUX_KBUILD_H

/*
 * A constant travels from C to a header through assembly that is never
 * assembled: each line that starts with an arrow becomes one #define.
 */
#define DEFINE(sym, value) \
	__asm__ __volatile__("\n.ascii \"->" #sym " %0 " #value "\"" : : "i" (value))

#endif /* __LINUX_KBUILD_H */
