/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_BUILD_BUG_H
#define __LINUX_BUILD_BUG_H

/* The message is optional, unlike that of the keyword in C11. */
#define static_assert(expr, ...) \
	__static_assert_msg(expr, ##__VA_ARGS__, #expr)
#define __static_assert_msg(expr, msg, ...) _Static_assert(expr, msg)

#define BUILD_BUG_ON_MSG(cond, msg)	_Static_assert(!(cond), msg)

/*
 * The condition may use functions' arguments once they are folded, so it
 * cannot be an assertion of the language: a negative array size serves.
 */
#define BUILD_BUG_ON(cond)	((void)sizeof(char[1 - 2 * !!(cond)]))
#define BUILD_BUG()		do { } while (0)

#endif /* __LINUX_BUILD_BUG_H */
