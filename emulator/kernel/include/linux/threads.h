/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_THREADS_H
#define __LINUX_THREADS_H

#ifndef CONFIG_NR_CPUS
/* A kernel for one CPU has no such symbol. */
#define CONFIG_NR_CPUS 1
#endif

#define NR_CPUS CONFIG_NR_CPUS

#endif /* __LINUX_THREADS_H */
