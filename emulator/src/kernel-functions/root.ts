/** What path analysis takes as given about a function of the kernel. */

/** The levels of page tables, as the kernel counts them (Documentation/mm/page_tables.rst). */
export type Level = 'pte' | 'pmd' | 'pud' | 'p4d' | 'pgd';

/** Memory is given back to where it came from. */
export type Family = 'pagetable' | 'page' | 'slab' | 'boot';

/**
 * What lasts until it is taken back. `filled`: the memory was written to, or cleared by its allocator.
 * `typed`: the page has a page type. `announced`: a hypervisor knows that it is a table. `kernel`: it is
 * marked as a table of the kernel's own. `asked`: someone looked whether it is in high memory.
 * `sized`: someone looked whether it is a large page. `deposited`: a table is set aside in it.
 * `lockless`: its constructor made no lock, as for the kernel's own tables.
 */
export type Mark =
  | 'filled'
  | 'typed'
  | 'announced'
  | 'kernel'
  | 'asked'
  | 'sized'
  | 'deposited'
  | 'lockless';

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
  /** The table is the argument whose type says so: see table-argument.ts. */
  | { readonly kind: 'construct'; readonly level: Level | undefined }
  | { readonly kind: 'destruct'; readonly level: Level | undefined }
  /** Hands the table to someone who frees it later, by way of the function `later`. */
  | { readonly kind: 'queue'; readonly argument: number; readonly later: Later }
  /** The result is the argument's object in another form. */
  | { readonly kind: 'same'; readonly argument: number }
  /** The same, of a page: the result is where its memory is mapped, which high memory is not. */
  | { readonly kind: 'address' }
  /** The result is the table that an entry points to. */
  | { readonly kind: 'entry' }
  /** Clears an entry: the table of `level` that it pointed to is reachable no more. */
  | { readonly kind: 'unlink'; readonly level: Level }
  /** Makes the table reachable for the machine. */
  | { readonly kind: 'populate'; readonly argument: number; readonly level: Level }
  /** A larger allocation becomes single pages, to be freed one by one. */
  | { readonly kind: 'split' }
  /** The result is the lock of the table. */
  | { readonly kind: 'lock' }
  /** The first argument, a member of the table's descriptor, goes on a list, or off it. */
  | { readonly kind: 'list' | 'unlist' }
  /** Sets a mark on the argument, or takes it back. */
  | {
      readonly kind: 'mark' | 'unmark';
      readonly mark: Mark;
      readonly argument: number;
      /** The argument that is kept in the marked one from then on. */
      readonly keeps?: number;
    }
  /** Somebody else has the argument from then on. */
  | { readonly kind: 'share'; readonly argument: number }
  /** Makes the page part of a user's memory. */
  | { readonly kind: 'map'; readonly argument: number }
  /** Does nothing to the life of what it is given. */
  | { readonly kind: 'quiet' };

export type OrderSource = { readonly argument: number } | { readonly constant: bigint } | undefined;
/** A function by name, or the one that an argument names; undefined when no destructor can run. */
export type Later = { readonly function: string } | { readonly argument: number } | undefined;
