import { GivenPages } from './given-pages.ts';
import {
  copyAt, INITIAL, keepPage, keepState, NOBODY, OWNER_BITS, OWNER_BYTES, pageAt, roomForState, SHADOW_PAGE_BITS, SHADOW_PAGE_BYTES, type ShadowPage, UNWRITTEN,
} from './shadow-page.ts'; // biome-ignore format: a list
import { type Uniform, UniformPages } from './uniform-pages.ts';

const LAST = SHADOW_PAGE_BYTES - 1;
/** Bits of an address within one directory: 1024 pages. */
const DIRECTORY_BITS = SHADOW_PAGE_BITS + 10;

/** A loop of the host over this many is quicker than a call. */
const FEW_BYTES = 256;

type Directory = (ShadowPage | undefined)[];

/** One moment of the memory: the pages that changed since then are saved as they were. */
export class MemorySnapshot {
  readonly saved = new Map<ShadowPage, Uint8Array<ArrayBuffer> | undefined>();
  /** Pages that changed since this snapshot, the newest one, was taken or restored. */
  readonly dirty: ShadowPage[] = [];
  /** What was where another page is since then, by the page's number: one that is the same all over, or none. */
  readonly replaced = new Map<number, ShadowPage | undefined>();
}

/** What is asked and told of the memory's bytes. */
export interface PageKeeper {
  /** Before a page comes into being; throws where nothing is mapped. */
  open(address: number): void;
  /** A page is no more. */
  close(): void;
}

/** The pages of a watched memory: bytes, who wrote them, whose they are; and how they were before. */
export class ShadowPages {
  /** As long as there are addresses: the host would keep an array with gaps as a hash table. */
  private readonly directories = emptyTable<Directory>(2 ** (32 - DIRECTORY_BITS));
  private readonly givenPages = new GivenPages();
  /** The newest last. */
  private readonly snapshots: MemorySnapshot[] = [];
  private readonly keeper: PageKeeper;
  private readonly uniform = new UniformPages();

  constructor(keeper: PageKeeper) {
    this.keeper = keeper;
  }

  /** The page of an address, when someone touched it; others hold zeros where something is mapped. */
  existing(address: number): ShadowPage | undefined {
    return this.directories[address >>> DIRECTORY_BITS]?.[(address >>> SHADOW_PAGE_BITS) & 1023];
  }

  readable(address: number): ShadowPage {
    const page =
      this.directories[address >>> DIRECTORY_BITS]?.[(address >>> SHADOW_PAGE_BITS) & 1023];
    return page ?? this.create(address);
  }

  private create(address: number): ShadowPage {
    this.keeper.open(address);
    const page = pageAt(address - (address & LAST));
    this.place(address, page);
    this.givenPages.fill(page);
    this.snapshots.at(-1)?.saved.set(page, undefined);
    this.snapshots.at(-1)?.dirty.push(page);
    return page;
  }

  private place(address: number, page: ShadowPage | undefined): void {
    const at = address >>> DIRECTORY_BITS;
    const directory = this.directories[at] ?? emptyTable<ShadowPage>(1024);
    this.directories[at] = directory;
    directory[(address >>> SHADOW_PAGE_BITS) & 1023] = page;
  }

  writable(address: number): ShadowPage {
    const page = this.readable(address);
    if (page.isDirty) return page;
    if (this.uniform.of(page)) return this.separate(address, page);
    this.soil(page);
    return page;
  }

  /** A page that is the same all over gets bytes of its own. */
  private separate(address: number, page: ShadowPage): ShadowPage {
    const own = copyAt(address - (address & LAST), page);
    this.replace(address, page, own);
    this.snapshots.at(-1)?.dirty.push(own);
    return own;
  }

  private replace(address: number, before: ShadowPage | undefined, page: ShadowPage): void {
    const { replaced } = this.snapshots.at(-1) ?? {};
    const number = address >>> SHADOW_PAGE_BITS;
    if (replaced && !replaced.has(number)) replaced.set(number, before);
    this.place(address, page);
  }

  /**
   * Changes all of a page, which stays the same all over and needs no bytes of its own.
   * @param address of its first byte @returns false for a page that has them
   */
  changeAll(address: number, change: Partial<Uniform>): boolean {
    const page = this.existing(address);
    const like = page ? this.uniform.of(page) : this.bornLike(address);
    if (like === undefined) return false;
    if (page === undefined) this.keeper.open(address);
    this.replace(address, page, this.uniform.like({ ...like, ...change }));
    return true;
  }

