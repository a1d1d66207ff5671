/**
 * Defects for a real tree, each in one function: a call left out, swapped or added. Only names of the
 * kernel are here; the text around them is the tree's.
 */

export interface TreeDefect {
  readonly title: string;
  readonly file: string;
  /** The function that is edited. */
  readonly in: string;
  /** Stands in the function once. */
  readonly from: string;
  readonly to: string;
  readonly configuration: 'defconfig' | 'full' | 'lockdep';
  /** Another architecture than x86_64, with its default configuration and nothing prepared. */
  readonly arch?: string;
  readonly entry: string;
  readonly fail?: number;
  readonly check: string;
  /** Where it is found: a text in a function; without a text, the function's own line. */
  readonly at: { readonly file: string; readonly in: string; readonly line?: string };
}

const MM = 'include/linux/mm.h';
const PGALLOC = 'include/asm-generic/pgalloc.h';
const MEMORY = 'mm/memory.c';
const GATHER = 'mm/mmu_gather.c';
const X86 = 'arch/x86/mm/pgtable.c';
const GENERIC = 'mm/pgtable-generic.c';

const PTE_FREE = { file: PGALLOC, in: 'pte_free', line: 'pagetable_free(ptdesc);' };
const PMD_FREE = { file: PGALLOC, in: 'pmd_free', line: 'pagetable_free(ptdesc);' };
const BATCH = {
  file: GATHER,
  in: '__tlb_batch_free_encoded_pages',
  line: 'free_pages_and_swap_cache(',
};

