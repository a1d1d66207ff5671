/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_COMPILER_TYPES_H
#define __LINUX_COMPILER_TYPES_H

#ifndef __ASSEMBLY__

/* Annotations for static checkers; compilers see nothing. */
#define __user
#define __iomem
#define __rcu
#define __percpu
#define __force
#define __must_hold(lock)
#define __acquires(lock)
#define __releases(lock)

#define __packed		__attribute__((__packed__))
#define __aligned(bytes)	__attribute__((__aligned__(bytes)))
#define __always_inline		inline __attribute__((__always_inline__))
#define noinline		__attribute__((__noinline__))
#define __must_check		__attribute__((__warn_unused_result__))
#define __maybe_unused		__attribute__((__unused__))
#define __always_unused		__attribute__((__unused__))
#define __used			__attribute__((__used__))
#define __weak			__attribute__((__weak__))
#define __noreturn		__attribute__((__noreturn__))
#define __pure			__attribute__((__pure__))
#define __section(name)		__attribute__((__section__(name)))
#define __printf(fmt, first)	__attribute__((__format__(printf, fmt, first)))
#define __malloc		__attribute__((__malloc__))
#define fallthrough		__attribute__((__fallthrough__))

#define __same_type(a, b) \
	__builtin_types_compatible_p(typeof(a), typeof(b))

#endif /* __ASSEMBLY__ */

#endif /* __LINUX_COMPILER_TYPES_H */
