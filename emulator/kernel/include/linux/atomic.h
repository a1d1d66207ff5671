/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_ATOMIC_H
#define __LINUX_ATOMIC_H

#include <linux/compiler.h>
#include <linux/types.h>

/* See the note in bitops.h: one CPU, so plain C is atomic enough. */
#define ATOMIC_INIT(value) { (value) }

#define smp_mb()	barrier()
#define smp_rmb()	barrier()
#define smp_wmb()	barrier()
#define smp_store_release(p, v)	WRITE_ONCE(*(p), v)

#define atomic_read(v)		READ_ONCE((v)->counter)
#define atomic64_read(v)	READ_ONCE((v)->counter)

#define __ATOMIC_OPS(name, atype, ctype)				\
static inline void name##_set(atype *v, ctype i)			\
{									\
	WRITE_ONCE(v->counter, i);					\
}									\
static inline ctype name##_add_return(ctype i, atype *v)		\
{									\
	return v->counter += i;						\
}									\
static inline ctype name##_sub_return(ctype i, atype *v)		\
{									\
	return name##_add_return(-i, v);				\
}									\
static inline void name##_add(ctype i, atype *v)			\
{									\
	name##_add_return(i, v);					\
}									\
static inline void name##_sub(ctype i, atype *v)			\
{									\
	name##_add_return(-i, v);					\
}									\
static inline void name##_inc(atype *v)					\
{									\
	name##_add_return(1, v);					\
}									\
static inline void name##_dec(atype *v)					\
{									\
	name##_add_return(-1, v);					\
}									\
static inline ctype name##_inc_return(atype *v)				\
{									\
	return name##_add_return(1, v);					\
}									\
static inline ctype name##_dec_return(atype *v)				\
{									\
	return name##_add_return(-1, v);				\
}									\
static inline bool name##_dec_and_test(atype *v)			\
{									\
	return name##_add_return(-1, v) == 0;				\
}									\
static inline bool name##_inc_and_test(atype *v)			\
{									\
	return name##_add_return(1, v) == 0;				\
}									\
static inline bool name##_sub_and_test(ctype i, atype *v)		\
{									\
	return name##_add_return(-i, v) == 0;				\
}									\
static inline bool name##_add_negative(ctype i, atype *v)		\
{									\
	return name##_add_return(i, v) < 0;				\
}									\
static inline bool name##_add_unless(atype *v, ctype i, ctype unless)	\
{									\
	if (v->counter == unless)					\
		return false;						\
	v->counter += i;						\
	return true;							\
}

__ATOMIC_OPS(atomic, atomic_t, int)
#ifdef CONFIG_64BIT
__ATOMIC_OPS(atomic64, atomic64_t, s64)
#define atomic_long_read	atomic64_read
#define atomic_long_set		atomic64_set
#define atomic_long_add		atomic64_add
#define atomic_long_sub		atomic64_sub
#define atomic_long_inc		atomic64_inc
#define atomic_long_dec		atomic64_dec
#else
#define atomic_long_read	atomic_read
#define atomic_long_set		atomic_set
#define atomic_long_add		atomic_add
#define atomic_long_sub		atomic_sub
#define atomic_long_inc		atomic_inc
#define atomic_long_dec		atomic_dec
#endif

/* Flip the bits of @mask; the result is the new value. */
static inline unsigned int atomic_fetch_xor_bits(unsigned int mask, atomic_t *v)
{
	return v->counter ^= mask;
}

#define cmpxchg(ptr, old, new) ({			\
	typeof(*(ptr)) __seen = READ_ONCE(*(ptr));	\
	if (__seen == (old))				\
		WRITE_ONCE(*(ptr), (new));		\
	__seen; })

#define xchg(ptr, new) ({				\
	typeof(*(ptr)) __seen = READ_ONCE(*(ptr));	\
	WRITE_ONCE(*(ptr), (new));			\
	__seen; })

#endif /* __LINUX_ATOMIC_H */
