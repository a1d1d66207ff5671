/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_CACHE_H
#define __LINUX_CACHE_H

#ifndef L1_CACHE_BYTES
#define L1_CACHE_BYTES 64
#endif
#define SMP_CACHE_BYTES L1_CACHE_BYTES

#ifdef CONFIG_SMP
#define ____cacheline_aligned_in_smp __attribute__((__aligned__(SMP_CACHE_BYTES)))
#else
#define ____cacheline_aligned_in_smp
#endif

#endif /* __LINUX_CACHE_H */
