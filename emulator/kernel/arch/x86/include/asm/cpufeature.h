/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_X86_CPUFEATURE_H
#define _ASM_X86_CPUFEATURE_H

#include <linux/bitops.h>

#define X86_FEATURE_PSE		3	/* Large pages */
#define X86_FEATURE_PTI		11	/* User space has page tables of its own */
#define X86_FEATURE_LA57	16	/* Five levels */

/* Filled at boot; the emulator sets it as the machine asks. */
extern unsigned long boot_cpu_caps[2];

static inline bool boot_cpu_has(unsigned int feature)
{
	return test_bit(feature, boot_cpu_caps);
}

#endif /* _ASM_X86_CPUFEATURE_H */
