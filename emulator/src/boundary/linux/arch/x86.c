// SPDX-License-Identifier: GPL-2.0-only
/*
 * What assembly and the boot leave behind on x86: the kernel's own top table,
 * and what the processor says of itself.
 */
#include <linux/mm.h>

#include <asm/cpufeature.h>
#include <asm/pgtable.h>

#ifdef CONFIG_X86_64
/* arch/x86/kernel/head_64.S */
pgd_t init_top_pgt[2 * PTRS_PER_PGD] __aligned(PAGE_SIZE);
unsigned long phys_base;
#ifdef CONFIG_DYNAMIC_MEMORY_LAYOUT
unsigned long page_offset_base = __PAGE_OFFSET_BASE_L4;
unsigned long vmemmap_base = __VMEMMAP_BASE_L4;
#endif
#endif

#ifdef CONFIG_X86_32
/* arch/x86/kernel/head_32.S */
pgd_t swapper_pg_dir[PTRS_PER_PGD] __aligned(PAGE_SIZE);
pgd_t initial_page_table[PTRS_PER_PGD] __aligned(PAGE_SIZE);
#endif

#ifdef CONFIG_PARAVIRT_XXL
/*
 * arch/x86/kernel/paravirt.c: nobody but the processor has a say here.  The
 * hypervisor's own functions would be patched in by apply_alternatives().
 */
void instead_of_set_pte(pte_t *ptep, pte_t pte) { native_set_pte(ptep, pte); }
void instead_of_set_pmd(pmd_t *pmdp, pmd_t pmd) { native_set_pmd(pmdp, pmd); }
void instead_of_set_pud(pud_t *pudp, pud_t pud) { native_set_pud(pudp, pud); }
void instead_of_set_p4d(p4d_t *p4dp, p4d_t p4d) { native_set_p4d(p4dp, p4d); }
void instead_of___set_pgd(pgd_t *pgdp, pgd_t pgd) { native_set_pgd(pgdp, pgd); }
#endif
