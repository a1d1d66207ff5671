// SPDX-License-Identifier: GPL-2.0-only
/*
 * Numbers that the preprocessor needs and only the compiler knows.  Their
 * header, generated/bounds.h, is made from this file's assembly, so nothing
 * that is included here may ask for it.
 */
#define __GENERATING_BOUNDS_H

#include <linux/kbuild.h>
#include <linux/log2.h>
#include <linux/mmzone.h>
#include <linux/page-flags.h>
#include <linux/spinlock_types.h>
#include <linux/threads.h>

int main(void)
{
	DEFINE(NR_PAGEFLAGS, __NR_PAGEFLAGS);
	DEFINE(MAX_NR_ZONES, __MAX_NR_ZONES);
#ifdef CONFIG_SMP
	DEFINE(NR_CPUS_BITS, bits_per(CONFIG_NR_CPUS));
#endif
	DEFINE(SPINLOCK_SIZE, sizeof(spinlock_t));
#ifdef CONFIG_LRU_GEN
	DEFINE(LRU_GEN_WIDTH, order_base_2(MAX_NR_GENS + 1));
	DEFINE(__LRU_REFS_WIDTH, MAX_NR_TIERS - 2);
#else
	DEFINE(LRU_GEN_WIDTH, 0);
	DEFINE(__LRU_REFS_WIDTH, 0);
#endif

	return 0;
}
