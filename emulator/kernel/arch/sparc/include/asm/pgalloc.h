/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_SPARC_PGALLOC_H
#define _ASM_SPARC_PGALLOC_H

#ifdef CONFIG_SPARC64
#include <asm/pgalloc_64.h>
#else
#include <asm/pgalloc_32.h>
#endif

#endif /* _ASM_SPARC_PGALLOC_H */
