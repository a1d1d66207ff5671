/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_KCONFIG_H
#define __LINUX_KCONFIG_H

#include <generated/autoconf.h>

#ifdef CONFIG_CPU_BIG_ENDIAN
#define __BIG_ENDIAN 4321
#else
#define __LITTLE_ENDIAN 1234
#endif

/*
 * A symbol that is set to 1 pastes into a word that brings a comma with it,
 * which shifts the argument list by one: so the second argument is 1.  Any
 * other expansion leaves the trailing 0 in second place.
 */
#define __KCONFIG_COMMA_1 0,
#define __kconfig_second(ignored, value, ...) value
#define __kconfig_pick(comma_or_junk) __kconfig_second(comma_or_junk 1, 0)
#define __kconfig_paste(value) __kconfig_pick(__KCONFIG_COMMA_##value)
#define __is_defined(symbol) __kconfig_paste(symbol)

#define __kconfig_or(a, b) ((a) || (b))

#define IS_BUILTIN(option) __is_defined(option)
#define IS_MODULE(option) __is_defined(option##_MODULE)
#define IS_ENABLED(option) __kconfig_or(IS_BUILTIN(option), IS_MODULE(option))

#endif /* __LINUX_KCONFIG_H */
