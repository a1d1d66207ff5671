/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_POWERPC_TLB_H
#define _ASM_POWERPC_TLB_H

/* A hash table holds translations, not tables: no flush for their sake. */
#define tlb_needs_table_invalidate()	radix_enabled()

#include <asm/pgalloc.h>
#include <asm-generic/tlb.h>

#endif /* _ASM_POWERPC_TLB_H */
