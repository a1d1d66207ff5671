/**
 * What path analysis takes as given: where memory for tables comes from and goes to, which functions
 * are the constructors and destructors, and who frees later. Everything else is computed from the
 * bodies in the tree that is open. Each line names the kernel source that says so; a name that a tree
 * does not have is simply not met there.
 */
import type { Family, Level, Mark } from './table-object.ts';

export type Root =
  /** `gfp`: the argument with the flags. `clears`: the memory is 0 whatever they say. */
  | {
      readonly kind: 'allocate';
      readonly family: Family;
      readonly order: OrderSource;
      readonly gfp?: number;
      readonly clears?: boolean;
    }
  /** `order` undefined: the function finds the size itself. */
  | {
      readonly kind: 'free';
      readonly family: Family;
      readonly argument: number;
      readonly order: OrderSource;
    }
  | { readonly kind: 'construct'; readonly level: Level | undefined }
  | { readonly kind: 'destruct'; readonly level: Level | undefined }
  /** Hands the table to somebody who frees it later, by way of the function `later`. */
  | { readonly kind: 'queue'; readonly argument: number; readonly later: Later }
  /** The result is the argument's object in another form. */
  | { readonly kind: 'same'; readonly argument: number }
  /** The same, of a page: the result is where its memory is mapped, which high memory is not. */
  | { readonly kind: 'address' }
  /** The result is the table that an entry points to. */
  | { readonly kind: 'entry' }
  /** Makes the table reachable for the machine. */
  | { readonly kind: 'populate'; readonly argument: number; readonly level: Level }
  /** A larger allocation becomes single pages, to be freed one by one. */
  | { readonly kind: 'split' }
  /** The result is the lock of the table. */
  | { readonly kind: 'lock' }
  /** The first argument, a member of the table's descriptor, goes on a list, or off it. */
  | { readonly kind: 'list' | 'unlist' }
  /** Sets a mark on the argument, or takes it back. */
  | { readonly kind: 'mark' | 'unmark'; readonly mark: Mark; readonly argument: number }
  /** Makes the page part of a user's memory. */
  | { readonly kind: 'map'; readonly argument: number }
  /** Does nothing to the life of what it is given. */
  | { readonly kind: 'quiet' };

export type OrderSource = { readonly argument: number } | { readonly constant: bigint } | undefined;
/** A function by name, or the one that an argument names; undefined when no destructor can run. */
export type Later = { readonly function: string } | { readonly argument: number } | undefined;

const arg = (argument: number) => ({ argument });
const ORDER_0 = { constant: 0n };
const TABLE_FREE: Later = { function: '__tlb_remove_table' };

type Line = readonly [source: string, root: Root, names: string];

