/** What is known of one table or page on one path through a function. */
import type { Family, Level, Mark } from '../../../emulator/src/kernel-functions/root.ts';

export type { Family, Level, Mark };

/**
 * `unknown`: handed in, loaded, or given to someone who may have changed it. `raw`: fresh from an
 * allocator. `queued`: someone will free it.
 */
export type Life = 'unknown' | 'raw' | 'constructed' | 'destructed' | 'queued' | 'freed';

/** A number that is known, or that is a parameter of the function. */
export type Amount = bigint | { readonly argument: number } | undefined;

/** A member of a descriptor, by its bits from the start of the first struct page. */
export interface DescriptorField {
  readonly record: string;
  readonly name: string;
  readonly startBits: number;
  readonly endBits: number;
}

export type Origin =
  | { readonly kind: 'parameter'; readonly index: number }
  | { readonly kind: 'allocated' }
  /** Read from a page-table entry. */
  | { readonly kind: 'entry' }
  /** Read from memory; the class names every place of its kind: `element of pmd_t *`. */
  | { readonly kind: 'loaded'; readonly place: string }
  | { readonly kind: 'other' };

export interface TableObject {
  /** Names the place where the object came to the function. */
  readonly site: number;
  readonly origin: Origin;
  readonly life: Life;
  /** It is not known whether the pointer is NULL. */
  readonly maybeNull: boolean;
  /** Of its constructor. */
  readonly level: Level | undefined;
  readonly family: Family | undefined;
  readonly order: Amount;
  /** The flags that it was allocated with. */
  readonly gfp: Amount;
  /** `pmd_t`, `pgtable_t`: what the source says that the pointer is. */
  readonly tableType: string | undefined;
  /** A constructor was called and had no memory. */
  readonly constructorFailed: boolean;
  /** Someone else may reach it: it was stored in memory. */
  readonly isShared: boolean;
  /** Its address went into a value that is not followed, so that somebody may reach it. */
  readonly isHeld: boolean;
  /** It was escaped to a function that nothing is known of. */
  readonly isEscaped: boolean;
  /** Where it was allocated, constructed, destructed, and freed or queued; -1 when it was not. */
  readonly allocatedAt: number;
  readonly constructedAt: number;
  readonly destructedAt: number;
  readonly goneAt: number;
  /** Where it was put on a list that it is still on; -1 when that is not known. */
  readonly listedAt: number;
  /** Where each mark that it has was set. */
  readonly marks: Readonly<Partial<Record<Mark, number>>>;
  /** Where the entry that it was read from was cleared; -1 when it was not. */
  readonly unlinkedAt: number;
  /** The member of its descriptor that was stored to last, and where. */
  readonly stored: (DescriptorField & { readonly token: number }) | undefined;
}

/** An object about which nothing is known yet. */
export function newObject(site: number, origin: Origin, tableType?: string): TableObject {
  return {
    site,
    origin,
    life: 'unknown',
    maybeNull: true,
    level: undefined,
    family: undefined,
    order: undefined,
    gfp: undefined,
    tableType,
    constructorFailed: false,
    isShared: false,
    isHeld: false,
    isEscaped: false,
    allocatedAt: -1,
    constructedAt: -1,
    destructedAt: -1,
    goneAt: -1,
    listedAt: -1,
    unlinkedAt: -1,
    marks: {},
    stored: undefined,
  };
}

/** Two objects with the same key are the same to every rule. */
export function objectKey(o: TableObject): string {
  const flags = Number(o.maybeNull) + Number(o.isShared) * 2 + Number(o.isEscaped) * 4;
  const more =
    Number(o.constructorFailed) * 8 +
    Number(o.listedAt >= 0) * 16 +
    Number(o.isHeld) * 32 +
    Number(o.unlinkedAt >= 0) * 64;
  const amounts = `${amountKey(o.order)}:${amountKey(o.gfp)}`;
  const marks = Object.keys(o.marks).sort().join('+');
  const stored = o.stored ? `${o.stored.record}.${o.stored.name}` : '';
  return `${o.site}:${o.life}:${flags + more}:${o.level}:${amounts}:${marks}:${stored}`;
}

function amountKey(amount: Amount): string {
  return typeof amount === 'object' ? `a${amount.argument}` : String(amount);
}
