/** What a call of a function of the kernel tells about pages, to whoever follows a run. */
export type KernelEvent =
  /** Gives a block of pages: argument 1 is its order, the result its first struct page. */
  | { readonly kind: 'page-alloc'; readonly gfp: number; readonly order: number }
  /** The last reference is gone: a block goes back to the allocator. */
  | { readonly kind: 'page-free'; readonly page: number; readonly order: number }
  /** A free block gets ready for its new owner. */
  | { readonly kind: 'page-prepare'; readonly page: number; readonly order: number }
  | { readonly kind: 'slab-alloc'; readonly cache: number | undefined; readonly gfp: number }
  | { readonly kind: 'slab-free'; readonly object: number }
  /**
   * The result is false when there is no memory for the lock. Of this and the next three, the table is
   * the argument whose type says so: see table-argument.ts.
   */
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
