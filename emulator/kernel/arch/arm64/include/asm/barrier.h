/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_ARM64_BARRIER_H
#define _ASM_ARM64_BARRIER_H

#include <linux/compiler.h>

/* Stores to a table reach the walker before what comes after. */
#define dsb(scope)	barrier()
#define isb()		barrier()

#endif /* _ASM_ARM64_BARRIER_H */
