/**
 * Defects for the modelled kernel, each a small edit of one file: a call left out, a wrong order, a count
 * off by one, as they happened in real kernels. Each names the lifecycle that runs into it, the check
 * that has to find it, and the line where.
 */

export interface Defect {
  readonly title: string;
  /** Below the tree. */
  readonly file: string;
  /** Stands once in the file. */
  readonly from: string;
  readonly to: string;
  /** `lifecycle@machine`. */
  readonly run: string;
  readonly fail?: number;
  readonly check: string;
  /** The file, and a text of the line; the line comes after `after`, where that is given. */
  readonly at: { readonly file: string; readonly line: string; readonly after?: string };
}

const MM = 'include/linux/mm.h';
const PGALLOC = 'include/asm-generic/pgalloc.h';
const MEMORY = 'mm/memory.c';
const GATHER = 'mm/mmu_gather.c';
const X86 = 'arch/x86/mm/pgtable.c';
const S390 = 'arch/s390/mm/pgalloc.c';
const GMAP = 'arch/s390/mm/gmap.c';
const FRAG = 'arch/powerpc/mm/pgtable-frag.c';
const MOTOROLA = 'arch/m68k/mm/motorola.c';
const SPARC64 = 'arch/sparc/mm/init_64.c';
const SRMMU = 'arch/sparc/mm/srmmu.c';
const XEN = 'arch/x86/xen/mmu_pv.c';

const PTE_CTOR_END = `	if (!ptlock_init(ptdesc))
		return false;
	__folio_set_pgtable(folio);
	lruvec_stat_mod_folio(folio, NR_PAGETABLE, folio_nr_pages(folio));
	return true;
}

static inline void pagetable_pte_dtor`;
const PTE_DTOR = `	ptlock_free(ptdesc);
	__folio_clear_pgtable(folio);
	lruvec_stat_mod_folio(folio, NR_PAGETABLE, -folio_nr_pages(folio));
}

#define pte_offset_map(`;
const PMD_DTOR = `	pmd_ptlock_free(ptdesc);
	__folio_clear_pgtable(folio);`;
const PTE_ALLOC = `	if (!pagetable_pte_ctor(ptdesc)) {
		pagetable_free(ptdesc);
		return NULL;
	}
	return ptdesc_page(ptdesc);`;
const PTE_FREE = `	pagetable_pte_dtor(ptdesc);
	pagetable_free(ptdesc);
}

#if CONFIG_PGTABLE_LEVELS > 2`;
const PMD_CTOR = `	if (!pagetable_pmd_ctor(ptdesc)) {
		pagetable_free(ptdesc);
		return NULL;
	}
	return ptdesc_address(ptdesc);`;
const PMD_FREE = `	pagetable_pmd_dtor(ptdesc);
	pagetable_free(ptdesc);`;

const without = (text: string, part: string): string => text.replace(part, '');
const at = (file: string, line: string, after?: string) => ({
  file,
  line,
  ...(after && { after }),
});
const PTE_CTOR_LINE = at(MM, 'static inline bool pagetable_pte_ctor(');
const PTE_DTOR_LINE = at(MM, 'static inline void pagetable_pte_dtor(');
const PTE_FREE_LINE = at(PGALLOC, 'pagetable_free(ptdesc);', 'static inline void pte_free(');
const PMD_FREE_LINE = at(PGALLOC, 'pagetable_free(ptdesc);', 'static inline void pmd_free(');
const BATCH_LINE = at(GATHER, 'release_pages(batch->pages, batch->nr);');