  /** Whether changeAll() has an effect there. */
  isUniform(address: number): boolean {
    const page = this.existing(address);
    return page === undefined || this.uniform.of(page) !== undefined;
  }

  /** What a page is that no one touched. */
  private bornLike(address: number): Uniform {
    const owner = this.givenPages.ownerAt(address);
    return { value: 0, writer: owner === NOBODY ? UNWRITTEN : INITIAL, owner };
  }

  /** A page is about to change for the first time since the newest snapshot. */
  private soil(page: ShadowPage): void {
    const newest = this.snapshots.at(-1) as MemorySnapshot;
    if (!newest.saved.has(page)) {
      const state = roomForState();
      state.set(page.state);
      newest.saved.set(page, state);
    }
    newest.dirty.push(page);
    page.isDirty = true;
  }

  /** Visits a range page by page. @param visit gets the bytes before its part as `at` */
  parts(
    address: number,
    sizeBytes: number,
    writes: boolean,
    visit: (page: ShadowPage, offset: number, length: number, at: number) => void,
  ): void {
    eachSpan(address, sizeBytes, (at, offset, length) => {
      const page = writes ? this.writable(at) : this.readable(at);
      visit(page, offset, length, at - address);
    });
  }

  /** The owner number of a byte; no one's where nothing is mapped. */
  ownerAt(address: number): number {
    const page = this.existing(address);
    return page ? page.owner[(address & LAST) >>> 3] : this.givenPages.ownerAt(address);
  }

  /** Who wrote a byte last: UNWRITTEN, INITIAL, or the number of a store. */
  writerAt(address: number): number {
    return this.readable(address).writer[address & LAST];
  }

  isInitialised(address: number, sizeBytes: number): boolean {
    for (let i = 0; i < sizeBytes; i++) if (this.writerAt(address + i) === UNWRITTEN) return false;
    return true;
  }

  writers(address: number, sizeBytes: number): Int32Array {
    const writers = new Int32Array(sizeBytes);
    this.parts(address, sizeBytes, false, (page, offset, length, at) =>
      writers.set(page.writer.subarray(offset, offset + length), at),
    );
    return writers;
  }

  /** Gives bytes to an object. @param start a multiple of OWNER_BYTES */
  own(start: number, sizeBytes: number, owner: number): void {
    const whole = Math.ceil(sizeBytes / OWNER_BYTES) * OWNER_BYTES;
    const first = start & LAST;
    if (first + whole <= SHADOW_PAGE_BYTES) {
      const { owner: owners } = this.writable(start);
      owners.fill(owner, first / OWNER_BYTES, (first + whole) / OWNER_BYTES);
      return;
    }
    eachSpan(start, whole, (at, offset, length) => {
      if (length === SHADOW_PAGE_BYTES && this.changeAll(at, { owner })) return;
      const { owner: owners } = this.writable(at);
      owners.fill(owner, offset / OWNER_BYTES, (offset + length) / OWNER_BYTES);
    });
  }

  /**
   * Gives zeros to an object: initial values. Pages that no one touched come into being only when
   * someone does, for an object may be as large as a kernel's memory.
   */
  give(start: number, sizeBytes: number, owner: number): void {
    const firstPage = Math.ceil(start / SHADOW_PAGE_BYTES) * SHADOW_PAGE_BYTES;
    const end = start + sizeBytes;
    const lastPage = end - (end & LAST);
    if (lastPage <= firstPage) {
      this.giveNow(start, sizeBytes, owner);
      return;
    }
    this.giveNow(start, firstPage - start, owner);
    this.giveNow(lastPage, end - lastPage, owner);
    this.givenPages.add(firstPage, lastPage, owner);
    for (let at = firstPage; at < lastPage; at += SHADOW_PAGE_BYTES)
      if (this.existing(at)) this.giveNow(at, SHADOW_PAGE_BYTES, owner);
  }

  private giveNow(start: number, sizeBytes: number, owner: number): void {
    if (sizeBytes === 0) return;
    this.own(start, sizeBytes, owner);
    this.setWriter(start, sizeBytes, INITIAL);
  }

