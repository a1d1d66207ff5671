/**
 * The functions of the kernel that we know by name, each with the source that defines it, what path analysis
 * takes it for (`path`) and what its calls tell to whoever follows a run (`run`). This is the one list of
 * them. Everything else is read from the tree that is open: what the functions do, and which of their
 * arguments is the table. A name that a tree does not have is simply not met there.
 */
import type { FunctionEntry } from '../machine/run/function-entry.ts';
import type { KernelEvent } from './kernel-event.ts';
import type { Later, Root } from './root.ts';

interface Meaning {
  readonly path?: Root;
  readonly run?: KernelEvent;
}

type Line = readonly [source: string, names: string, meaning: Meaning];

const arg = (argument: number) => ({ argument });
const ORDER_0 = { constant: 0n };
const TABLE_FREE: Later = { function: '__tlb_remove_table' };
const PLUMBING = { kind: 'plumbing' } as const;

const LINES: readonly Line[] = [
  // Allocators of whole pages, in their three forms.
  ['include/linux/mm.h', 'pagetable_alloc pagetable_alloc_noprof', { path: { kind: 'allocate', family: 'pagetable', order: arg(1), gfp: 0 }, run: PLUMBING }],
  ['include/linux/gfp.h', 'alloc_pages alloc_pages_noprof', { path: { kind: 'allocate', family: 'page', order: arg(1), gfp: 0 }, run: { kind: 'page-alloc', gfp: 0, order: 1 } }],
  ['include/linux/gfp.h', 'folio_alloc folio_alloc_noprof', { path: { kind: 'allocate', family: 'page', order: arg(1), gfp: 0 }, run: PLUMBING }],
  ['include/linux/gfp.h', 'alloc_page', { path: { kind: 'allocate', family: 'page', order: ORDER_0, gfp: 0 } }],
  ['include/linux/gfp.h', 'alloc_pages_node alloc_pages_node_noprof __alloc_pages_node __alloc_pages_node_noprof', { path: { kind: 'allocate', family: 'page', order: arg(2), gfp: 1 } }],
  ['include/linux/gfp.h', '__get_free_pages get_free_pages_noprof', { path: { kind: 'allocate', family: 'page', order: arg(1), gfp: 0 }, run: PLUMBING }],
  ['include/linux/gfp.h', '__get_free_pages_noprof', { path: { kind: 'allocate', family: 'page', order: arg(1), gfp: 0 } }],
  ['include/linux/gfp.h', '__get_free_page', { path: { kind: 'allocate', family: 'page', order: ORDER_0, gfp: 0 } }],
  ['include/linux/gfp.h', 'get_zeroed_page get_zeroed_page_noprof', { path: { kind: 'allocate', family: 'page', order: ORDER_0, clears: true }, run: PLUMBING }],
  ['mm/page_alloc.c', '__free_pages free_pages', { path: { kind: 'free', family: 'page', argument: 0, order: arg(1) }, run: PLUMBING }],
  ['include/linux/gfp.h', '__free_page free_page', { path: { kind: 'free', family: 'page', argument: 0, order: ORDER_0 } }],
  ['mm/swap_state.c', 'free_page_and_swap_cache', { path: { kind: 'free', family: 'page', argument: 0, order: undefined }, run: PLUMBING }],
  ['include/linux/mm.h', 'pagetable_free', { path: { kind: 'free', family: 'pagetable', argument: 0, order: undefined }, run: PLUMBING }],
  ['include/linux/mm.h', '__pagetable_free pagetable_free_kernel', { path: { kind: 'free', family: 'pagetable', argument: 0, order: undefined } }],
  ['include/linux/mm.h', 'free_reserved_page free_reserved_ptdesc', { path: { kind: 'free', family: 'boot', argument: 0, order: undefined }, run: PLUMBING }],
  ['mm/page_alloc.c', 'split_page', { path: { kind: 'split' } }],
  // Allocators of parts of pages.
  ['mm/slub.c', 'kmem_cache_alloc kmem_cache_alloc_noprof', { path: { kind: 'allocate', family: 'slab', order: undefined }, run: { kind: 'slab-alloc', cache: 0, gfp: 1 } }],
  ['mm/slub.c', 'kmem_cache_zalloc kmem_cache_zalloc_noprof kmalloc_noprof kzalloc kzalloc_noprof __kmalloc', { path: { kind: 'allocate', family: 'slab', order: undefined } }],
  ['mm/slub.c', 'kmalloc __kmalloc_noprof', { path: { kind: 'allocate', family: 'slab', order: undefined }, run: { kind: 'slab-alloc', cache: undefined, gfp: 1 } }],
  ['mm/slub.c', 'kmem_cache_free', { path: { kind: 'free', family: 'slab', argument: 1, order: undefined }, run: { kind: 'slab-free', object: 1 } }],
  ['mm/slub.c', 'kfree', { path: { kind: 'free', family: 'slab', argument: 0, order: undefined }, run: { kind: 'slab-free', object: 0 } }],
  ['mm/memblock.c', 'memblock_alloc memblock_alloc_raw memblock_alloc_low memblock_alloc_from memblock_alloc_try_nid', { path: { kind: 'allocate', family: 'boot', order: undefined } }],
  // Constructors and destructors; the old names are those before ptdesc (Linux 6.5).
  ['include/linux/mm.h', 'pagetable_pte_ctor pgtable_pte_page_ctor', { path: { kind: 'construct', level: 'pte' }, run: { kind: 'ctor', level: 'pte', mayFail: true } }],
  ['include/linux/mm.h', 'pagetable_pmd_ctor pgtable_pmd_page_ctor', { path: { kind: 'construct', level: 'pmd' }, run: { kind: 'ctor', level: 'pmd', mayFail: true } }],
  ['include/linux/mm.h', 'pagetable_pud_ctor', { path: { kind: 'construct', level: 'pud' }, run: { kind: 'ctor', level: 'pud', mayFail: false } }],
  ['include/linux/mm.h', 'pagetable_p4d_ctor', { path: { kind: 'construct', level: 'p4d' }, run: { kind: 'ctor', level: 'p4d', mayFail: false } }],
  ['include/linux/mm.h', 'pagetable_pgd_ctor', { path: { kind: 'construct', level: 'pgd' }, run: { kind: 'ctor', level: 'pgd', mayFail: false } }],
  ['include/linux/mm.h', 'pagetable_dtor', { path: { kind: 'destruct', level: undefined }, run: { kind: 'dtor', level: undefined } }],
  ['include/linux/mm.h', 'pagetable_pte_dtor pgtable_pte_page_dtor', { path: { kind: 'destruct', level: 'pte' }, run: { kind: 'dtor', level: 'pte' } }],
  ['include/linux/mm.h', 'pagetable_pmd_dtor pgtable_pmd_page_dtor', { path: { kind: 'destruct', level: 'pmd' }, run: { kind: 'dtor', level: 'pmd' } }],
  ['include/linux/mm.h', 'pagetable_pud_dtor', { path: { kind: 'destruct', level: 'pud' }, run: { kind: 'dtor', level: 'pud' } }],
  ['include/linux/mm.h', 'ptlock_ptr', { path: { kind: 'lock' } }],
  // Who frees later: after the TLB flush, or after a grace period.
  ['mm/mmu_gather.c', 'tlb_remove_table', { path: { kind: 'queue', argument: 1, later: TABLE_FREE } }],
  ['arch/x86/include/asm/paravirt.h', 'paravirt_tlb_remove_table', { path: { kind: 'queue', argument: 1, later: TABLE_FREE } }],
  ['include/asm-generic/tlb.h', 'tlb_remove_page tlb_remove_page_size __tlb_remove_page_size', { path: { kind: 'queue', argument: 1, later: undefined } }],
  ['kernel/rcu/tree.c', 'call_rcu call_rcu_hurry', { path: { kind: 'queue', argument: 0, later: arg(1) }, run: { kind: 'call-rcu' } }],
  // Tables of the kernel's own, from the release on that marks them; high memory; user memory.
  ['include/linux/mm.h', 'ptdesc_set_kernel', { path: { kind: 'mark', mark: 'kernel', argument: 0 } }],
  ['include/linux/mm.h', 'ptdesc_clear_kernel', { path: { kind: 'unmark', mark: 'kernel', argument: 0 } }],
  ['include/linux/page-flags.h', 'PageHighMem folio_test_highmem', { path: { kind: 'mark', mark: 'asked', argument: 0 } }],
  // What these two are made of where there is high memory.
  ['include/linux/mm.h', 'page_zonenum folio_zonenum', { path: { kind: 'mark', mark: 'asked', argument: 0 } }],
  ['include/linux/highmem.h', 'kmap kmap_atomic kmap_local_page kmap_local_page_prot kmap_local_folio', { path: { kind: 'quiet' } }],
  ['include/linux/page-flags.h', 'folio_test_large folio_test_hugetlb PageCompound PageHead PageHuge', { path: { kind: 'mark', mark: 'sized', argument: 0 } }],
  ['mm/pgtable-generic.c', 'pgtable_trans_huge_deposit', { path: { kind: 'mark', mark: 'deposited', argument: 1, keeps: 2 } }],
  ['mm/pgtable-generic.c', 'pgtable_trans_huge_withdraw', { path: { kind: 'unmark', mark: 'deposited', argument: 1 } }],
  ['mm/memory.c', 'vm_insert_page', { path: { kind: 'map', argument: 2 } }],
  // The list word, which is RCU's word too.
  ['include/linux/list.h', 'list_add list_add_tail list_add_rcu list_move list_move_tail', { path: { kind: 'list' } }],
  ['include/linux/list.h', 'list_del list_del_init list_del_rcu', { path: { kind: 'unlist' } }],
  // Conversions that are more than a cast and some arithmetic.
  ['include/linux/page-flags.h', 'compound_head _compound_head', { path: { kind: 'same', argument: 0 } }],
  ['include/linux/mm.h', 'page_address lowmem_page_address folio_address ptdesc_address', { path: { kind: 'address' } }],
  ['include/linux/mm.h', 'virt_to_page virt_to_head_page virt_to_folio virt_to_ptdesc page_to_virt ptdesc_to_virt', { path: { kind: 'same', argument: 0 } }],
  ['arch/x86/include/asm/page.h', '__phys_addr __phys_addr_nodebug __phys_addr_symbol', { path: { kind: 'same', argument: 0 } }],
  ['arch/arm64/include/asm/memory.h', '__virt_to_phys __phys_to_virt', { path: { kind: 'same', argument: 0 } }],
  ['include/linux/compiler.h', '__builtin_launder __builtin_assume_aligned', { path: { kind: 'same', argument: 0 } }],
  // From an entry to the table below it.
  ['include/linux/pgtable.h', 'pmd_page_vaddr pud_pgtable p4d_pgtable pgd_page_vaddr pmd_pgtable', { path: { kind: 'entry' } }],
  // Entries that point to a table; those of the kernel's own (pmd_populate_kernel) are not asked about.
  ['asm/pgalloc.h', 'pmd_populate', { path: { kind: 'populate', argument: 2, level: 'pte' }, run: { kind: 'populate', entry: 1, table: 2 } }],
  ['asm/pgalloc.h', 'pud_populate', { path: { kind: 'populate', argument: 2, level: 'pmd' }, run: { kind: 'populate', entry: 1, table: 2 } }],
  ['asm/pgalloc.h', 'p4d_populate', { path: { kind: 'populate', argument: 2, level: 'pud' }, run: { kind: 'populate', entry: 1, table: 2 } }],
  ['asm/pgalloc.h', 'pgd_populate', { path: { kind: 'populate', argument: 2, level: 'p4d' }, run: { kind: 'populate', entry: 1, table: 2 } }],
  ['asm/pgtable.h', 'pmd_clear', { path: { kind: 'unlink', level: 'pte' } }],
  ['asm/pgtable.h', 'pud_clear', { path: { kind: 'unlink', level: 'pmd' } }],
  ['asm/pgtable.h', 'p4d_clear', { path: { kind: 'unlink', level: 'pud' } }],
  ['asm/pgtable.h', 'pgd_clear', { path: { kind: 'unlink', level: 'p4d' } }],
  // Functions that are not in every unit and leave the life of a table alone.
  // What a page or a size says of itself is not known ahead.
  ['include/linux/mm.h', 'compound_order folio_order get_order', { path: { kind: 'quiet' } }],
  ['lib/string.c', 'memcmp', { path: { kind: 'quiet' } }],
  ['lib/string.c', 'memset memcpy memmove memset64 memset_l clear_page copy_page __memset __memcpy __builtin_memset __builtin_memcpy', { path: { kind: 'mark', mark: 'filled', argument: 0 } }],
  ['kernel/printk/printk.c', '_printk printk __warn_printk dump_page', { path: { kind: 'quiet' } }],
  ['mm/vmstat.c', 'mod_node_page_state __mod_lruvec_page_state mod_lruvec_page_state lruvec_stat_mod_folio __lruvec_stat_mod_folio mod_lruvec_state', { path: { kind: 'quiet' } }],
  ['mm/kmemleak.c', 'kmemleak_no_scan kmemleak_ignore kmemleak_not_leak', { path: { kind: 'quiet' } }],
  ['arch/x86/include/asm/paravirt.h', 'paravirt_alloc_pte paravirt_alloc_pmd paravirt_alloc_pud paravirt_alloc_p4d', { path: { kind: 'mark', mark: 'announced', argument: 1 } }],
  ['arch/x86/include/asm/paravirt.h', 'paravirt_release_pte paravirt_release_pmd paravirt_release_pud paravirt_release_p4d', { path: { kind: 'unmark', mark: 'announced', argument: 0 } }],
  ['kernel/locking/spinlock.c', '_raw_spin_lock _raw_spin_lock_irqsave', { path: { kind: 'quiet' }, run: { kind: 'lock', lock: 0 } }],
  ['kernel/locking/spinlock.c', '_raw_spin_unlock _raw_spin_unlock_irqrestore', { path: { kind: 'quiet' }, run: { kind: 'unlock', lock: 0 } }],
  ['kernel/locking/spinlock.c', '__raw_spin_lock_init', { path: { kind: 'quiet' }, run: { kind: 'lock-init', lock: 0 } }],
  ['kernel/locking/spinlock.c', 'lockdep_init_map_type', { path: { kind: 'quiet' } }],
  // What only a run meets: the inside of allocators, locks, and what architectures make of tables.
  ['mm/page_alloc.c', 'post_alloc_hook', { run: { kind: 'page-prepare', page: 0, order: 1 } }],
  ['mm/page_alloc.c', 'free_unref_page', { run: { kind: 'page-free', page: 0, order: 1 } }],
  ['mm/slub.c', '__kmalloc_cache_noprof', { run: { kind: 'slab-alloc', cache: undefined, gfp: 1 } }],
  ['mm/memory.c', 'ptlock_alloc', { run: { kind: 'ptlock-alloc' } }],
  ['mm/memory.c', 'ptlock_free', { run: { kind: 'ptlock-free' } }],
  ['asm/pgalloc.h', 'pmd_populate_kernel', { path: { kind: 'share', argument: 2 }, run: { kind: 'populate', entry: 1, table: 2 } }],
  ['arch/sparc/mm/srmmu.c', 'pmd_set', { run: { kind: 'populate', entry: 0, table: 1 } }],
  ['include/linux/spinlock.h', '_spin_lock _raw_spin_lock_nested _raw_spin_lock_nest_lock _raw_spin_lock_irq _raw_spin_lock_bh __raw_spin_lock __raw_spin_lock_irq __raw_spin_lock_bh __raw_spin_lock_irqsave', { run: { kind: 'lock', lock: 0 } }],
  ['include/linux/spinlock.h', '_spin_trylock _raw_spin_trylock __raw_spin_trylock', { run: { kind: 'trylock', lock: 0 } }],
  ['include/linux/spinlock.h', '_spin_unlock _raw_spin_unlock_irq _raw_spin_unlock_bh __raw_spin_unlock __raw_spin_unlock_irq __raw_spin_unlock_bh __raw_spin_unlock_irqrestore', { run: { kind: 'unlock', lock: 0 } }],
  ['include/linux/spinlock.h', '__spin_lock_init', { run: { kind: 'lock-init', lock: 0 } }],
  ['include/linux/spinlock.h', 'spin_lock spin_lock_bh spin_lock_irq spin_trylock spin_unlock spin_unlock_bh spin_unlock_irq spin_unlock_irqrestore', { run: PLUMBING }],
  ['asm/pgalloc.h', 'pte_alloc_one pmd_alloc_one pte_fragment_alloc pmd_fragment_alloc page_table_alloc get_pointer_table srmmu_get_nocache', { run: { kind: 'table-alloc' } }],
  ['asm/pgalloc.h', 'pte_fragment_free pmd_fragment_free free_pointer_table srmmu_free_nocache', { run: { kind: 'table-free', table: 0 } }],
  ['arch/s390/mm/pgalloc.c', 'page_table_free page_table_free_rcu', { run: { kind: 'table-free', table: 1 } }],
  ['mm/page_alloc.c', 'bad_page', { run: { kind: 'bad-page', page: 0, reason: 1 } }],
  ['mm/memory.c', 'pgd_clear_bad p4d_clear_bad pud_clear_bad pmd_clear_bad', { run: { kind: 'bad-entry', entry: 0 } }],
  ['include/linux/gfp.h', '__folio_put folio_put put_page put_pages_list release_pages', { run: PLUMBING }],
  ['include/linux/gfp.h', 'free_unref_page_commit free_pages_prepare free_tail_page_prepare report_bad_page', { run: PLUMBING }],
  ['mm/swap_state.c', 'free_pages_and_swap_cache', { run: PLUMBING }],
  ['mm/slub.c', 'new_slab alloc_slab_page __free_slab', { run: PLUMBING }],
  ['boundary/linux/memory.c', 'drop_page', { run: PLUMBING }],
  ['include/linux/mm.h', 'ptlock_init pmd_ptlock_init pmd_ptlock_free', { run: PLUMBING }],
]; // biome-ignore format: a table

