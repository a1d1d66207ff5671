// SPDX-License-Identifier: GPL-2.0-only
/* What assembly leaves behind on parisc: the kernel's own top table, pages, bits, and TLBs that are not there. */
#include <linux/mm.h>

#include <asm/pgtable.h>

/* arch/parisc/kernel/head.S */
pgd_t swapper_pg_dir[PTRS_PER_PGD] __aligned(PAGE_SIZE);

/* arch/parisc/lib/lusercopy.S and kernel/pacache.S */
void instead_of_clear_page_asm(void *page)
{
	memset(page, 0, PAGE_SIZE);
}

/* asm/bitops.h, which searches by instructions that skip others */
unsigned long instead_of___ffs(unsigned long x) { return __builtin_ctzl(x); }
int instead_of_ffs(int x) { return __builtin_ffs(x); }
int instead_of_fls(unsigned int x) { return x ? 32 - __builtin_clz(x) : 0; }

/* arch/parisc/kernel/cache.c */
void instead_of_flush_tlb_mm(struct mm_struct *mm) { }
void instead_of_flush_tlb_range(struct vm_area_struct *vma, unsigned long start, unsigned long end) { }
int instead_of___flush_tlb_range(unsigned long sid, unsigned long start, unsigned long end) { return 0; }
