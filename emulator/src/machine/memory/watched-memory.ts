import type { Value } from '../values/scalar-kind.ts';
import { shorten } from '../values/wide.ts';
import type { Loaded, RunTape } from '../watch/run-tape.ts';
import { unmapped } from './address-space.ts';
import { copyInto } from './copy-bytes.ts';
import { Memory } from './memory.ts';
import {
  INITIAL, NOBODY, pageAt, SHADOW_PAGE_BYTES, type ShadowPage, UNWRITTEN,
} from './shadow-page.ts'; // biome-ignore format: a list
import { eachSpan, ShadowPages } from './shadow-pages.ts';

const LAST = SHADOW_PAGE_BYTES - 1;
const WORD = 4294967296;
/** What a watched memory asks and tells. Addresses are those of the kept bytes. */
export interface MemoryWatch {
  /** The access touches bytes that are not all of one living object. Throws, or the access goes on. */
  misplaced(address: number, sizeBytes: number, isStore: boolean): void;
  uninitialised(address: number, sizeBytes: number): void;
  loads(address: number, sizeBytes: number): void;
  /** The bytes before and after each store are kept. */
  readonly isRecording: boolean;
  /** Before the bytes change. @returns the writer number of the store */
  stores(
    address: number,
    bytes: Uint8Array,
    offset: number,
    sizeBytes: number,
    isLocal?: boolean,
  ): number;
  /** The bytes as they are now. */
  stored(bytes: Uint8Array, offset: number, sizeBytes: number): void;
  /** True when an access lies in the object of that owner number; asked where it touches its last bytes. */
  fits(owner: number, address: number, sizeBytes: number): boolean;
}

/**
 * Memory with a shadow: who wrote each byte, and which object it belongs to. Every access is
 * checked against it and told. Its pages are small, and saved on the first write after a snapshot.
 */
export class WatchedMemory extends Memory {
  private readonly watch: MemoryWatch;
  /** Who wrote each byte, whose it is, and how it all was before. */
  readonly shadow: ShadowPages;
  /** Where the bytes of the access lie in the page that was returned last. */
  private offset = 0;
  /** ObjectTable.ends. */
  ends: readonly number[] = [];
  /** Above 0 while an object gets its initial value, which no one watches. */
  private quiet = 0;
  /** The next access is one to a variable of the frame by its name, whose bytes it has for sure. */
  isLocal = false;
  /** Where loads are written down, or come from: while it plays, nothing is loaded or stored. */
  tape: RunTape | undefined;

  constructor(bigEndian: boolean, limitBytes: number, watch: MemoryWatch) {
    super(bigEndian, limitBytes);
    this.watch = watch;
    this.shadow = new ShadowPages({
      open: (address) => {
        if (!this.isMapped(address)) throw unmapped(this.far(address));
        this.use(SHADOW_PAGE_BYTES);
      },
      close: () => this.use(-SHADOW_PAGE_BYTES),
    });
  }

  /** Checks and tells a load. @returns the bytes, from this.offset on */
  private source(at: Value, sizeBytes: number): DataView {
    const address = this.near(at);
    const offset = address & LAST;
    if (offset + sizeBytes > SHADOW_PAGE_BYTES) return this.crossing(address, sizeBytes);
    const page = this.shadow.readable(address);
    if (this.quiet === 0) {
      const { isLocal } = this;
      this.isLocal = false;
      if (!isLocal) this.checkOwner(page, address, offset, sizeBytes, false);
      if (!isWritten(page, offset, sizeBytes)) this.watch.uninitialised(address, sizeBytes);
      if (!isLocal) this.watch.loads(address, sizeBytes);
    }
    this.offset = offset;
    return page.view;
  }

  /** True while a run is led to a place in it: memory is as it is there already. */
  get isPlaying(): boolean {
    return this.tape?.isPlaying === true;
  }

  /** A load that the tape gives, or gets. */
  private taped<T extends Loaded>(load: () => T): T {
    const tape = this.tape as RunTape;
    if (this.quiet > 0) return load();
    if (tape.isPlaying) {
      this.isLocal = false;
      return tape.take() as T;
    }
    // What one load is made of is no other load.
    this.tape = undefined;
    try {
      return tape.put(load());
    } finally {
      this.tape = tape;
    }
  }