/** Every name of the table, in its order. */
export const KERNEL_FUNCTION_NAMES: readonly string[] = LINES.flatMap(([, names]) =>
  names.split(' '),
);

/** The functions that path analysis knows, by name. */
export const ROOTS: ReadonlyMap<string, Root> = byName(({ path }) => path);

/** What calls tell, by the name of the function. */
const EVENTS: ReadonlyMap<string, KernelEvent> = byName(({ run }) => run);

function byName<T>(of: (meaning: Meaning) => T | undefined): Map<string, T> {
  return new Map(
    LINES.flatMap(([, names, meaning]) => {
      const known = of(meaning);
      return known === undefined ? [] : names.split(' ').map((name) => [name, known] as const);
    }),
  );
}

/** A function of a boundary with this before its name runs in place of the tree's. */
export const REPLACEMENT_PREFIX = 'instead_of_';

/** The name in the tree of a function, or of what runs in its place. */
export function treeName(name: string): string {
  return name.startsWith(REPLACEMENT_PREFIX) ? name.slice(REPLACEMENT_PREFIX.length) : name;
}

/** What calls of a function tell; undefined for most. */
export function kernelEvent(name: string): KernelEvent | undefined {
  return EVENTS.get(treeName(name));
}

/** The same of a function that may be called often. */
export function eventOf(entry: FunctionEntry): KernelEvent | undefined {
  if (entry.meaning === undefined) entry.meaning = kernelEvent(entry.name) ?? null;
  return (entry.meaning ?? undefined) as KernelEvent | undefined;
}

/** Allocations that a run may make fail, the outermost of nested ones counted (mm/page_alloc.c, mm/slub.c). */
export function canFail(event: KernelEvent): boolean {
  return event.kind === 'page-alloc' || event.kind === 'slab-alloc';
}
