/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_LOONGARCH_TLBFLUSH_H
#define _ASM_LOONGARCH_TLBFLUSH_H

#include <asm-generic/tlbflush.h>

#endif /* _ASM_LOONGARCH_TLBFLUSH_H */