  private crossing(address: number, sizeBytes: number): DataView {
    const bytes = this.readNow(address, sizeBytes);
    if (this.quiet === 0 && !this.shadow.isInitialised(address, sizeBytes))
      this.watch.uninitialised(address, sizeBytes);
    this.offset = 0;
    return new DataView(bytes.buffer);
  }

  private checkOwner(
    page: ShadowPage,
    address: number,
    offset: number,
    sizeBytes: number,
    isStore: boolean,
  ): void {
    const owner = page.owner[offset >>> 3];
    const last = page.owner[(offset + sizeBytes - 1) >>> 3];
    if (owner === last && owner > NOBODY && address + sizeBytes <= this.ends[owner]) return;
    if (owner === NOBODY || owner !== last || !this.watch.fits(owner, address, sizeBytes))
      this.watch.misplaced(address, sizeBytes, isStore);
  }

  override u8(at: number): number {
    return this.tape === undefined ? this.u8Now(at) : this.taped(() => this.u8Now(at));
  }

  private u8Now(at: number): number {
    return this.source(at, 1).getUint8(this.offset);
  }

  override peek8(address: number): number {
    return this.tape === undefined
      ? this.peek8Now(address)
      : this.taped(() => this.peek8Now(address));
  }

  private peek8Now(address: number): number {
    return this.shadow.readable(address).bytes[address & LAST];
  }

  override noteLoad(address: number, sizeBytes: number): void {
    if (this.quiet > 0 || this.isPlaying) return;
    this.checkRange(address, sizeBytes, false);
    if (!this.shadow.isInitialised(address, sizeBytes))
      this.watch.uninitialised(address, sizeBytes);
    this.watch.loads(address, sizeBytes);
  }

  override u16(at: number): number {
    return this.tape === undefined ? this.u16Now(at) : this.taped(() => this.u16Now(at));
  }

  private u16Now(at: number): number {
    return this.source(at, 2).getUint16(this.offset, this.little);
  }

  override i32(at: number): number {
    return this.tape === undefined ? this.i32Now(at) : this.taped(() => this.i32Now(at));
  }

  private i32Now(at: number): number {
    return this.source(at, 4).getInt32(this.offset, this.little);
  }

  override i64(at: number): Value {
    return this.tape === undefined ? this.i64Now(at) : this.taped(() => this.i64Now(at));
  }

  private i64Now(at: number): Value {
    const view = this.source(at, 8);
    return signed64(view, this.offset, this.little);
  }

  override u64(at: number): Value {
    return this.tape === undefined ? this.u64Now(at) : this.taped(() => this.u64Now(at));
  }

  private u64Now(at: number): Value {
    const view = this.source(at, 8);
    return unsigned64(view, this.offset, this.little);
  }

  override u128(at: number): Value {
    return this.tape === undefined ? this.u128Now(at) : this.taped(() => this.u128Now(at));
  }

  private u128Now(at: number): Value {
    const view = this.source(at, 16);
    const { offset, little } = this;
    const low = view.getBigUint64(little ? offset : offset + 8, little);
    const high = view.getBigUint64(little ? offset + 8 : offset, little);
    return shorten((high << 64n) | low);
  }

  override f64(at: number): number {
    return this.tape === undefined ? this.f64Now(at) : this.taped(() => this.f64Now(at));
  }

  private f64Now(at: number): number {
    return this.source(at, 8).getFloat64(this.offset, this.little);
  }

  override setU8(at: number, value: number): void {
    const page = this.opened(at, 1);
    page.view.setUint8(this.offset, value);
    this.stored(page, at, 1);
  }

  override setU16(at: number, value: number): void {
    const page = this.opened(at, 2);
    page.view.setUint16(this.offset, value, this.little);
    this.stored(page, at, 2);
  }

  override setU32(at: number, value: number): void {
    const page = this.opened(at, 4);
    page.view.setInt32(this.offset, value, this.little);
    this.stored(page, at, 4);
  }

  override setU64(at: number, value: Value): void {
    const page = this.opened(at, 8);
    put64(page.view, this.offset, value, this.little);
    this.stored(page, at, 8);
  }

