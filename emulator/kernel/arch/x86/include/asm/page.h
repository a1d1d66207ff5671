/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _ASM_X86_PAGE_H
#define _ASM_X86_PAGE_H

#include <linux/const.h>

#define PAGE_SHIFT	12
#define PAGE_SIZE	(_AC(1, UL) << PAGE_SHIFT)
#define PAGE_MASK	(~(PAGE_SIZE - 1))

#ifdef CONFIG_X86_64
#define __PAGE_OFFSET		_AC(0xffff888000000000, UL)
#define VMEMMAP_START		_AC(0xffffea0000000000, UL)
#define __PHYSICAL_MASK_SHIFT	52
#define TASK_SIZE		((_AC(1, UL) << 47) - PAGE_SIZE)
#else
#define __PAGE_OFFSET		_AC(CONFIG_PAGE_OFFSET, UL)
#ifdef CONFIG_X86_PAE
#define __PHYSICAL_MASK_SHIFT	44
#else
#define __PHYSICAL_MASK_SHIFT	32
#endif
#define TASK_SIZE		__PAGE_OFFSET
#endif

#define PAGE_OFFSET	((unsigned long)__PAGE_OFFSET)

#ifndef __ASSEMBLY__

#include <linux/string.h>
#include <linux/types.h>

#define __pa(x)		((phys_addr_t)(unsigned long)(x) - PAGE_OFFSET)
#define __va(x)		((void *)((unsigned long)(x) + PAGE_OFFSET))

#define clear_page(page)	memset((page), 0, PAGE_SIZE)
#define copy_page(to, from)	memcpy((to), (from), PAGE_SIZE)

#include <asm/pgtable_types.h>
#include <asm-generic/memory_model.h>
#include <asm-generic/getorder.h>

#endif /* !__ASSEMBLY__ */

#endif /* _ASM_X86_PAGE_H */
