/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_M68K_CACHEFLUSH_H
#define _ASM_M68K_CACHEFLUSH_H

#include <asm-generic/cacheflush.h>

/* Writes back what the caches hold of some pages. */
void __flush_pages_to_ram(void *vaddr, unsigned int nr);

#endif /* _ASM_M68K_CACHEFLUSH_H */