export const TREE_DEFECTS: readonly TreeDefect[] = [
  { title: 'pte_free() without the destructor', file: PGALLOC, in: 'pte_free', from: 'pagetable_pte_dtor(ptdesc);', to: '', configuration: 'defconfig', entry: 'pte', check: 'missing-destructor', at: PTE_FREE },
  { title: 'pte_free() frees first', file: PGALLOC, in: 'pte_free', from: 'pagetable_pte_dtor(ptdesc);', to: 'pagetable_free(ptdesc); pagetable_pte_dtor(ptdesc); return;', configuration: 'full', entry: 'pte', check: 'missing-destructor', at: { ...PTE_FREE, line: 'pagetable_free(ptdesc); pagetable_pte_dtor' } },
  { title: 'pmd_free() without the destructor', file: PGALLOC, in: 'pmd_free', from: 'pagetable_pmd_dtor(ptdesc);', to: '', configuration: 'lockdep', entry: 'pmd', check: 'missing-destructor', at: PMD_FREE },
  { title: 'pmd_free() with the destructor of ptes', file: PGALLOC, in: 'pmd_free', from: 'pagetable_pmd_dtor(ptdesc);', to: 'pagetable_pte_dtor(ptdesc);', configuration: 'full', entry: 'pmd', check: 'wrong-destructor', at: { file: PGALLOC, in: 'pmd_free', line: 'pagetable_pte_dtor(ptdesc);' } },
  { title: 'puds without the destructor', file: PGALLOC, in: '__pud_free', from: 'pagetable_pud_dtor(ptdesc);', to: '', configuration: 'defconfig', entry: 'pud', check: 'missing-destructor', at: { file: PGALLOC, in: '__pud_free', line: 'pagetable_free(ptdesc);' } },
  { title: 'puds without the constructor', file: PGALLOC, in: '__pud_alloc_one_noprof', from: 'pagetable_pud_ctor(ptdesc);', to: '', configuration: 'full', entry: 'pud', check: 'destructor-without-constructor', at: { file: PGALLOC, in: '__pud_free', line: 'pagetable_pud_dtor(ptdesc);' } },
  { title: 'the constructor runs twice', file: PGALLOC, in: '__pud_alloc_one_noprof', from: 'pagetable_pud_ctor(ptdesc);', to: 'pagetable_pud_ctor(ptdesc); pagetable_pud_ctor(ptdesc);', configuration: 'defconfig', entry: 'pud', check: 'double-constructor', at: { file: PGALLOC, in: '__pud_alloc_one_noprof', line: 'pagetable_pud_ctor(ptdesc);' } },
  { title: 'the failure of the pte constructor is ignored', file: PGALLOC, in: '__pte_alloc_one_noprof', from: 'if (!pagetable_pte_ctor(ptdesc)) {', to: 'if (pagetable_pte_ctor(ptdesc), 0) {', configuration: 'lockdep', entry: 'pte', fail: 2, check: 'constructor-failure-ignored', at: { file: PGALLOC, in: '__pte_alloc_one_noprof', line: 'pagetable_pte_ctor(ptdesc)' } },
  { title: 'the page of a failed constructor is lost', file: PGALLOC, in: '__pte_alloc_one_noprof', from: 'pagetable_free(ptdesc);', to: '', configuration: 'lockdep', entry: 'pte', fail: 2, check: 'constructor-failure-ignored', at: { file: PGALLOC, in: '__pte_alloc_one_noprof', line: 'pagetable_pte_ctor(ptdesc)' } },
  { title: 'the pte constructor does not count', file: MM, in: 'pagetable_pte_ctor', from: 'lruvec_stat_add_folio(folio, NR_PAGETABLE);', to: '', configuration: 'full', entry: 'pte', check: 'counter-unbalanced', at: { file: MM, in: 'pagetable_pte_ctor' } },
  { title: 'the pmd destructor counts upwards', file: MM, in: 'pagetable_pmd_dtor', from: 'lruvec_stat_sub_folio(', to: 'lruvec_stat_add_folio(', configuration: 'defconfig', entry: 'pmd', check: 'counter-unbalanced', at: { file: MM, in: 'pagetable_pmd_dtor' } },
  { title: 'the pte destructor leaves the page type', file: MM, in: 'pagetable_pte_dtor', from: '__folio_clear_pgtable(folio);', to: '', configuration: 'defconfig', entry: 'pte', check: 'bad-page-state', at: PTE_FREE },
  { title: 'the pmd constructor sets no page type', file: MM, in: 'pagetable_pmd_ctor', from: '__folio_set_pgtable(folio);', to: '', configuration: 'full', entry: 'pmd', check: 'page-type', at: { file: MM, in: 'pagetable_pmd_ctor' } },
  { title: 'the pte destructor forgets the lock', file: MM, in: 'pagetable_pte_dtor', from: 'ptlock_free(ptdesc);', to: '', configuration: 'lockdep', entry: 'pte', check: 'lock-left', at: PTE_FREE },
  { title: 'the table that was put in place is freed', file: MEMORY, in: 'pmd_install', from: '*pte = NULL;', to: '', configuration: 'defconfig', entry: 'unmap-part', check: 'freed-while-reachable', at: PTE_FREE },
  { title: 'an entry still points to the table that goes', file: MEMORY, in: 'free_pte_range', from: 'pmd_clear(pmd);', to: '', configuration: 'full', entry: 'unmap-part', check: 'freed-while-reachable', at: BATCH },
  { title: 'a lock is never given back', file: MEMORY, in: 'pmd_install', from: 'spin_unlock(ptl);', to: '', configuration: 'defconfig', entry: 'install-race', check: 'lock-twice', at: { file: MM, in: 'pmd_lock', line: 'spin_lock(ptl);' } },
  { title: 'ptes are gathered without the destructor', file: X86, in: '___pte_free_tlb', from: 'pagetable_pte_dtor(page_ptdesc(pte));', to: '', configuration: 'full', entry: 'pte-gather', check: 'missing-destructor', at: BATCH },
  { title: 'pmds are gathered without the destructor', file: X86, in: '___pmd_free_tlb', from: 'pagetable_pmd_dtor(ptdesc);', to: '', configuration: 'lockdep', entry: 'pmd-gather', check: 'missing-destructor', at: BATCH },
  { title: 'a pgd stays on the list of pgds', file: X86, in: 'pgd_dtor', from: 'pgd_list_del(pgd);', to: '', configuration: 'defconfig', entry: 'pgd', check: 'freed-on-list', at: { file: X86, in: '_pgd_free', line: 'free_pages((unsigned long)pgd, PGD_ALLOCATION_ORDER);' } },
  { title: 'a deposited table is lost', file: GENERIC, in: 'pgtable_trans_huge_deposit', from: 'INIT_LIST_HEAD(&pgtable->lru);', to: ';', configuration: 'full', entry: 'deposit', check: 'null', at: { file: 'include/linux/list.h', in: '__list_del', line: 'next->prev = prev;' } },
  { title: 'the pmd constructor leaves what was deposited as it was', file: MM, in: 'pmd_ptlock_init', from: 'ptdesc->pmd_huge_pte = NULL;', to: '', configuration: 'full', entry: 'deposit', check: 'indeterminate', at: { file: GENERIC, in: 'pgtable_trans_huge_deposit', line: 'if (!pmd_huge_pte(mm, pmdp))' } },
  { title: 'a table that is no longer shared keeps its entry', file: 'mm/hugetlb.c', in: '__huge_pmd_unshare', from: 'pud_clear(pud);', to: '', configuration: 'full', entry: 'hugetlb-shared-pmd', check: 'freed-while-reachable', at: BATCH },
  { title: 'a table is used as a page: its private word', file: X86, in: '___pte_free_tlb', from: 'pagetable_pte_dtor(', to: 'pte->private = 0; pagetable_pte_dtor(', configuration: 'defconfig', entry: 'pte-gather', check: 'wrong-view', at: { file: X86, in: '___pte_free_tlb', line: 'pte->private = 0;' } },
  { title: 'a bit of the lock of a table is cleared as one of its private word', file: X86, in: '___pte_free_tlb', from: 'pagetable_pte_dtor(', to: '__clear_bit(0, &pte->private); pagetable_pte_dtor(', configuration: 'full', entry: 'pte-gather', check: 'wrong-view', at: { file: X86, in: '___pte_free_tlb', line: '__clear_bit(0, &pte->private);' } },
  { title: 'the lock of a table is taken after the destructor', file: PGALLOC, in: 'pte_free', from: 'pagetable_free(ptdesc);', to: 'spin_lock(ptlock_ptr(ptdesc)); spin_unlock(ptlock_ptr(ptdesc)); pagetable_free(ptdesc);', configuration: 'full', entry: 'pte', check: 'wrong-view', at: { file: PGALLOC, in: 'pte_free', line: 'spin_lock(' } },
  { title: 'the pointer to the lock is read after the destructor', file: PGALLOC, in: 'pmd_free', from: 'pagetable_free(ptdesc);', to: 'BUG_ON(ptdesc->ptl == (spinlock_t *)ptdesc); pagetable_free(ptdesc);', configuration: 'lockdep', entry: 'pmd', check: 'wrong-view', at: { file: PGALLOC, in: 'pmd_free', line: 'BUG_ON(ptdesc->ptl' } },
  { title: 'the mm of a pgd is read as the index of its page', file: X86, in: 'pgd_ctor', from: 'pgd_set_mm(pgd, mm);', to: 'pgd_set_mm(pgd, mm); BUG_ON(virt_to_page(pgd)->index == 1);', configuration: 'defconfig', entry: 'pgd', check: 'wrong-view', at: { file: X86, in: 'pgd_ctor', line: 'BUG_ON(virt_to_page(pgd)->index' } },
]; // biome-ignore format: a table