  /** Gives the bytes of a frame to its locals. @param start a multiple of OWNER_BYTES */
  ownEach(start: number, owners: Int32Array): void {
    for (let i = 0; i < owners.length; ) {
      const address = start + i * OWNER_BYTES;
      const { owner } = this.writable(address);
      const at = (address & LAST) >>> OWNER_BITS;
      const end = Math.min(owners.length, i + owner.length - at);
      // Frames are small: a call of the host would take longer.
      for (let to = at; i < end; i++, to++) owner[to] = owners[i];
    }
  }

  /** Says who wrote bytes, without changing them: UNWRITTEN after an allocation. */
  setWriter(start: number, sizeBytes: number, number: number): void {
    for (let at = 0; at < sizeBytes; ) {
      const first = (start + at) & LAST;
      const end = Math.min(SHADOW_PAGE_BYTES, first + sizeBytes - at);
      const isWhole = end - first === SHADOW_PAGE_BYTES;
      if (isWhole && this.changeAll(start + at, { writer: number })) {
        at += SHADOW_PAGE_BYTES;
        continue;
      }
      const { writer } = this.writable(start + at);
      if (end - first > FEW_BYTES) writer.fill(number, first, end);
      else for (let i = first; i < end; i++) writer[i] = number;
      at += end - first;
    }
  }

  /** Remembers this moment. */
  snapshot(): MemorySnapshot {
    const newest = this.snapshots.at(-1);
    for (const page of newest?.dirty ?? this.ownPages()) page.isDirty = false;
    const snapshot = new MemorySnapshot();
    this.snapshots.push(snapshot);
    return snapshot;
  }

  /** Goes back to a moment, any number of times; those remembered after it are forgotten. */
  restore(snapshot: MemorySnapshot): void {
    if (!this.snapshots.includes(snapshot)) throw new Error('that moment is forgotten');
    for (;;) {
      const newest = this.snapshots.at(-1) as MemorySnapshot;
      for (const page of newest.dirty) this.bringBack(page, newest);
      newest.dirty.length = 0;
      for (const [number, before] of newest.replaced) this.putBack(number, before);
      newest.replaced.clear();
      if (newest === snapshot) return;
      this.snapshots.pop();
      for (const saved of newest.saved.values()) if (saved) keepState(saved);
    }
  }

  private bringBack(page: ShadowPage, { saved, replaced }: MemorySnapshot): void {
    page.isDirty = false;
    const state = saved.get(page);
    if (state) page.state.set(state);
    else if (!replaced.has(page.address >>> SHADOW_PAGE_BITS)) this.clear(page);
  }

  private putBack(number: number, before: ShadowPage | undefined): void {
    const address = number * SHADOW_PAGE_BYTES;
    const page = this.existing(address);
    if (page && this.uniform.of(page) === undefined) keepPage(page);
    if (before === undefined) this.keeper.close();
    this.place(address, before);
  }

  /** Gives everything back: the memory is never used again. */
  release(): void {
    for (const { saved } of this.snapshots)
      for (const state of saved.values()) if (state) keepState(state);
    for (const page of this.ownPages()) keepPage(page);
    this.uniform.release();
    this.snapshots.length = 0;
    this.directories.fill(undefined);
  }

  /** A page that came into being after a snapshot holds nothing in it but what it was born with. */
  private clear(page: ShadowPage): void {
    page.clear();
    this.givenPages.fill(page);
  }

  /** Every page that exists, in ascending order of address. */
  *everyPage(): Iterable<{ readonly address: number; readonly bytes: Uint8Array }> {
    for (const [at, directory] of this.directories.entries())
      for (const [i, page] of (directory ?? []).entries())
        if (page) yield { address: (at * 1024 + i) * SHADOW_PAGE_BYTES, bytes: page.bytes };
  }

  /** Those with bytes of their own. */
  private *ownPages(): Iterable<ShadowPage> {
    for (const directory of this.directories)
      for (const page of directory ?? [])
        if (page && this.uniform.of(page) === undefined) yield page;
  }
}

/** The pieces of a range that lie in one page each. @param visit gets the address, and where that is in its page */
export function eachSpan(
  address: number,
  sizeBytes: number,
  visit: (at: number, offset: number, length: number) => void,
): void {
  for (let at = address; at < address + sizeBytes; ) {
    const offset = at & LAST;
    const length = Math.min(address + sizeBytes - at, SHADOW_PAGE_BYTES - offset);
    visit(at, offset, length);
    at += length;
  }
}

function emptyTable<T>(length: number): (T | undefined)[] {
  return new Array<T | undefined>(length).fill(undefined);
}
