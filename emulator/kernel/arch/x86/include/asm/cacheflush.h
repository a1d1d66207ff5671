/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_X86_CACHEFLUSH_H
#define _ASM_X86_CACHEFLUSH_H

#include <asm-generic/cacheflush.h>

#endif /* _ASM_X86_CACHEFLUSH_H */
