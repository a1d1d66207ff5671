/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_PRINTK_H
#define __LINUX_PRINTK_H

#include <linux/compiler_types.h>

#define KERN_ALERT	"1"
#define KERN_WARNING	"4"
#define KERN_INFO	"6"

#ifndef pr_fmt
#define pr_fmt(fmt) fmt
#endif

__printf(1, 2) int _printk(const char *fmt, ...);
void dump_stack(void);
void print_hex_dump(const char *level, const char *prefix, int rowsize,
		int groupsize, const void *buf, unsigned long len);

#define pr_alert(fmt, ...)	_printk(KERN_ALERT pr_fmt(fmt), ##__VA_ARGS__)
#define pr_warn(fmt, ...)	_printk(KERN_WARNING pr_fmt(fmt), ##__VA_ARGS__)
#define pr_info(fmt, ...)	_printk(KERN_INFO pr_fmt(fmt), ##__VA_ARGS__)

#endif /* __LINUX_PRINTK_H */
