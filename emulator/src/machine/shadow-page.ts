/** Bytes in a page of a watched memory: what a snapshot shares, and a store after it copies. */
export const SHADOW_PAGE_BYTES = 4096;
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
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Who wrote each byte last. */
  readonly writer: Int32Array;
  /** Which object each OWNER_BYTES belong to. */
  readonly owner: Int32Array;
  /** The memory's epoch at which the page came into being: older pages belong to a snapshot. */
  readonly epoch: number;

  constructor(epoch: number, from?: ShadowPage) {
    this.epoch = epoch;
    this.bytes = from ? from.bytes.slice() : new Uint8Array(SHADOW_PAGE_BYTES);
    this.view = new DataView(this.bytes.buffer);
    this.writer = from ? from.writer.slice() : new Int32Array(SHADOW_PAGE_BYTES);
    this.owner = from ? from.owner.slice() : new Int32Array(SHADOW_PAGE_BYTES / OWNER_BYTES);
  }
}
