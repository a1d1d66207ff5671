/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_OPENRISC_SPINLOCK_TYPES_H
#define _ASM_OPENRISC_SPINLOCK_TYPES_H

#include <asm-generic/ticket_spinlock_types.h>

#endif /* _ASM_OPENRISC_SPINLOCK_TYPES_H */
