/** Bytes in a page of a watched memory: what a snapshot saves when the page first changes. */
export const SHADOW_PAGE_BITS = 10;
export const SHADOW_PAGE_BYTES = 1 << SHADOW_PAGE_BITS;
/** Bytes that one number says the owner of. Objects begin at multiples of it. */
export const OWNER_BYTES = 8;

/** Nobody wrote the byte. */
export const UNWRITTEN = 0;
/** The byte has its initial value, from before the run. */
export const INITIAL = 1;
/** Writers from here on are events of the recording, or sites of the code when nothing records. */
export const FIRST_WRITER = 2;

/** No object is there. */
export const NOBODY = 0;

/** One page of bytes with its shadow. */
export class ShadowPage {
  /** Of its first byte. */
  readonly address: number;
  readonly bytes = new Uint8Array(SHADOW_PAGE_BYTES);
  readonly view = new DataView(this.bytes.buffer);
  /** Who wrote each byte last. */
  readonly writer = new Int32Array(SHADOW_PAGE_BYTES);
  /** Which object each OWNER_BYTES belong to. */
  readonly owner = new Int32Array(SHADOW_PAGE_BYTES / OWNER_BYTES);
  /** It changed since the newest snapshot was taken or restored, or there is none. */
  isDirty = true;

  constructor(address: number) {
    this.address = address;
  }
}

/** What a page held when a snapshot was taken. */
export class SavedPage {
  private readonly bytes: Uint8Array;
  private readonly writer: Int32Array;
  private readonly owner: Int32Array;

  constructor(page: ShadowPage) {
    this.bytes = page.bytes.slice();
    this.writer = page.writer.slice();
    this.owner = page.owner.slice();
  }

  /** Holds another page's state from now on. */
  save(page: ShadowPage): this {
    this.bytes.set(page.bytes);
    this.writer.set(page.writer);
    this.owner.set(page.owner);
    return this;
  }

  restore(page: ShadowPage): void {
    page.bytes.set(this.bytes);
    page.writer.set(this.writer);
    page.owner.set(this.owner);
  }
}