  override setU128(at: number, value: Value): void {
    const whole = BigInt.asUintN(128, BigInt(value));
    const page = this.opened(at, 16);
    const { offset, little } = this;
    page.view.setBigUint64(little ? offset : offset + 8, BigInt.asUintN(64, whole), little);
    page.view.setBigUint64(little ? offset + 8 : offset, whole >> 64n, little);
    this.stored(page, at, 16);
  }

  override setF64(at: number, value: number): void {
    const page = this.opened(at, 8);
    page.view.setFloat64(this.offset, value, this.little);
    this.stored(page, at, 8);
  }

  /**
   * Checks and tells a store. @returns where the bytes go, from this.offset on: `apart` when they are not
   * all of one page, or nothing is to be stored
   */
  private opened(at: Value, sizeBytes: number): ShadowPage {
    const address = this.isPlaying ? LAST : this.near(at);
    const offset = address & LAST;
    if (offset + sizeBytes > SHADOW_PAGE_BYTES || this.isPlaying) {
      this.offset = 0;
      return apart;
    }
    const page = this.shadow.writable(address);
    let event = INITIAL;
    if (this.quiet === 0) {
      const { isLocal } = this;
      this.isLocal = false;
      if (!isLocal) this.checkOwner(page, address, offset, sizeBytes, true);
      event = this.watch.stores(address, page.bytes, offset, sizeBytes, isLocal);
    }
    const { writer } = page;
    for (let i = offset; i < offset + sizeBytes; i++) writer[i] = event;
    this.offset = offset;
    return page;
  }

  /** The bytes of a store are there. */
  private stored(page: ShadowPage, at: Value, sizeBytes: number): void {
    if (page !== apart) {
      if (this.quiet === 0) this.watch.stored(page.bytes, this.offset, sizeBytes);
    } else if (this.isPlaying) this.isLocal = false;
    else this.write(this.near(at), apart.bytes.slice(0, sizeBytes));
  }

  /** A variable by its name: of the frame, aligned to 16 bytes, and alive while its name is. */
  localU8(address: number): number {
    const page = this.named(address, 1);
    if (page === undefined) return this.u8(address);
    const value = page.view.getUint8(address & LAST);
    this.tape?.put(value);
    return value;
  }

  localI32(address: number): number {
    const page = this.named(address, 4);
    if (page === undefined) return this.i32(address);
    const value = page.view.getInt32(address & LAST, this.little);
    this.tape?.put(value);
    return value;
  }

  localI64(address: number): Value {
    const page = this.named(address, 8);
    if (page === undefined) return this.i64(address);
    const value = signed64(page.view, address & LAST, this.little);
    this.tape?.put(value);
    return value;
  }

  localU64(address: number): Value {
    const page = this.named(address, 8);
    if (page === undefined) return this.u64(address);
    const value = unsigned64(page.view, address & LAST, this.little);
    this.tape?.put(value);
    return value;
  }

  /** The page of a variable that is loaded; undefined when that takes more than its bytes. */
  private named(address: number, sizeBytes: number): ShadowPage | undefined {
    const page = this.isPlaying ? undefined : this.shadow.readable(address);
    if (page && isWritten(page, address & LAST, sizeBytes)) return page;
    this.isLocal = true;
    return undefined;
  }

  setLocal8(address: number, value: number): void {
    const page = this.openedLocal(address, 1);
    if (page === undefined) return;
    page.view.setUint8(address & LAST, value);
    this.watch.stored(page.bytes, address & LAST, 1);
  }

  setLocal32(address: number, value: number): void {
    const page = this.openedLocal(address, 4);
    if (page === undefined) return;
    page.view.setInt32(address & LAST, value, this.little);
    this.watch.stored(page.bytes, address & LAST, 4);
  }

  setLocal64(address: number, value: Value): void {
    const page = this.openedLocal(address, 8);
    if (page === undefined) return;
    put64(page.view, address & LAST, value, this.little);
    this.watch.stored(page.bytes, address & LAST, 8);
  }

