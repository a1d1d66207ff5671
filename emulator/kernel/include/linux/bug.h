/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_BUG_H
#define __LINUX_BUG_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/printk.h>
#include <linux/types.h>

__noreturn void __bug(const char *file, int line);
void __warn(const char *file, int line);
__noreturn __printf(1, 2) void panic(const char *fmt, ...);

#define BUG() __bug(__FILE__, __LINE__)

#define BUG_ON(cond) do {		\
	if (unlikely(cond))		\
		BUG();			\
} while (0)

#define WARN_ON(cond) ({			\
	bool __warn_cond = !!(cond);		\
	if (unlikely(__warn_cond))		\
		__warn(__FILE__, __LINE__);	\
	unlikely(__warn_cond); })

#define WARN_ON_ONCE(cond) ({				\
	static bool __warned;				\
	bool __once_cond = !!(cond);			\
	if (unlikely(__once_cond && !__warned)) {	\
		__warned = true;			\
		__warn(__FILE__, __LINE__);		\
	}						\
	unlikely(__once_cond); })

#endif /* __LINUX_BUG_H */
