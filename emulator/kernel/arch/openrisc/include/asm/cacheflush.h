/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_OPENRISC_CACHEFLUSH_H
#define _ASM_OPENRISC_CACHEFLUSH_H

#include <asm-generic/cacheflush.h>

#endif /* _ASM_OPENRISC_CACHEFLUSH_H */