  /** The page of a variable that is stored to; undefined when nothing is stored. */
  private openedLocal(address: number, sizeBytes: number): ShadowPage | undefined {
    if (this.isPlaying) return undefined;
    const page = this.shadow.writable(address);
    const { writer, bytes } = page;
    const offset = address & LAST;
    const event = this.watch.stores(address, bytes, offset, sizeBytes, true);
    for (let i = offset; i < offset + sizeBytes; i++) writer[i] = event;
    return page;
  }

  /** memmove: bytes that no one wrote stay so where they go, as padding does in a struct's copy. */
  override copy(to: number, from: number, sizeBytes: number, between?: () => void): void {
    if (sizeBytes <= 0 || to === from || this.isPlaying) return;
    const [near, nearTo] = [this.near(from), this.near(to)];
    if (Math.abs(near - nearTo) >= sizeBytes) this.copyApart(nearTo, near, sizeBytes, between);
    else this.copyOver(to, from, sizeBytes, between);
  }

  /** Between ranges that have no byte in common. */
  private copyApart(to: number, from: number, sizeBytes: number, between?: () => void): void {
    const { shadow, watch } = this;
    const isTold = this.quiet === 0;
    if (isTold) {
      this.checkRange(from, sizeBytes, false);
      watch.loads(from, sizeBytes);
    }
    // Where nothing is there, it is the load that fails.
    shadow.readable(from + sizeBytes - 1);
    between?.();
    if (isTold) this.checkRange(to, sizeBytes, true);
    shadow.parts(to, sizeBytes, true, (page, offset, length, at) => {
      const writer = isTold ? watch.stores(to + at, page.bytes, offset, length) : INITIAL;
      copyInto(shadow, page, offset, from + at, length, writer);
      if (isTold) watch.stored(page.bytes, offset, length);
    });
  }

  /** memmove() proper. */
  private copyOver(to: number, from: number, sizeBytes: number, between?: () => void): void {
    const bytes = this.readNow(from, sizeBytes);
    const writers = this.shadow.writers(this.near(from), sizeBytes);
    between?.();
    this.write(to, bytes);
    const unwritten = writers.indexOf(UNWRITTEN);
    if (unwritten < 0) return;
    const start = this.near(to);
    for (let i = unwritten; i < sizeBytes; i++)
      if (writers[i] === UNWRITTEN)
        this.shadow.writable(start + i).writer[(start + i) & LAST] = UNWRITTEN;
  }

  override read(start: number, sizeBytes: number): Uint8Array {
    if (this.tape === undefined) return this.readNow(start, sizeBytes);
    return this.taped(() => this.readNow(start, sizeBytes));
  }

  private readNow(start: number, sizeBytes: number): Uint8Array {
    if (sizeBytes <= 0) return new Uint8Array(0);
    const address = this.near(start);
    if (this.quiet === 0) {
      this.checkRange(address, sizeBytes, false);
      this.watch.loads(address, sizeBytes);
    }
    return this.peek(address, sizeBytes);
  }

  /** A copy of bytes, unchecked and untold: for people who look. */
  peek(start: Value, sizeBytes: number): Uint8Array {
    const bytes = new Uint8Array(sizeBytes);
    const address = this.near(start);
    for (let at = 0; at < sizeBytes; ) {
      const offset = (address + at) & LAST;
      const length = Math.min(sizeBytes - at, SHADOW_PAGE_BYTES - offset);
      const page = this.shadow.existing(address + at);
      // Looking at memory that no one touched brings no pages into being.
      if (page) bytes.set(page.bytes.subarray(offset, offset + length), at);
      else if (!this.isMapped(address + at)) throw unmapped(this.far(address + at));
      at += length;
    }
    return bytes;
  }

