/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_SH_TLBFLUSH_H
#define _ASM_SH_TLBFLUSH_H

#include <asm-generic/tlbflush.h>

#endif /* _ASM_SH_TLBFLUSH_H */
