/**
 * The functions whose calls tell what happens to a page, with the kernel source that says so. Only
 * their names are known here: what they do is run from the tree that is open. A name that a tree
 * does not have is simply not met there.
 */

import type { FunctionEntry } from '../machine/run/function-entry.ts';

export type KernelEvent =
  /** Gives a block of pages: argument 1 is its order, the result its first struct page. */
  | { readonly kind: 'page-alloc'; readonly gfp: number; readonly order: number }
  /** The last reference is gone: a block goes back to the allocator. */
  | { readonly kind: 'page-free'; readonly page: number; readonly order: number }
  /** A free block gets ready for its new owner. */
  | { readonly kind: 'page-prepare'; readonly page: number; readonly order: number }
  | { readonly kind: 'slab-alloc'; readonly cache: number | undefined; readonly gfp: number }
  | { readonly kind: 'slab-free'; readonly object: number }
  /** The result is false when there is no memory for the lock. */
  | { readonly kind: 'ctor'; readonly level: string; readonly mayFail: boolean }
  | { readonly kind: 'dtor'; readonly level: string | undefined }
  | { readonly kind: 'ptlock-alloc' | 'ptlock-free' }
  /** Makes a table reachable: argument 1 is the entry, argument 2 the table. */
  | { readonly kind: 'populate'; readonly entry: number; readonly table: number }
  | { readonly kind: 'lock' | 'unlock' | 'trylock' | 'lock-init'; readonly lock: number }
  | { readonly kind: 'call-rcu' }
  /** A table of an mm comes into use; the result is its address or its struct page. */
  | { readonly kind: 'table-alloc' }
  | { readonly kind: 'table-free'; readonly table: number }
  /** The page allocator's own complaint. */
  | { readonly kind: 'bad-page'; readonly page: number; readonly reason: number }
  | { readonly kind: 'bad-entry'; readonly entry: number }
  /** Part of an allocator: what is found inside it is told of its caller. */
  | { readonly kind: 'plumbing' };

type Line = readonly [source: string, event: KernelEvent, names: string];

const PLUMBING = { kind: 'plumbing' } as const;

const LINES: readonly Line[] = [
  ['include/linux/gfp.h', { kind: 'page-alloc', gfp: 0, order: 1 }, 'alloc_pages alloc_pages_noprof'],
  ['mm/page_alloc.c', { kind: 'page-prepare', page: 0, order: 1 }, 'post_alloc_hook'],
  ['mm/page_alloc.c', { kind: 'page-free', page: 0, order: 1 }, 'free_unref_page'],
  ['mm/slub.c', { kind: 'slab-alloc', cache: 0, gfp: 1 }, 'kmem_cache_alloc kmem_cache_alloc_noprof'],
  ['mm/slub.c', { kind: 'slab-alloc', cache: undefined, gfp: 1 }, 'kmalloc __kmalloc_noprof __kmalloc_cache_noprof'],
  ['mm/slub.c', { kind: 'slab-free', object: 1 }, 'kmem_cache_free'],
  ['mm/slub.c', { kind: 'slab-free', object: 0 }, 'kfree'],
  ['include/linux/mm.h', { kind: 'ctor', level: 'pte', mayFail: true }, 'pagetable_pte_ctor pgtable_pte_page_ctor'],
  ['include/linux/mm.h', { kind: 'ctor', level: 'pmd', mayFail: true }, 'pagetable_pmd_ctor pgtable_pmd_page_ctor'],
  ['include/linux/mm.h', { kind: 'ctor', level: 'pud', mayFail: false }, 'pagetable_pud_ctor'],
  ['include/linux/mm.h', { kind: 'ctor', level: 'p4d', mayFail: false }, 'pagetable_p4d_ctor'],
  ['include/linux/mm.h', { kind: 'ctor', level: 'pgd', mayFail: false }, 'pagetable_pgd_ctor'],
  ['include/linux/mm.h', { kind: 'dtor', level: 'pte' }, 'pagetable_pte_dtor pgtable_pte_page_dtor'],
  ['include/linux/mm.h', { kind: 'dtor', level: 'pmd' }, 'pagetable_pmd_dtor pgtable_pmd_page_dtor'],
  ['include/linux/mm.h', { kind: 'dtor', level: 'pud' }, 'pagetable_pud_dtor'],
  ['include/linux/mm.h', { kind: 'dtor', level: undefined }, 'pagetable_dtor'],
  ['mm/memory.c', { kind: 'ptlock-alloc' }, 'ptlock_alloc'],
  ['mm/memory.c', { kind: 'ptlock-free' }, 'ptlock_free'],
  ['asm/pgalloc.h', { kind: 'populate', entry: 1, table: 2 }, 'pmd_populate pud_populate p4d_populate pgd_populate pmd_populate_kernel'],
  ['arch/sparc/mm/srmmu.c', { kind: 'populate', entry: 0, table: 1 }, 'pmd_set'],
  ['include/linux/spinlock.h', { kind: 'lock', lock: 0 }, '_spin_lock _raw_spin_lock _raw_spin_lock_nested _raw_spin_lock_nest_lock _raw_spin_lock_irqsave _raw_spin_lock_irq _raw_spin_lock_bh'],
  ['include/linux/spinlock.h', { kind: 'trylock', lock: 0 }, '_spin_trylock _raw_spin_trylock'],
  ['include/linux/spinlock.h', { kind: 'unlock', lock: 0 }, '_spin_unlock _raw_spin_unlock _raw_spin_unlock_irqrestore _raw_spin_unlock_irq _raw_spin_unlock_bh'],
  ['include/linux/spinlock.h', { kind: 'lock-init', lock: 0 }, '__spin_lock_init __raw_spin_lock_init'],
  ['include/linux/spinlock.h', PLUMBING, 'spin_lock spin_lock_bh spin_lock_irq spin_trylock spin_unlock spin_unlock_bh spin_unlock_irq spin_unlock_irqrestore'],
  ['kernel/rcu/tree.c', { kind: 'call-rcu' }, 'call_rcu call_rcu_hurry'],
  ['asm/pgalloc.h', { kind: 'table-alloc' }, 'pte_alloc_one pmd_alloc_one pte_fragment_alloc pmd_fragment_alloc page_table_alloc get_pointer_table srmmu_get_nocache'],
  ['asm/pgalloc.h', { kind: 'table-free', table: 0 }, 'pte_fragment_free pmd_fragment_free free_pointer_table srmmu_free_nocache'],
  ['arch/s390/mm/pgalloc.c', { kind: 'table-free', table: 1 }, 'page_table_free page_table_free_rcu'],
  ['mm/page_alloc.c', { kind: 'bad-page', page: 0, reason: 1 }, 'bad_page'],
  ['mm/memory.c', { kind: 'bad-entry', entry: 0 }, 'pgd_clear_bad p4d_clear_bad pud_clear_bad pmd_clear_bad'],
  ['include/linux/gfp.h', PLUMBING, 'folio_alloc __get_free_pages get_zeroed_page __free_pages free_pages pagetable_alloc pagetable_free pagetable_alloc_noprof __folio_put folio_put put_page put_pages_list release_pages free_reserved_page free_reserved_ptdesc'],
  ['include/linux/gfp.h', PLUMBING, 'get_free_pages_noprof get_zeroed_page_noprof folio_alloc_noprof free_unref_page_commit free_pages_prepare free_tail_page_prepare report_bad_page'],
  ['mm/swap_state.c', PLUMBING, 'free_page_and_swap_cache free_pages_and_swap_cache'],
  ['mm/slub.c', PLUMBING, 'new_slab alloc_slab_page __free_slab'],
  ['boundary/linux/memory.c', PLUMBING, 'drop_page'],
  ['include/linux/mm.h', PLUMBING, 'ptlock_init pmd_ptlock_init pmd_ptlock_free'],
]; // biome-ignore format: a table

