// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the model leaves to others: TLBs, caches, other processors, memory of
 * the boot, the hypervisor.  None of them changes what happens to a table.
 */
#include <linux/highmem.h>
#include <linux/memblock.h>
#include <linux/mm.h>
#include <linux/smp.h>

#include <asm/pgalloc.h>

void flush_tlb_all(void) { }
void flush_tlb_mm(struct mm_struct *mm) { }
void flush_tlb_range(struct vm_area_struct *vma, unsigned long start,
		     unsigned long end) { }
void flush_tlb_page(struct vm_area_struct *vma, unsigned long address) { }
void flush_tlb_kernel_range(unsigned long start, unsigned long end) { }
void smp_call_function(void (*func)(void *info), void *info, int wait) { }
void on_each_cpu(void (*func)(void *info), void *info, int wait) { func(info); }

/* Each page is reserved, with a reference of its own. */
void *memblock_alloc(phys_addr_t size, phys_addr_t align)
{
	unsigned int order = get_order(size), i;
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_ZERO, order);

	for (i = 0; i < 1U << order; i++) {
		init_page_count(page + i);
		SetPageReserved(page + i);
	}
	return page_address(page);
}

#if defined(CONFIG_HIGHMEM) && !defined(WANT_PAGE_VIRTUAL)
void *page_address(const struct page *page)
{
	return page_to_virt(page);
}

void *kmap_local_page(struct page *page)
{
	return page_to_virt(page);
}

void kunmap_local(const void *vaddr)
{
}
#endif

/* How each machine gets ready for its first process. */
#if defined(CONFIG_X86)
void flush_tlb_mm_range(struct mm_struct *mm, unsigned long start, unsigned long end,
			unsigned int stride_shift, bool freed_tables)
{

}

#ifdef CONFIG_XEN_PV
void xen_mc_batch(void) { }
void xen_mc_issue(void) { }
void xen_mc_callback(void (*fn)(void *data), void *data) { fn(data); }
struct mmuext_op;
void xen_extend_mmuext_op(const struct mmuext_op *op) { }
void xen_update_va_mapping(void *addr, unsigned long pfn, bool readonly) { }
#endif

void pgtable_cache_init(void);
void xen_after_bootmem(void);

void machine_setup(void)
{
#ifdef CONFIG_X86_PAE
	pgtable_cache_init();
#endif
#if CONFIG_PGTABLE_LEVELS == 5 && !defined(CONFIG_XEN_PV)
	/* Xen's guests have four levels; all others have what the kernel can. */
	boot_cpu_caps[0] |= 1UL << X86_FEATURE_LA57;
	pgdir_shift = 48;
	ptrs_per_p4d = 512;
#endif
#ifdef CONFIG_XEN_PV
	/* The kernel's own pgd is a page of its memory, and the hypervisor has seen it. */
	init_mm.pgd = (pgd_t *)get_zeroed_page(GFP_KERNEL);
	xen_after_bootmem();
#endif
}
#elif defined(CONFIG_S390)
void arch_set_page_dat(struct page *page, int order) { }
void machine_setup(void) { }
#elif defined(CONFIG_PPC)
void pgtable_sizes_init(bool radix);

/* Big-endian machines with 64K pages stand for those that hash. */
#ifdef MACHINE_RADIX
#define RADIX	MACHINE_RADIX
#elif defined(CONFIG_PPC_64K_PAGES) && !defined(CONFIG_CPU_LITTLE_ENDIAN)
#define RADIX	false
#else
#define RADIX	true
#endif

void machine_setup(void)
{
	pgtable_sizes_init(RADIX);
}
#elif defined(CONFIG_ARM)
void clean_dcache_area(void *addr, size_t size) { }
void flush_pmd_entry(void *pmd) { }
void machine_setup(void) { }
#elif defined(CONFIG_M68K)
void __flush_pages_to_ram(void *vaddr, unsigned int nr) { }
void flush_tlb_kernel_page(void *addr) { }
void machine_setup(void) { }
#elif defined(CONFIG_SPARC64) || defined(CONFIG_ARM64) || defined(CONFIG_SUPERH)
void flush_tlb_pending(void) { }
void pgtable_cache_init(void);

void machine_setup(void)
{
	pgtable_cache_init();
}
#elif defined(CONFIG_SPARC32)
void srmmu_nocache_init(void);

void machine_setup(void)
{
	srmmu_nocache_init();
}
#elif defined(CONFIG_MIPS) || defined(CONFIG_LOONGARCH)
void machine_setup(void)
{
	pgd_init(swapper_pg_dir);
#ifndef __PAGETABLE_PMD_FOLDED
	pmd_init(invalid_pmd_table);
#endif
}
#elif defined(CONFIG_OPENRISC)
void machine_setup(void)
{
	mem_init_done = 1;
}
#else
void machine_setup(void) { }
#endif
