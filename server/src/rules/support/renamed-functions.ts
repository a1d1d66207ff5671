/**
 * Functions on page tables whose names differ from kernel to kernel. Only names: which of them a tree
 * has is asked of the tree. Each group does one thing; the newest name comes first.
 */
const GROUPS: readonly (readonly [source: string, names: string])[] = [
  ['include/linux/mm.h', 'pagetable_pte_ctor pgtable_pte_page_ctor pgtable_page_ctor'],
  ['include/linux/mm.h', 'pagetable_pmd_ctor pgtable_pmd_page_ctor'],
  ['include/linux/mm.h', 'pagetable_dtor pagetable_pte_dtor pgtable_pte_page_dtor pgtable_page_dtor'],
  ['include/linux/mm.h', 'pagetable_dtor pagetable_pmd_dtor pgtable_pmd_page_dtor'],
  ['include/linux/mm.h', 'pagetable_dtor pagetable_pud_dtor'],
  ['include/linux/mm.h', 'pmd_ptdesc pmd_pgtable_page pmd_to_page'],
  ['include/asm-generic/tlb.h', 'tlb_remove_ptdesc tlb_remove_page_ptdesc'],
]; // biome-ignore format: a table

/** The names of functions that may be called by others elsewhere. */
export const RENAMED: ReadonlySet<string> = new Set(
  GROUPS.flatMap(([, names]) => names.split(' ')),
);

/** What a function is called elsewhere, the newest name first. */
export function otherNames(name: string): readonly string[] {
  const groups = GROUPS.map(([, names]) => names.split(' '));
  return [...new Set(groups.filter((names) => names.includes(name)).flat())].filter(
    (each) => each !== name,
  );
}
