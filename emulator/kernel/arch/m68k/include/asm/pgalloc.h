/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_M68K_PGALLOC_H
#define _ASM_M68K_PGALLOC_H

#include <linux/mm.h>

#include <asm/tlb.h>

#if defined(CONFIG_SUN3)
#include <asm/sun3_pgalloc.h>
#elif defined(CONFIG_COLDFIRE)
#include <asm/mcf_pgalloc.h>
#else
#include <asm/motorola_pgalloc.h>
#endif

#endif /* _ASM_M68K_PGALLOC_H */