const LINES: readonly Line[] = [
  // Allocators of whole pages, in their three forms.
  ['include/linux/mm.h', { kind: 'allocate', family: 'pagetable', order: arg(1), gfp: 0 }, 'pagetable_alloc pagetable_alloc_noprof'],
  ['include/linux/gfp.h', { kind: 'allocate', family: 'page', order: arg(1), gfp: 0 }, 'alloc_pages alloc_pages_noprof folio_alloc folio_alloc_noprof'],
  ['include/linux/gfp.h', { kind: 'allocate', family: 'page', order: ORDER_0, gfp: 0 }, 'alloc_page'],
  ['include/linux/gfp.h', { kind: 'allocate', family: 'page', order: arg(2), gfp: 1 }, 'alloc_pages_node alloc_pages_node_noprof __alloc_pages_node __alloc_pages_node_noprof'],
  ['include/linux/gfp.h', { kind: 'allocate', family: 'page', order: arg(1), gfp: 0 }, '__get_free_pages get_free_pages_noprof __get_free_pages_noprof'],
  ['include/linux/gfp.h', { kind: 'allocate', family: 'page', order: ORDER_0, gfp: 0 }, '__get_free_page'],
  ['include/linux/gfp.h', { kind: 'allocate', family: 'page', order: ORDER_0, clears: true }, 'get_zeroed_page get_zeroed_page_noprof'],
  ['mm/page_alloc.c', { kind: 'free', family: 'page', argument: 0, order: arg(1) }, '__free_pages free_pages'],
  ['include/linux/gfp.h', { kind: 'free', family: 'page', argument: 0, order: ORDER_0 }, '__free_page free_page'],
  ['mm/swap_state.c', { kind: 'free', family: 'page', argument: 0, order: undefined }, 'free_page_and_swap_cache'],
  ['include/linux/mm.h', { kind: 'free', family: 'pagetable', argument: 0, order: undefined }, 'pagetable_free __pagetable_free pagetable_free_kernel'],
  ['include/linux/mm.h', { kind: 'free', family: 'boot', argument: 0, order: undefined }, 'free_reserved_page free_reserved_ptdesc'],
  ['mm/page_alloc.c', { kind: 'split' }, 'split_page'],
  // Allocators of parts of pages.
  ['mm/slub.c', { kind: 'allocate', family: 'slab', order: undefined }, 'kmem_cache_alloc kmem_cache_alloc_noprof kmem_cache_zalloc kmem_cache_zalloc_noprof kmalloc kmalloc_noprof kzalloc kzalloc_noprof __kmalloc __kmalloc_noprof'],
  ['mm/slub.c', { kind: 'free', family: 'slab', argument: 1, order: undefined }, 'kmem_cache_free'],
  ['mm/slub.c', { kind: 'free', family: 'slab', argument: 0, order: undefined }, 'kfree'],
  ['mm/memblock.c', { kind: 'allocate', family: 'boot', order: undefined }, 'memblock_alloc memblock_alloc_raw memblock_alloc_low memblock_alloc_from memblock_alloc_try_nid'],
  // Constructors and destructors; the old names are those before ptdesc (Linux 6.5).
  ['include/linux/mm.h', { kind: 'construct', level: 'pte' }, 'pagetable_pte_ctor pgtable_pte_page_ctor'],
  ['include/linux/mm.h', { kind: 'construct', level: 'pmd' }, 'pagetable_pmd_ctor pgtable_pmd_page_ctor'],
  ['include/linux/mm.h', { kind: 'construct', level: 'pud' }, 'pagetable_pud_ctor'],
  ['include/linux/mm.h', { kind: 'construct', level: 'p4d' }, 'pagetable_p4d_ctor'],
  ['include/linux/mm.h', { kind: 'construct', level: 'pgd' }, 'pagetable_pgd_ctor'],
  ['include/linux/mm.h', { kind: 'destruct', level: undefined }, 'pagetable_dtor'],
  ['include/linux/mm.h', { kind: 'destruct', level: 'pte' }, 'pagetable_pte_dtor pgtable_pte_page_dtor'],
  ['include/linux/mm.h', { kind: 'destruct', level: 'pmd' }, 'pagetable_pmd_dtor pgtable_pmd_page_dtor'],
  ['include/linux/mm.h', { kind: 'destruct', level: 'pud' }, 'pagetable_pud_dtor'],
  ['include/linux/mm.h', { kind: 'lock' }, 'ptlock_ptr'],
  // Who frees later: after the TLB flush, or after a grace period.
  ['mm/mmu_gather.c', { kind: 'queue', argument: 1, later: TABLE_FREE }, 'tlb_remove_table'],
  ['arch/x86/include/asm/paravirt.h', { kind: 'queue', argument: 1, later: TABLE_FREE }, 'paravirt_tlb_remove_table'],
  ['include/asm-generic/tlb.h', { kind: 'queue', argument: 1, later: undefined }, 'tlb_remove_page tlb_remove_page_size __tlb_remove_page_size'],
  ['kernel/rcu/tree.c', { kind: 'queue', argument: 0, later: arg(1) }, 'call_rcu call_rcu_hurry'],
  // Tables of the kernel's own, from the release on that marks them; high memory; user memory.
  ['include/linux/mm.h', { kind: 'mark', mark: 'kernel', argument: 0 }, 'ptdesc_set_kernel'],
  ['include/linux/mm.h', { kind: 'unmark', mark: 'kernel', argument: 0 }, 'ptdesc_clear_kernel'],
  ['include/linux/page-flags.h', { kind: 'mark', mark: 'asked', argument: 0 }, 'PageHighMem folio_test_highmem'],
  // What these two are made of where there is high memory.
  ['include/linux/mm.h', { kind: 'mark', mark: 'asked', argument: 0 }, 'page_zonenum folio_zonenum'],
  ['include/linux/highmem.h', { kind: 'quiet' }, 'kmap kmap_atomic kmap_local_page kmap_local_page_prot kmap_local_folio'],
  ['include/linux/page-flags.h', { kind: 'mark', mark: 'sized', argument: 0 }, 'folio_test_large folio_test_hugetlb PageCompound PageHead PageHuge'],
  ['mm/pgtable-generic.c', { kind: 'mark', mark: 'deposited', argument: 1 }, 'pgtable_trans_huge_deposit'],
  ['mm/pgtable-generic.c', { kind: 'unmark', mark: 'deposited', argument: 1 }, 'pgtable_trans_huge_withdraw'],
  ['mm/memory.c', { kind: 'map', argument: 2 }, 'vm_insert_page'],
  // The list word, which is RCU's word too.
  ['include/linux/list.h', { kind: 'list' }, 'list_add list_add_tail list_add_rcu list_move list_move_tail'],
  ['include/linux/list.h', { kind: 'unlist' }, 'list_del list_del_init list_del_rcu'],
  // Conversions that are more than a cast and some arithmetic.
  ['include/linux/page-flags.h', { kind: 'same', argument: 0 }, 'compound_head _compound_head'],
  ['include/linux/mm.h', { kind: 'address' }, 'page_address lowmem_page_address folio_address ptdesc_address'],
  ['include/linux/mm.h', { kind: 'same', argument: 0 }, 'virt_to_page virt_to_head_page virt_to_folio virt_to_ptdesc page_to_virt ptdesc_to_virt'],
  ['arch/x86/include/asm/page.h', { kind: 'same', argument: 0 }, '__phys_addr __phys_addr_nodebug __phys_addr_symbol'],
  ['arch/arm64/include/asm/memory.h', { kind: 'same', argument: 0 }, '__virt_to_phys __phys_to_virt'],
  ['include/linux/compiler.h', { kind: 'same', argument: 0 }, '__builtin_launder __builtin_assume_aligned'],
  // From an entry to the table below it.
  ['include/linux/pgtable.h', { kind: 'entry' }, 'pmd_page_vaddr pud_pgtable p4d_pgtable pgd_page_vaddr'],
  // Entries that point to a table; those of the kernel's own (pmd_populate_kernel) are not asked about.
  ['asm/pgalloc.h', { kind: 'populate', argument: 2, level: 'pte' }, 'pmd_populate'],
  ['asm/pgalloc.h', { kind: 'populate', argument: 2, level: 'pmd' }, 'pud_populate'],
  ['asm/pgalloc.h', { kind: 'populate', argument: 2, level: 'pud' }, 'p4d_populate'],
  ['asm/pgalloc.h', { kind: 'populate', argument: 2, level: 'p4d' }, 'pgd_populate'],
  // Functions that are not in every unit and leave the life of a table alone.
  ['lib/string.c', { kind: 'quiet' }, 'memcmp'],
  ['lib/string.c', { kind: 'mark', mark: 'filled', argument: 0 }, 'memset memcpy memmove memset64 memset_l clear_page copy_page __memset __memcpy __builtin_memset __builtin_memcpy'],
  ['kernel/printk/printk.c', { kind: 'quiet' }, '_printk printk __warn_printk dump_page'],
  ['mm/vmstat.c', { kind: 'quiet' }, 'mod_node_page_state __mod_lruvec_page_state mod_lruvec_page_state lruvec_stat_mod_folio __lruvec_stat_mod_folio mod_lruvec_state'],
  ['mm/kmemleak.c', { kind: 'quiet' }, 'kmemleak_no_scan kmemleak_ignore kmemleak_not_leak'],
  ['arch/x86/include/asm/paravirt.h', { kind: 'mark', mark: 'announced', argument: 1 }, 'paravirt_alloc_pte paravirt_alloc_pmd paravirt_alloc_pud paravirt_alloc_p4d'],
  ['arch/x86/include/asm/paravirt.h', { kind: 'unmark', mark: 'announced', argument: 0 }, 'paravirt_release_pte paravirt_release_pmd paravirt_release_pud paravirt_release_p4d'],
  ['kernel/locking/spinlock.c', { kind: 'quiet' }, '_raw_spin_lock _raw_spin_unlock _raw_spin_lock_irqsave _raw_spin_unlock_irqrestore __raw_spin_lock_init lockdep_init_map_type'],
]; // biome-ignore format: a table

/** The roots by name. */
export const ROOTS: ReadonlyMap<string, Root> = new Map(
  LINES.flatMap(([, root, names]) => names.split(' ').map((name) => [name, root] as const)),
);

/** Where the kernel defines a root, for documentation. */
export const ROOT_SOURCES: ReadonlyMap<string, string> = new Map(
  LINES.flatMap(([source, , names]) => names.split(' ').map((name) => [name, source] as const)),
);