export const MODEL_DEFECTS: readonly Defect[] = [
  // Constructors and destructors themselves.
  { title: 'the pte constructor does not count', file: MM, from: PTE_CTOR_END, to: without(PTE_CTOR_END, 'lruvec_stat_mod_folio(folio, NR_PAGETABLE, folio_nr_pages(folio));'), run: 'pte@x86_64', check: 'counter-unbalanced', at: PTE_CTOR_LINE },
  { title: 'the pte constructor sets no page type', file: MM, from: PTE_CTOR_END, to: without(PTE_CTOR_END, '__folio_set_pgtable(folio);'), run: 'pte@arm64', check: 'page-type', at: PTE_CTOR_LINE },
  { title: 'the pte destructor counts upwards', file: MM, from: PTE_DTOR, to: PTE_DTOR.replace('-folio_nr', 'folio_nr'), run: 'pte@x86_64_full', check: 'counter-unbalanced', at: PTE_DTOR_LINE },
  { title: 'the pte destructor leaves the page type', file: MM, from: PTE_DTOR, to: without(PTE_DTOR, '__folio_clear_pgtable(folio);'), run: 'pte@riscv64', check: 'page-type', at: PTE_DTOR_LINE },
  { title: 'a page type that stays is a bad page state', file: MM, from: PTE_DTOR, to: without(PTE_DTOR, '__folio_clear_pgtable(folio);'), run: 'pte@x86_64', check: 'bad-page-state', at: PTE_FREE_LINE },
  { title: 'the pte destructor forgets the lock', file: MM, from: PTE_DTOR, to: without(PTE_DTOR, 'ptlock_free(ptdesc);'), run: 'pte@x86_64_lockdep', check: 'lock-left', at: PTE_FREE_LINE },
  { title: 'the pmd destructor forgets the lock', file: MM, from: PMD_DTOR, to: without(PMD_DTOR, 'pmd_ptlock_free(ptdesc);'), run: 'pmd@x86_64_rt', check: 'lock-left', at: PMD_FREE_LINE },
  { title: 'the lock is allocated and not kept', file: MEMORY, from: '	ptdesc->ptl = lock;\n', to: '', run: 'pte@x86_64_lockdep', check: 'null', at: at('kernel/locking/spinlock.c', '*raw_of(lock) = __RAW_SPIN_LOCK_UNLOCKED;') },
  // The generic functions.
  { title: 'pte_free() without the destructor', file: PGALLOC, from: PTE_FREE, to: without(PTE_FREE, 'pagetable_pte_dtor(ptdesc);'), run: 'pte@x86_64', check: 'missing-destructor', at: PTE_FREE_LINE },
  { title: 'pte_free() frees first', file: PGALLOC, from: PTE_FREE, to: PTE_FREE.replace('pagetable_pte_dtor(ptdesc);\n	pagetable_free(ptdesc);', 'pagetable_free(ptdesc);\n	pagetable_pte_dtor(ptdesc);'), run: 'pte@arm64', check: 'missing-destructor', at: PTE_FREE_LINE },
  { title: 'the failure of the pte constructor is ignored', file: PGALLOC, from: PTE_ALLOC, to: '	pagetable_pte_ctor(ptdesc);\n	return ptdesc_page(ptdesc);', run: 'pte@x86_64_lockdep', fail: 2, check: 'constructor-failure-ignored', at: at(PGALLOC, '	pagetable_pte_ctor(ptdesc);') },
  { title: 'the page of a failed constructor is lost', file: PGALLOC, from: PTE_ALLOC, to: without(PTE_ALLOC, 'pagetable_free(ptdesc);'), run: 'pte@x86_64_lockdep', fail: 2, check: 'constructor-failure-ignored', at: at(PGALLOC, 'if (!pagetable_pte_ctor(ptdesc)) {') },
  { title: 'a failed constructor is followed by the destructor', file: PGALLOC, from: PTE_ALLOC, to: PTE_ALLOC.replace('pagetable_free(ptdesc);', 'pagetable_pte_dtor(ptdesc);\n		pagetable_free(ptdesc);'), run: 'pte@x86_64_rt', fail: 2, check: 'destructor-without-constructor', at: at(PGALLOC, 'pagetable_pte_dtor(ptdesc);') },
  { title: 'the pte constructor runs twice', file: PGALLOC, from: PTE_ALLOC, to: `	pagetable_pte_ctor(ptdesc);\n${PTE_ALLOC}`, run: 'pte@riscv64', check: 'double-constructor', at: at(PGALLOC, 'if (!pagetable_pte_ctor(ptdesc)) {') },
  { title: 'pmd_alloc_one() without the constructor', file: PGALLOC, from: PMD_CTOR, to: '	return ptdesc_address(ptdesc);', run: 'pmd@arm64', check: 'destructor-without-constructor', at: at(PGALLOC, 'pagetable_pmd_dtor(ptdesc);') },
  { title: 'pmd_alloc_one() with the constructor of ptes', file: PGALLOC, from: PMD_CTOR, to: PMD_CTOR.replace('pmd_ctor', 'pte_ctor'), run: 'pmd@arm64_64k', check: 'wrong-destructor', at: at(PGALLOC, 'pagetable_pmd_dtor(ptdesc);') },
  { title: 'pmd_free() with the destructor of ptes', file: PGALLOC, from: PMD_FREE, to: PMD_FREE.replace('pmd_dtor', 'pte_dtor'), run: 'pmd@x86_64_full', check: 'wrong-destructor', at: at(PGALLOC, 'pagetable_pte_dtor(ptdesc);', 'static inline void pmd_free(') },
  { title: 'pmd_free() without the destructor', file: PGALLOC, from: PMD_FREE, to: without(PMD_FREE, 'pagetable_pmd_dtor(ptdesc);'), run: 'pmd@riscv64', check: 'missing-destructor', at: PMD_FREE_LINE },
  { title: 'a table is used as a page: its private word', file: PGALLOC, from: '	return ptdesc_page(ptdesc);\n', to: '	ptdesc_page(ptdesc)->private = 0;\n	return ptdesc_page(ptdesc);\n', run: 'pte@x86_64', check: 'wrong-view', at: at(PGALLOC, 'ptdesc_page(ptdesc)->private = 0;') },
  { title: 'a table is looked at as a folio: its private word', file: PGALLOC, from: PTE_FREE, to: `	BUG_ON(ptdesc_folio(ptdesc)->private == ptdesc);\n${PTE_FREE}`, run: 'pte@ip27', check: 'wrong-view', at: at(PGALLOC, 'ptdesc_folio(ptdesc)->private') },
  { title: 'the lock of a table is taken after the destructor', file: PGALLOC, from: PTE_FREE, to: PTE_FREE.replace('	pagetable_free(ptdesc);', '	spin_lock(ptlock_ptr(ptdesc));\n	spin_unlock(ptlock_ptr(ptdesc));\n	pagetable_free(ptdesc);'), run: 'pte@arm64', check: 'wrong-view', at: at(PGALLOC, 'spin_lock(ptlock_ptr(ptdesc));') },
  { title: 'the pointer to the lock is read after the destructor', file: PGALLOC, from: PTE_FREE, to: PTE_FREE.replace('	pagetable_free(ptdesc);', '	BUG_ON(ptdesc->ptl == (spinlock_t *)ptdesc);\n	pagetable_free(ptdesc);'), run: 'pte@x86_64_lockdep', check: 'wrong-view', at: at(PGALLOC, 'BUG_ON(ptdesc->ptl ==') },
  { title: 'the lock of a pmd table that was never constructed', file: PGALLOC, from: PMD_CTOR, to: `	spin_lock(ptlock_ptr(ptdesc));\n	spin_unlock(ptlock_ptr(ptdesc));\n${PMD_CTOR}`, run: 'pmd@arm64', check: 'wrong-view', at: at(PGALLOC, 'spin_lock(ptlock_ptr(ptdesc));') },
  { title: 'x86: the mm of a pgd is read as the index of its page', file: X86, from: '	return page_ptdesc(page)->pt_mm;', to: '	return (struct mm_struct *)page->index;', run: 'pgd-list@x86_64', check: 'wrong-view', at: at(X86, 'return (struct mm_struct *)page->index;') },
  { title: 's390: the descriptor of the second page of a segment table', file: 'arch/s390/include/asm/pgalloc.h', from: '	pagetable_pmd_dtor(virt_to_ptdesc(pmd));\n	crst_table_free', to: '	pagetable_pmd_dtor(virt_to_ptdesc(pmd + PAGE_SIZE / sizeof(*pmd)));\n	crst_table_free', run: 'pmd@s390', check: 'wrong-view', at: at('include/linux/page-flags.h', 'PAGE_TYPE_OPS(Table, table, pgtable)') },
  { title: 'sparc64: a table of a slab is written to as a page', file: 'arch/sparc/include/asm/pgalloc_64.h', from: 'static inline void pud_free(struct mm_struct *mm, pud_t *pud)\n{\n', to: 'static inline void pud_free(struct mm_struct *mm, pud_t *pud)\n{\n	compound_head(virt_to_page(pud))->private = 0;\n', run: 'pud@sparc64', check: 'wrong-view', at: at('arch/sparc/include/asm/pgalloc_64.h', 'compound_head(virt_to_page(pud))->private = 0;') },
  { title: 'sparc64: a table of a slab is put on a list as a page', file: 'arch/sparc/include/asm/pgalloc_64.h', from: 'static inline void pud_free(struct mm_struct *mm, pud_t *pud)\n{\n', to: 'static inline void pud_free(struct mm_struct *mm, pud_t *pud)\n{\n	LIST_HEAD(list);\n	struct list_head *l = &compound_head(virt_to_page(pud))->lru;\n\n	list_add(l, &list);\n', run: 'pud@sparc64', check: 'wrong-view', at: at('arch/sparc/include/asm/pgalloc_64.h', '&compound_head(virt_to_page(pud))->lru;') },
  { title: 'a bit of the lock of a table is cleared as one of its private word', file: PGALLOC, from: PTE_FREE, to: `	unsigned long *word = &ptdesc_page(ptdesc)->private;\n\n	__clear_bit(0, word);\n${PTE_FREE}`, run: 'pte@arm64', check: 'wrong-view', at: at(PGALLOC, '&ptdesc_page(ptdesc)->private;') },
  { title: 'powerpc: the count of fragments is overwritten as an index', file: FRAG, from: '		atomic_set(&ptdesc->pt_frag_refcount, PTE_FRAG_NR);', to: '		atomic_set(&ptdesc->pt_frag_refcount, PTE_FRAG_NR);\n		ptdesc_page(ptdesc)->index = PTE_FRAG_NR;', run: 'pte@ppc64', check: 'wrong-view', at: at(FRAG, 'ptdesc_page(ptdesc)->index = PTE_FRAG_NR;') },
  // Trees of tables.
  { title: 'an entry still points to the table that goes', file: MEMORY, from: '	pmd_clear(pmd);\n	pte_free_tlb', to: '	pte_free_tlb', run: 'unmap-part@arm64', check: 'freed-while-reachable', at: at('arch/arm64/include/asm/tlb.h', 'free_page_and_swap_cache(') },
  { title: 'the table that was put in place is freed', file: MEMORY, from: '		*pte = NULL;\n', to: '', run: 'unmap-part@riscv64', check: 'freed-while-reachable', at: PTE_FREE_LINE },
  { title: 'pmd_install() keeps the lock', file: MEMORY, from: '		*pte = NULL;\n	}\n	spin_unlock(ptl);', to: '		*pte = NULL;\n	}', run: 'install-race@x86_64', check: 'lock-twice', at: at(MM, 'spin_lock(ptl);', 'static inline spinlock_t *pmd_lock(') },
  { title: 'a table is allocated under a lock', file: MEMORY, from: '	pmd_t *table = pmd_alloc_one(mm, address);\n	spinlock_t *ptl;\n\n	if (!table)\n		return -ENOMEM;\n\n	ptl = pud_lock(mm, pud);', to: '	pmd_t *table;\n	spinlock_t *ptl;\n\n	ptl = pud_lock(mm, pud);\n	table = pmd_alloc_one(mm, address);\n	if (!table) {\n		spin_unlock(ptl);\n		return -ENOMEM;\n	}', run: 'fork@x86_64', check: 'sleep-in-atomic', at: at(PGALLOC, 'pagetable_alloc(__pgtable_gfp(mm), 0);', 'pmd_alloc_one(') },
  { title: 'a batch of tables is freed before it is read', file: GATHER, from: '	for (i = 0; i < batch->nr; i++)\n		__tlb_remove_table(batch->tables[i]);\n	free_page((unsigned long)batch);', to: '	free_page((unsigned long)batch);\n	for (i = 0; i < batch->nr; i++)\n		__tlb_remove_table(batch->tables[i]);', run: 'pte-gather@arm64', check: 'use-after-free', at: at(GATHER, 'for (i = 0; i < batch->nr; i++)') },
  // x86.
  { title: 'x86: ptes are gathered without the destructor', file: X86, from: '	pagetable_pte_dtor(page_ptdesc(pte));\n', to: '', run: 'pte-gather@x86_64', check: 'missing-destructor', at: BATCH_LINE },
  { title: 'x86: pmds are gathered without the destructor', file: X86, from: '	pagetable_pmd_dtor(ptdesc);\n	paravirt_tlb', to: '	paravirt_tlb', run: 'pmd-gather@x86_64_rt', check: 'missing-destructor', at: BATCH_LINE },
  { title: 'x86: the pmds of a pgd that fails', file: X86, from: '		pagetable_pmd_dtor(ptdesc);\n		pagetable_free(ptdesc);\n		mm_dec', to: '		pagetable_free(ptdesc);\n		mm_dec', run: 'pgd@i386_pae', fail: 3, check: 'missing-destructor', at: at(X86, 'pagetable_free(ptdesc);', 'static void free_pmds(') },
  { title: 'x86: a pgd stays on the list of pgds', file: X86, from: '	pgd_list_del(pgd);\n	spin_unlock', to: '	spin_unlock', run: 'pgd@x86_64', check: 'freed-on-list', at: at(X86, 'free_pages((unsigned long)pgd, PGD_ALLOCATION_ORDER);', '	return (pgd_t *)__get_free_pages(GFP_PGTABLE_USER, PGD_ALLOCATION_ORDER);') },
  { title: 'x86: a huge entry of the kernel forgets the pmd table', file: X86, from: '	pagetable_pmd_dtor(virt_to_ptdesc(pmd));\n', to: '', run: 'kernel-tables@x86_64', check: 'missing-destructor', at: at(X86, 'free_page((unsigned long)pmd);') },
  { title: 'Xen: a lock is never given back', file: XEN, from: '	if (ptl)\n		xen_mc_callback(xen_pte_unlock, ptl);\n', to: '', run: 'xen-pin@x86_64_full', check: 'lock-left', at: at('arch/x86/include/asm/tlb.h', 'free_page_and_swap_cache(table);') },
  { title: "Xen: the user's pgd is lost", file: XEN, from: '	if (user_pgd)\n		free_page((unsigned long)user_pgd);', to: '	(void)user_pgd;', run: 'pgd@x86_64_full', check: 'page-leaked', at: at(XEN, 'get_zeroed_page(GFP_KERNEL);') },
  { title: 'Xen: a lock is held for ever', file: XEN, from: '	if (ptl)\n		xen_mc_callback(xen_pte_unlock, ptl);\n', to: '', run: 'xen-pin@x86_64_full', check: 'lock-leaked', at: at(XEN, 'spin_lock_nest_lock(ptl, &mm->page_table_lock);') },
  { title: 'x86: an entry points to a table without saying so', file: 'arch/x86/include/asm/pgalloc.h', from: 'set_pmd(pmd, __pmd(((pteval_t)pfn << PAGE_SHIFT) | _PAGE_TABLE));', to: 'set_pmd(pmd, __pmd((pteval_t)pfn << PAGE_SHIFT));', run: 'fork@x86_64', check: 'bad-entry', at: at('include/linux/pgtable.h', 'pmd_clear_bad(pmd);') },
  { title: 'a huge page goes without the table that it brought', file: 'mm/huge_memory.c', from: '	pgtable = pgtable_trans_huge_withdraw(mm, pmd);\n	spin_unlock(ptl);\n\n	pte_free(mm, pgtable);', to: '	(void)pgtable;\n	spin_unlock(ptl);\n', run: 'huge-zap@x86_64_full', check: 'deposit-left', at: at(X86, 'pagetable_pmd_dtor(ptdesc);', 'void ___pmd_free_tlb(') },
  // s390.
  { title: 's390: page_table_alloc() without the constructor', file: S390, from: '	if (!pagetable_pte_ctor(ptdesc)) {\n		pagetable_free(ptdesc);\n		return NULL;\n	}\n', to: '', run: 'pte@s390', check: 'destructor-without-constructor', at: at(S390, 'pagetable_pte_dtor(ptdesc);', 'void page_table_free(') },
  { title: 's390: page_table_free() without the destructor', file: S390, from: '	page_table_release_check(ptdesc_page(ptdesc), table, half, mask >> FRAG_SHIFT);\n	pagetable_pte_dtor(ptdesc);\n	pagetable_free(ptdesc);\n}\n\nvoid page_table_free_rcu', to: '	page_table_release_check(ptdesc_page(ptdesc), table, half, mask >> FRAG_SHIFT);\n	pagetable_free(ptdesc);\n}\n\nvoid page_table_free_rcu', run: 's390-halves@s390', check: 'missing-destructor', at: at(S390, 'pagetable_free(ptdesc);', 'void page_table_free(') },
  { title: 's390: a page goes with one half in use', file: S390, from: '		mask = atomic_xor_bits(&ptdesc->_refcount, FRAG_PENDING(bit));\n		if (mask >> FRAG_SHIFT)\n			return;', to: '		mask = atomic_xor_bits(&ptdesc->_refcount, FRAG_PENDING(bit));', run: 's390-halves@s390', check: 'kernel-warning', at: at(S390, 'if (WARN_ON(mask))') },
  { title: 's390: a wrong half is checked and warned of', file: S390, from: '		half = 0x03U;\n		mask = atomic_xor_bits(&ptdesc->_refcount, FRAG_BOTH);\n	} else', to: '		half = 0x03U;\n		mask = atomic_xor_bits(&ptdesc->_refcount, FRAG_IN_USE(0));\n	} else', run: 's390-pgste@s390', check: 'kernel-warning', at: at(S390, 'if (WARN_ON(mask))') },
  { title: 's390: the guest address stays in the mapping word', file: GMAP, from: '			ptdesc->_pt_s390_gaddr = 0;\n			page_table_free_pgste(ptdesc);', to: '			page_table_free_pgste(ptdesc);', run: 's390-shadow@s390', check: 'bad-page-state', at: at(S390, 'pagetable_free(ptdesc);', 'void page_table_free_pgste(') },
  { title: 's390: a shadow table is on no list and lost', file: GMAP, from: '	list_add(&ptdesc->pt_list, &sg->pt_list);\n', to: '', run: 's390-shadow@s390', check: 'null', at: at('include/linux/list.h', 'next->prev = prev;') },
  // powerpc.
  { title: 'powerpc: each fragment frees the page', file: FRAG, from: '	if (!atomic_dec_and_test(&ptdesc->pt_frag_refcount))\n		return;\n	if (!kernel)', to: '	atomic_dec_and_test(&ptdesc->pt_frag_refcount);\n	if (!kernel)', run: 'powerpc-pte-fragments@ppc64', check: 'fragment-count', at: at(FRAG, 'pagetable_free(ptdesc);', 'void pte_fragment_free(') },
  { title: 'powerpc: the count of fragments is one too small', file: FRAG, from: '		atomic_set(&ptdesc->pt_frag_refcount, PTE_FRAG_NR);', to: '		atomic_set(&ptdesc->pt_frag_refcount, PTE_FRAG_NR - 1);', run: 'powerpc-pte-fragments@ppc64', check: 'fragment-count', at: at(FRAG, 'pagetable_free(ptdesc);', 'void pte_fragment_free(') },
  { title: 'powerpc: what is left of a page goes without the destructor', file: FRAG, from: '		pagetable_pte_dtor(ptdesc);\n		pagetable_free(ptdesc);\n	}\n}\n\nstatic pte_t *get_pte', to: '		pagetable_free(ptdesc);\n	}\n}\n\nstatic pte_t *get_pte', run: 'powerpc-leftover@ppc64le', check: 'missing-destructor', at: at(FRAG, 'pagetable_free(ptdesc);', 'void pte_frag_destroy(') },
  { title: 'powerpc: what is left of a page is counted wrong', file: FRAG, from: 'atomic_sub_and_test(PTE_FRAG_NR - count,', to: 'atomic_sub_and_test(PTE_FRAG_NR - count - 1,', run: 'powerpc-leftover@ppc64', check: 'page-leaked', at: at(FRAG, 'ptdesc = pagetable_alloc(PGALLOC_GFP | __GFP_ACCOUNT, 0);') },
  // m68k, sparc, arm and the others.
  { title: 'm68k: a page of pointer tables without the constructor', file: MOTOROLA, from: '	if (type == TABLE_PTE)\n		pagetable_pte_ctor(virt_to_ptdesc(page));\n', to: '', run: 'm68k-pointer-tables@multi', check: 'destructor-without-constructor', at: at(MOTOROLA, 'pagetable_pte_dtor(virt_to_ptdesc((void *)page));') },
  { title: 'm68k: a page of pointer tables stays on the list', file: MOTOROLA, from: '		list_del(dp);\n		mmu_page_dtor', to: '		mmu_page_dtor', run: 'pte@multi', check: 'freed-on-list', at: at(MOTOROLA, 'free_page(page);') },
  { title: 'sparc64: pte_free() without the destructor', file: SPARC64, from: '	pagetable_pte_dtor(ptdesc);\n', to: '', run: 'sparc64-caches@sparc64', check: 'missing-destructor', at: at(SPARC64, 'pagetable_free(ptdesc);', 'static void __pte_free(') },
  { title: 'sparc32: every tenant of a page constructs it', file: SRMMU, from: 'page_ref_inc_return(page) == 2', to: 'page_ref_inc_return(page) >= 2', run: 'srmmu-pool@sparc32', check: 'double-constructor', at: at(SRMMU, '!pagetable_pte_ctor(page_ptdesc(page))) {') },
  { title: 'arm64: late pmds get no constructor', file: 'arch/arm64/mm/mmu.c', from: '	else if (shift == PMD_SHIFT)\n		BUG_ON(!pagetable_pmd_ctor(ptdesc));\n', to: '', run: 'late@arm64', check: 'destructor-without-constructor', at: at('arch/arm64/include/asm/tlb.h', 'pagetable_pmd_dtor(ptdesc);') },
  { title: 'riscv: late pmds get the constructor of ptes', file: 'arch/riscv/mm/init.c', from: 'pagetable_pmd_ctor(ptdesc)', to: 'pagetable_pte_ctor(ptdesc)', run: 'late@riscv64', check: 'wrong-destructor', at: at(PGALLOC, 'pagetable_pmd_dtor(ptdesc);') },
  { title: 'hexagon: the first process without memory', file: 'arch/hexagon/include/asm/pgalloc.h', from: '	if (!pgd)\n		return NULL;\n', to: '', run: 'pgd@comet', fail: 1, check: 'null', at: at('arch/hexagon/include/asm/pgalloc.h', 'memcpy(pgd, swapper_pg_dir') },
]; // biome-ignore format: a table
