import { GivenPages } from './given-pages.ts';
import {
  INITIAL, NOBODY, OWNER_BYTES, SavedPage, SHADOW_PAGE_BITS, SHADOW_PAGE_BYTES, ShadowPage, UNWRITTEN,
} from './shadow-page.ts'; // biome-ignore format: a list

const LAST = SHADOW_PAGE_BYTES - 1;
/** Bits of an address within one directory: 1024 pages. */
const DIRECTORY_BITS = SHADOW_PAGE_BITS + 10;

/** So many saved pages are kept for later snapshots: 6 KB each. */
const MOST_SPARE = 2048;

type Directory = (ShadowPage | undefined)[];

/** One moment of the memory: the pages that changed since then are saved as they were. */
export class MemorySnapshot {
  readonly saved = new Map<ShadowPage, SavedPage | undefined>();
  /** Pages that changed since this snapshot, the newest one, was taken or restored. */
  readonly dirty: ShadowPage[] = [];
}

/** The pages of a watched memory: bytes, who wrote them, whose they are; and how they were before. */
export class ShadowPages {
  private readonly directories: (Directory | undefined)[] = [];
  private readonly givenPages = new GivenPages();
  /** Of snapshots that are forgotten, to be used again. */
  private readonly spare: SavedPage[] = [];
  /** The newest last. */
  private readonly snapshots: MemorySnapshot[] = [];
  /** Called before a page comes into being; throws where nothing is mapped. */
  private readonly open: (address: number) => void;

  constructor(open: (address: number) => void) {
    this.open = open;
  }

  /** The page of an address, when somebody touched it; others hold zeros where something is mapped. */
  existing(address: number): ShadowPage | undefined {
    return this.directories[address >>> DIRECTORY_BITS]?.[(address >>> SHADOW_PAGE_BITS) & 1023];
  }

  readable(address: number): ShadowPage {
    const page =
      this.directories[address >>> DIRECTORY_BITS]?.[(address >>> SHADOW_PAGE_BITS) & 1023];
    return page ?? this.create(address);
  }

  private create(address: number): ShadowPage {
    this.open(address);
    const page = new ShadowPage(address - (address & LAST));
    const at = address >>> DIRECTORY_BITS;
    const directory =
      this.directories[at] ?? new Array<ShadowPage | undefined>(1024).fill(undefined);
    this.directories[at] = directory;
    directory[(address >>> SHADOW_PAGE_BITS) & 1023] = page;
    this.givenPages.fill(page);
    this.snapshots.at(-1)?.saved.set(page, undefined);
    this.snapshots.at(-1)?.dirty.push(page);
    return page;
  }

  writable(address: number): ShadowPage {
    const page = this.readable(address);
    if (!page.isDirty) this.soil(page);
    return page;
  }

  /** A page is about to change for the first time since the newest snapshot. */
  private soil(page: ShadowPage): void {
    const newest = this.snapshots.at(-1) as MemorySnapshot;
    if (!newest.saved.has(page)) newest.saved.set(page, this.savedPage(page));
    newest.dirty.push(page);
    page.isDirty = true;
  }

  private savedPage(page: ShadowPage): SavedPage {
    return this.spare.pop()?.save(page) ?? new SavedPage(page);
  }

  /** Visits a range page by page. @param visit gets the bytes before its part as `at` */
  parts(
    address: number,
    sizeBytes: number,
    writes: boolean,
    visit: (page: ShadowPage, offset: number, length: number, at: number) => void,
  ): void {
    for (let at = 0; at < sizeBytes; ) {
      const offset = (address + at) & LAST;
      const length = Math.min(sizeBytes - at, SHADOW_PAGE_BYTES - offset);
      const page = writes ? this.writable(address + at) : this.readable(address + at);
      visit(page, offset, length, at);
      at += length;
    }
  }

  /** The owner number of a byte; nobody's where nothing is mapped. */
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
    this.parts(start, whole, true, (page, offset, length) =>
      page.owner.fill(owner, offset / OWNER_BYTES, (offset + length) / OWNER_BYTES),
    );
  }

  /**
   * Gives zeros to an object: initial values. Pages that nobody touched come into being only when
   * somebody does, for an object may be as large as a kernel's memory.
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
    const first = start & LAST;
    if (first + owners.length * OWNER_BYTES <= SHADOW_PAGE_BYTES) {
      const { owner } = this.writable(start);
      const at = first / OWNER_BYTES;
      // Frames are small: a call of the host would take longer.
      for (let i = 0; i < owners.length; i++) owner[at + i] = owners[i];
      return;
    }
    this.parts(start, owners.length * OWNER_BYTES, true, (page, offset, length, at) =>
      page.owner.set(
        owners.subarray(at / OWNER_BYTES, (at + length) / OWNER_BYTES),
        offset / OWNER_BYTES,
      ),
    );
  }

  /** Says who wrote bytes, without changing them: UNWRITTEN after an allocation. */
  setWriter(start: number, sizeBytes: number, writer: number): void {
    const first = start & LAST;
    if (first + sizeBytes <= SHADOW_PAGE_BYTES) {
      this.writable(start).writer.fill(writer, first, first + sizeBytes);
      return;
    }
    this.parts(start, sizeBytes, true, (page, offset, length) =>
      page.writer.fill(writer, offset, offset + length),
    );
  }

  /** Remembers this moment. */
  snapshot(): MemorySnapshot {
    const newest = this.snapshots.at(-1);
    for (const page of newest?.dirty ?? this.everyPage()) page.isDirty = false;
    const snapshot = new MemorySnapshot();
    this.snapshots.push(snapshot);
    return snapshot;
  }

  /** Goes back to a moment, any number of times; those remembered after it are forgotten. */
  restore(snapshot: MemorySnapshot): void {
    if (!this.snapshots.includes(snapshot)) throw new Error('that moment is forgotten');
    for (;;) {
      const newest = this.snapshots.at(-1) as MemorySnapshot;
      for (const page of newest.dirty) {
        const saved = newest.saved.get(page);
        if (saved) saved.restore(page);
        else this.clear(page);
        page.isDirty = false;
      }
      newest.dirty.length = 0;
      if (newest === snapshot) return;
      this.snapshots.pop();
      for (const saved of newest.saved.values())
        if (saved && this.spare.length < MOST_SPARE) this.spare.push(saved);
    }
  }

  /** A page that came into being after a snapshot holds nothing in it but what it was born with. */
  private clear(page: ShadowPage): void {
    page.bytes.fill(0);
    page.writer.fill(UNWRITTEN);
    page.owner.fill(NOBODY);
    this.givenPages.fill(page);
  }

  /** Every page that exists, in ascending order of address. */
  *everyPage(): Iterable<ShadowPage> {
    for (const directory of this.directories)
      for (const page of directory ?? []) if (page) yield page;
  }
}
