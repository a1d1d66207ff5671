/**
 * What the code of page tables said about `struct page`, and what it says about `struct ptdesc`. Facts
 * of the conversion of the kernel, in one place; the headers that hold (or held) each function are
 * named. Names only: whether a tree has the new ones is asked of the tree, see table-api.ts.
 */

/** A function that takes the table's page, and the one that takes its descriptor. */
export interface CallEquivalent {
  readonly from: string;
  readonly to: string;
  /** Which argument is the table. */
  readonly argument: number;
  /** No one calls it for anything else than a page table. */
  readonly isAboutTables?: boolean;
  /** An argument that the descriptor makes needless: the order of what is freed. */
  readonly dropped?: number;
}

/** A function that gives the table's page, and the one that gives its descriptor. */
export interface SourceEquivalent {
  readonly from: string;
  readonly to: string;
  /** How many arguments each has; what is missing in the old one is appended. */
  readonly appended?: string;
}

/** A member of `struct page`, and of `struct ptdesc` over it: the first name that the tree has. */
export interface MemberEquivalent {
  readonly from: string;
  readonly to: readonly string[];
  readonly isAboutTables?: boolean;
}

export const CALLS: readonly CallEquivalent[] = [
  // include/linux/mm.h: wrappers that lived until every caller was converted.
  { from: 'pgtable_pte_page_ctor', to: 'pagetable_pte_ctor', argument: 0, isAboutTables: true },
  { from: 'pgtable_pte_page_dtor', to: 'pagetable_pte_dtor', argument: 0, isAboutTables: true },
  { from: 'pgtable_pmd_page_ctor', to: 'pagetable_pmd_ctor', argument: 0, isAboutTables: true },
  { from: 'pgtable_pmd_page_dtor', to: 'pagetable_pmd_dtor', argument: 0, isAboutTables: true },
  // include/linux/mm.h and mm/memory.c: the same names for another type.
  { from: 'ptlock_ptr', to: 'ptlock_ptr', argument: 0, isAboutTables: true },
  { from: 'ptlock_init', to: 'ptlock_init', argument: 0, isAboutTables: true },
  { from: 'ptlock_alloc', to: 'ptlock_alloc', argument: 0, isAboutTables: true },
  { from: 'ptlock_free', to: 'ptlock_free', argument: 0, isAboutTables: true },
  { from: 'pmd_ptlock_init', to: 'pmd_ptlock_init', argument: 0, isAboutTables: true },
  { from: 'pmd_ptlock_free', to: 'pmd_ptlock_free', argument: 0, isAboutTables: true },
  // include/linux/gfp.h; pagetable_free() asks the compound page for its order.
  { from: '__free_page', to: 'pagetable_free', argument: 0 },
  { from: '__free_pages', to: 'pagetable_free', argument: 0, dropped: 1 },
  // include/linux/mm.h
  { from: 'page_address', to: 'ptdesc_address', argument: 0 },
  { from: 'page_to_virt', to: 'ptdesc_to_virt', argument: 0 },
  { from: 'PageReserved', to: 'pagetable_is_reserved', argument: 0 },
  { from: 'free_reserved_page', to: 'free_reserved_ptdesc', argument: 0 },
  // include/asm-generic/tlb.h
  { from: 'tlb_remove_table', to: 'tlb_remove_ptdesc', argument: 1 },
  { from: 'tlb_remove_page', to: 'tlb_remove_page_ptdesc', argument: 1 },
];

export const SOURCES: readonly SourceEquivalent[] = [
  // include/linux/gfp.h
  { from: 'alloc_page', to: 'pagetable_alloc', appended: '0' },
  { from: 'alloc_pages', to: 'pagetable_alloc' },
  // include/linux/mm.h
  { from: 'virt_to_page', to: 'virt_to_ptdesc' },
  { from: 'pmd_pgtable_page', to: 'pmd_ptdesc' },
];

/** include/linux/mm_types.h */
export const MEMBERS: readonly MemberEquivalent[] = [
  { from: 'ptl', to: ['ptl'], isAboutTables: true },
  { from: 'pmd_huge_pte', to: ['pmd_huge_pte'], isAboutTables: true },
  { from: 'pt_mm', to: ['pt_mm'], isAboutTables: true },
  { from: 'pt_frag_refcount', to: ['pt_frag_refcount'], isAboutTables: true },
  { from: '_pt_s390_gaddr', to: ['_pt_s390_gaddr', 'pt_index'], isAboutTables: true },
  { from: 'lru', to: ['pt_list'] },
  { from: 'rcu_head', to: ['pt_rcu_head'] },
  { from: '_refcount', to: ['_refcount', '__page_refcount'] },
];

/** include/linux/mm_types.h: from one view to the other. */
export const TO_TABLE = 'page_ptdesc';
export const TO_PAGE = 'ptdesc_page';

/** Types of the entries of tables: a pointer to one is an address in a table. */
export const ENTRY_TYPES: ReadonlySet<string> = new Set([
  'pte_t',
  'pmd_t',
  'pud_t',
  'p4d_t',
  'pgd_t',
]);

/** Macros that look only whether their argument is there (include/linux/bug.h, compiler.h). */
export const TRUTHS: ReadonlySet<string> = new Set([
  ...['if', 'while', 'likely', 'unlikely'],
  ...['BUG_ON', 'WARN_ON', 'WARN_ON_ONCE', 'VM_BUG_ON', 'VM_WARN_ON'],
]);

/** include/linux/list.h: loops whose first arguments are variables and whose last is the member. */
export const LOOPS: ReadonlyMap<string, number> = new Map([
  ['list_for_each_entry', 1],
  ['list_for_each_entry_reverse', 1],
  ['list_for_each_entry_safe', 2],
  ['list_for_each_entry_safe_reverse', 2],
]);

/** include/linux/list.h: macros that take a type and its member behind their first argument. */
export const ENTRIES: ReadonlySet<string> = new Set([
  ...['list_entry', 'list_first_entry', 'list_last_entry', 'list_first_entry_or_null'],
  ...['container_of'],
]);