/** A function of a boundary with this before its name runs in place of the tree's. */
export const REPLACEMENT_PREFIX = 'instead_of_';

/** The events by the name of the function. */
export const KERNEL_FUNCTIONS: ReadonlyMap<string, KernelEvent> = new Map(
  LINES.flatMap(([, event, names]) => names.split(' ').map((name) => [name, event] as const)),
);

/** The name in the tree of a function, or of what runs in its place. */
export function treeName(name: string): string {
  return name.startsWith(REPLACEMENT_PREFIX) ? name.slice(REPLACEMENT_PREFIX.length) : name;
}

/** What calls of a function tell; undefined for most. */
export function kernelEvent(name: string): KernelEvent | undefined {
  return KERNEL_FUNCTIONS.get(treeName(name));
}

/** The same of a function that may be called often. */
export function eventOf(entry: FunctionEntry): KernelEvent | undefined {
  if (entry.meaning === undefined) entry.meaning = kernelEvent(entry.name) ?? null;
  return (entry.meaning ?? undefined) as KernelEvent | undefined;
}

/** Where the kernel defines each, for documentation. */
export const KERNEL_FUNCTION_SOURCES: ReadonlyMap<string, string> = new Map(
  LINES.flatMap(([source, , names]) => names.split(' ').map((name) => [name, source] as const)),
);

/** Allocations that a run may make fail, the outermost of nested ones counted (mm/page_alloc.c, mm/slub.c). */
export function canFail(event: KernelEvent): boolean {
  return event.kind === 'page-alloc' || event.kind === 'slab-alloc';
}

/** Members of the table descriptor that hold its lock and what is deposited (include/linux/mm_types.h). */
export const TABLE_RECORD = 'struct ptdesc';
export const LOCK_MEMBER = 'ptl';
export const DEPOSIT_MEMBER = 'pmd_huge_pte';
/** The descriptor of pages of objects (mm/slab.h). */
export const SLAB_RECORD = 'struct slab';
/** Says what a page is (include/linux/mm_types.h). */
export const PAGE_TYPE_MEMBER = 'page_type';
/** The members by which a page hangs on a list (include/linux/mm_types.h). */
export const LIST_MEMBERS: readonly string[] = ['lru', 'pt_list', 'slab_list'];
