/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef __LINUX_HUGE_MM_H
#define __LINUX_HUGE_MM_H

#include <linux/mm_types.h>
#include <linux/pgtable.h>

#ifdef CONFIG_TRANSPARENT_HUGEPAGE
#define HPAGE_PMD_ORDER	(PMD_SHIFT - PAGE_SHIFT)
#define HPAGE_PMD_NR	(1 << HPAGE_PMD_ORDER)
#define HPAGE_PMD_MASK	PMD_MASK

vm_fault_t do_huge_pmd_anonymous_page(struct vm_area_struct *vma, pmd_t *pmd,
				      unsigned long address);
void __split_huge_pmd(struct vm_area_struct *vma, pmd_t *pmd, unsigned long address);
void zap_huge_pmd(struct vm_area_struct *vma, pmd_t *pmd);
#endif

#endif /* __LINUX_HUGE_MM_H */