  /** An unsigned number in the target's byte order, looked at as peek() does. */
  peekNumber(address: number, sizeBytes: number): Value {
    const page = this.shadow.existing(address);
    const offset = address & LAST;
    if (page && offset + sizeBytes <= SHADOW_PAGE_BYTES) {
      if (sizeBytes === 4) return page.view.getUint32(offset, this.little);
      if (sizeBytes === 8) return unsigned64(page.view, offset, this.little);
    }
    const bytes = this.peek(address, sizeBytes);
    if (this.little) bytes.reverse();
    return shorten(bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n));
  }

  override write(start: number, bytes: Uint8Array): void {
    if (bytes.length === 0 || this.isPlaying) return;
    const address = this.near(start);
    if (this.quiet === 0) this.checkRange(address, bytes.length, true);
    this.shadow.parts(address, bytes.length, true, (page, offset, length, at) =>
      this.replace(page, address + at, offset, length, () =>
        page.bytes.set(bytes.subarray(at, at + length), offset),
      ),
    );
  }

  override fill(start: number, value: number, sizeBytes: number): void {
    if (sizeBytes <= 0 || this.isPlaying) return;
    const address = this.near(start);
    if (this.quiet === 0) this.checkRange(address, sizeBytes, true);
    eachSpan(address, sizeBytes, (at, offset, length) => {
      if (length === SHADOW_PAGE_BYTES && this.fillPage(at, value)) return;
      const page = this.shadow.writable(at);
      this.replace(page, at, offset, length, () => page.bytes.fill(value, offset, offset + length));
    });
  }

  /** Fills a whole page that is the same all over. @returns false for others */
  private fillPage(address: number, value: number): boolean {
    const { shadow, watch } = this;
    if (watch.isRecording || !shadow.isUniform(address)) return false;
    const writer = this.quiet > 0 ? INITIAL : watch.stores(address, NO_BYTES, 0, SHADOW_PAGE_BYTES);
    return shadow.changeAll(address, { value: value & 255, writer });
  }

  private replace(
    page: ShadowPage,
    address: number,
    offset: number,
    length: number,
    change: () => void,
  ): void {
    const { bytes, writer } = page;
    const quiet = this.quiet > 0;
    const event = quiet ? INITIAL : this.watch.stores(address, bytes, offset, length);
    change();
    writer.fill(event, offset, offset + length);
    if (!quiet) this.watch.stored(bytes, offset, length);
  }

  /** The owner must be the same all over. */
  private checkRange(address: number, sizeBytes: number, isStore: boolean): void {
    const owner = this.shadow.readable(address).owner[(address & LAST) >>> 3];
    const isOne = owner !== NOBODY && this.shadow.ownerAt(address + sizeBytes - 1) === owner;
    if (!isOne || !this.watch.fits(owner, address, sizeBytes))
      this.watch.misplaced(address, sizeBytes, isStore);
  }

  /** Runs something whose stores are initial values: unchecked, untold, by no one. */
  quietly<T>(action: () => T): T {
    this.quiet++;
    try {
      return action();
    } finally {
      this.quiet--;
    }
  }

  /** Every page that exists, with the address of its first byte, in ascending order. */
  pages(): Iterable<{ readonly address: number; readonly bytes: Uint8Array }> {
    return this.shadow.everyPage();
  }
}

/** For stores whose bytes no one looks at. */
const NO_BYTES = new Uint8Array(0);

/** Takes the bytes of stores that are made in another way, or not at all. */
const apart = pageAt(0);

function signed64(view: DataView, offset: number, little: boolean): Value {
  const low = view.getUint32(little ? offset : offset + 4, little);
  const high = view.getInt32(little ? offset + 4 : offset, little);
  if (high >= -0x1fffff && high < 0x200000) return high * WORD + low;
  return shorten(view.getBigInt64(offset, little));
}

function unsigned64(view: DataView, offset: number, little: boolean): Value {
  const low = view.getUint32(little ? offset : offset + 4, little);
  const high = view.getUint32(little ? offset + 4 : offset, little);
  if (high < 0x200000) return high * WORD + low;
  return view.getBigUint64(offset, little);
}

function put64(view: DataView, offset: number, value: Value, little: boolean): void {
  if (typeof value !== 'number') {
    view.setBigUint64(offset, BigInt.asUintN(64, value), little);
    return;
  }
  const low = value | 0;
  view.setInt32(little ? offset : offset + 4, low, little);
  const high = low === value ? value >> 31 : Math.floor(value / WORD);
  view.setInt32(little ? offset + 4 : offset, high, little);
}

function isWritten({ writer }: ShadowPage, offset: number, sizeBytes: number): boolean {
  for (let i = offset; i < offset + sizeBytes; i++) if (writer[i] === UNWRITTEN) return false;
  return true;
}
