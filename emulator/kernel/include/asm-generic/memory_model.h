/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __ASM_GENERIC_MEMORY_MODEL_H
#define __ASM_GENERIC_MEMORY_MODEL_H

#include <linux/pfn.h>

#ifndef __ASSEMBLY__

/*
 * The struct pages are one array, indexed by the frame number: allocated at
 * boot (flat), or at a fixed address that is mapped where there is memory.
 */
#if defined(CONFIG_FLATMEM)

#ifndef ARCH_PFN_OFFSET
#define ARCH_PFN_OFFSET 0UL
#endif

#define pfn_to_page(pfn)	(mem_map + ((pfn) - ARCH_PFN_OFFSET))
#define page_to_pfn(page) \
	((unsigned long)((page) - mem_map) + ARCH_PFN_OFFSET)

#elif defined(CONFIG_SPARSEMEM_VMEMMAP)

#define pfn_to_page(pfn)	(vmemmap + (pfn))
#define page_to_pfn(page)	((unsigned long)((page) - vmemmap))

#endif

#define page_to_phys(page)	PFN_PHYS(page_to_pfn(page))
#define phys_to_page(phys)	pfn_to_page(PHYS_PFN(phys))

/* Only for memory that is always mapped. */
#define virt_to_pfn(addr)	PHYS_PFN(__pa(addr))
#define virt_to_page(addr)	pfn_to_page(virt_to_pfn(addr))
#define page_to_virt(page)	__va(PFN_PHYS(page_to_pfn(page)))
#define pfn_to_kaddr(pfn)	__va(PFN_PHYS(pfn))

#endif /* !__ASSEMBLY__ */

#endif /* __ASM_GENERIC_MEMORY_MODEL_H */
