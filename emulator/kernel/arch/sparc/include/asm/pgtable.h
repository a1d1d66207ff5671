/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_SPARC_PGTABLE_H
#define _ASM_SPARC_PGTABLE_H

#ifdef CONFIG_SPARC64
#include <asm/pgtable_64.h>
#else
#include <asm/pgtable_32.h>
#endif

#endif /* _ASM_SPARC_PGTABLE_H */
