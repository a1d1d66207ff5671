// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mm.h>

#include <asm/pgalloc.h>

pgd_t swapper_pg_dir[PTRS_PER_PGD] __aligned(PAGE_SIZE);
unsigned long long kmap_generation;
