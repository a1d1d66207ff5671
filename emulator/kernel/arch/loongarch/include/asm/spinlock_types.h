/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_LOONGARCH_SPINLOCK_TYPES_H
#define _ASM_LOONGARCH_SPINLOCK_TYPES_H

#include <asm-generic/qspinlock_types.h>

#endif /* _ASM_LOONGARCH_SPINLOCK_TYPES_H */
