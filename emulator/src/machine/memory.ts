import { Fault } from './fault.ts';
import { highHalf, lowHalf, split } from './halves.ts';
import type { Value } from './scalar-kind.ts';
import { shorten } from './wide.ts';

/** Bytes in a page of the machine's own memory: large enough that few accesses cross pages. */
export const PAGE_BYTES = 65536;
const LAST = PAGE_BYTES - 1;
const LOW_SPACE = 4294967296;

/** A range of addresses that a program may use. */
interface Region {
  readonly start: number;
  readonly end: number;
}

/** A range of addresses from 4 GiB on, whose bytes are kept in a window below. */
interface FarRegion {
  readonly start: bigint;
  /** The halves of `start`: addresses are compared by numbers. */
  readonly startLow: number;
  readonly startHigh: number;
  readonly sizeBytes: number;
  /** Where the window begins. */
  readonly near: number;
}

/** Windows for far ranges: above the stack of the machine. */
const WINDOWS_START = 0x80000000;

/**
 * A sparse address space of 2^64 bytes. Pages come into being, filled with zeros, when a mapped
 * range is first touched; everything else faults. Addresses below 4 GiB take the short way.
 */
export class Memory {
  private readonly ownPages: (DataView | undefined)[] = [];
  private readonly regions: Region[] = [];
  private readonly farRegions: FarRegion[] = [];
  private lastFar: FarRegion | undefined;
  private nextWindow = WINDOWS_START;
  protected readonly little: boolean;
  private readonly limitBytes: number;
  /** Bytes of the pages that exist. */
  usedBytes = 0;

  constructor(bigEndian: boolean, limitBytes: number) {
    this.little = !bigEndian;
    this.limitBytes = limitBytes;
  }

  /** Makes [start, start + size) usable, in whole pages. */
  map(start: number, sizeBytes: number): void {
    const end = Math.ceil((start + sizeBytes) / PAGE_BYTES) * PAGE_BYTES;
    this.regions.push({ start: start - (start % PAGE_BYTES), end });
  }

  /**
   * Makes a range usable whose addresses may lie anywhere, as those of a kernel do.
   * @throws Fault when there is no room for its window
   */
  mapFar(start: Value, sizeBytes: number): void {
    const first = BigInt(start) - (BigInt(start) % BigInt(PAGE_BYTES));
    const bytes = Math.ceil((sizeBytes + Number(BigInt(start) - first)) / PAGE_BYTES) * PAGE_BYTES;
    if (first + BigInt(bytes) <= BigInt(LOW_SPACE)) {
      this.map(Number(first), bytes);
      return;
    }
    if (this.nextWindow + bytes > LOW_SPACE)
      throw new Fault('limit-memory', `no room for ${sizeBytes} bytes of far memory`);
    split(first);
    const [startLow, startHigh] = [lowHalf(), highHalf()];
    this.farRegions.push({
      start: first,
      startLow,
      startHigh,
      sizeBytes: bytes,
      near: this.nextWindow,
    });
    this.map(this.nextWindow, bytes);
    this.nextWindow += bytes + PAGE_BYTES;
  }

  /** Where the bytes of an address are kept. @throws Fault when nothing is mapped there */
  near(address: Value): number {
    if (typeof address === 'number') {
      if (address < LOW_SPACE) return address;
      return this.nearOf(address, address >>> 0, Math.floor(address / LOW_SPACE));
    }
    split(address);
    const low = lowHalf();
    const high = highHalf();
    // What was asked for last is likely to be asked for again.
    const last = this.lastFar;
    if (last !== undefined) {
      const offset = (high - last.startHigh) * LOW_SPACE + (low - last.startLow);
      if (offset >= 0 && offset < last.sizeBytes) return offset + last.near;
    }
    return this.nearOf(address, low, high);
  }

  private nearOf(address: Value, low: number, high: number): number {
    for (const region of this.farRegions) {
      const offset = (high - region.startHigh) * LOW_SPACE + (low - region.startLow);
      if (offset < 0 || offset >= region.sizeBytes) continue;
      this.lastFar = region;
      return offset + region.near;
    }
    throw unmapped(address);
  }

  /** The program's own address of bytes that are kept in a window; else the address itself. */
  far(near: number): Value {
    if (near < WINDOWS_START) return near;
    for (const region of this.farRegions) {
      const at = near - region.near;
      if (at >= 0 && at < region.sizeBytes) return shorten(region.start + BigInt(at));
    }
    return near;
  }

  protected isMapped(address: Value): boolean {
    return this.regions.some((r) => address >= r.start && address < r.end);
  }

  /** Counts bytes that come into being. @throws Fault beyond the limit */
  protected use(sizeBytes: number): void {
    this.usedBytes += sizeBytes;
    if (this.usedBytes > this.limitBytes)
      throw new Fault('limit-memory', `more than ${this.limitBytes} bytes of memory are in use`);
  }

  /** The page that holds an address. @throws Fault when nothing is mapped there */
  private page(address: number): DataView {
    return this.ownPages[address >>> 16] ?? this.newPage(address);
  }

  private newPage(address: number): DataView {
    if (!this.isMapped(address)) throw unmapped(address);
    this.use(PAGE_BYTES);
    const view = new DataView(new ArrayBuffer(PAGE_BYTES));
    this.ownPages[address >>> 16] = view;
    return view;
  }

  u8(at: number): number {
    const address = at < LOW_SPACE ? at : this.near(at);
    const page = this.ownPages[address >>> 16];
    return (page ?? this.page(address)).getUint8(offsetIn(address));
  }

  /** A byte that is looked at and not loaded: a bit-field's neighbours. @param address near */
  peek8(address: number): number {
    return this.u8(address);
  }

  /** Bytes are loaded that `peek8` reads one by one. */
  noteLoad(_address: number, _sizeBytes: number): void {}

  i8(address: number): number {
    return (this.u8(address) << 24) >> 24;
  }

  u16(at: number): number {
    const address = at < LOW_SPACE ? at : this.near(at);
    const offset = offsetIn(address);
    if (offset > LAST - 1) return this.slowLoad(address, 2);
    const page = this.ownPages[address >>> 16];
    return (page ?? this.page(address)).getUint16(offset, this.little);
  }

  i16(address: number): number {
    return (this.u16(address) << 16) >> 16;
  }

  i32(at: number): number {
    const address = at < LOW_SPACE ? at : this.near(at);
    const offset = offsetIn(address);
    if (offset > LAST - 3) return this.slowLoad(address, 4) | 0;
    const page = this.ownPages[address >>> 16];
    return (page ?? this.page(address)).getInt32(offset, this.little);
  }

  u32(address: number): number {
    return this.i32(address) >>> 0;
  }

  /** @returns the two halves as one value */
  i64(at: number): Value {
    const address = at < LOW_SPACE ? at : this.near(at);
    const offset = offsetIn(address);
    const page = this.ownPages[address >>> 16];
    if (page !== undefined && offset <= LAST - 7) {
      const { little } = this;
      const high = page.getInt32(little ? offset + 4 : offset, little);
      const low = page.getUint32(little ? offset : offset + 4, little);
      if (high === 0) return low;
      if (high > -0x200000 && high < 0x200000) return high * LOW_SPACE + low;
    }
    return this.slowI64(address);
  }

  private slowI64(address: number): Value {
    const low = this.u32(this.little ? address : address + 4);
    const high = this.i32(this.little ? address + 4 : address);
    if (high >= -0x200000 && high < 0x200000) {
      const value = high * LOW_SPACE + low;
      if (value >= -Number.MAX_SAFE_INTEGER) return value;
    }
    return (BigInt(high) << 32n) | BigInt(low);
  }

  u64(at: number): Value {
    const address = at < LOW_SPACE ? at : this.near(at);
    const offset = offsetIn(address);
    const page = this.ownPages[address >>> 16];
    if (page !== undefined && offset <= LAST - 7) {
      const { little } = this;
      const high = page.getUint32(little ? offset + 4 : offset, little);
      const low = page.getUint32(little ? offset : offset + 4, little);
      if (high === 0) return low;
      if (high < 0x200000) return high * LOW_SPACE + low;
    }
    return this.slowU64(address);
  }

  private slowU64(address: number): Value {
    const low = this.u32(this.little ? address : address + 4);
    const high = this.u32(this.little ? address + 4 : address);
    if (high < 0x200000) return high * LOW_SPACE + low;
    return (BigInt(high) << 32n) | BigInt(low);
  }

  u128(at: number): Value {
    const address = at < LOW_SPACE ? at : this.near(at);
    const low = BigInt(this.u64(this.little ? address : address + 8));
    const high = BigInt(this.u64(this.little ? address + 8 : address));
    return shorten((high << 64n) | low);
  }

  i128(address: number): Value {
    return shorten(BigInt.asIntN(128, BigInt(this.u128(address))));
  }

  f32(address: number): number {
    scratch.setInt32(0, this.i32(address));
    return scratch.getFloat32(0);
  }

  f64(at: number): number {
    const address = at < LOW_SPACE ? at : this.near(at);
    const offset = offsetIn(address);
    if (offset <= LAST - 7) return this.page(address).getFloat64(offset, this.little);
    scratch.setUint32(0, this.u32(this.little ? address + 4 : address));
    scratch.setUint32(4, this.u32(this.little ? address : address + 4));
    return scratch.getFloat64(0);
  }

  setU8(at: number, value: number): void {
    const address = at < LOW_SPACE ? at : this.near(at);
    const page = this.ownPages[address >>> 16];
    (page ?? this.page(address)).setUint8(offsetIn(address), value);
  }

  setU16(at: number, value: number): void {
    const address = at < LOW_SPACE ? at : this.near(at);
    const offset = offsetIn(address);
    if (offset > LAST - 1) {
      this.slowStore(address, 2, value);
      return;
    }
    const page = this.ownPages[address >>> 16];
    (page ?? this.page(address)).setUint16(offset, value, this.little);
  }

  setU32(at: number, value: number): void {
    const address = at < LOW_SPACE ? at : this.near(at);
    const offset = offsetIn(address);
    if (offset > LAST - 3) {
      this.slowStore(address, 4, value);
      return;
    }
    const page = this.ownPages[address >>> 16];
    (page ?? this.page(address)).setInt32(offset, value, this.little);
  }

  setU64(at: number, value: Value): void {
    const address = at < LOW_SPACE ? at : this.near(at);
    let low: number;
    let high: number;
    if (typeof value === 'number') {
      low = value | 0;
      high = low === value ? value >> 31 : Math.floor(value / LOW_SPACE);
    } else {
      split(value);
      low = lowHalf();
      high = highHalf();
    }
    const offset = offsetIn(address);
    const page = this.ownPages[address >>> 16];
    if (page !== undefined && offset <= LAST - 7) {
      const { little } = this;
      page.setInt32(little ? offset : offset + 4, low, little);
      page.setInt32(little ? offset + 4 : offset, high, little);
      return;
    }
    this.setU32(this.little ? address : address + 4, low);
    this.setU32(this.little ? address + 4 : address, high);
  }

  setU128(at: number, value: Value): void {
    const address = at < LOW_SPACE ? at : this.near(at);
    const whole = BigInt.asUintN(128, BigInt(value));
    this.setU64(this.little ? address : address + 8, BigInt.asUintN(64, whole));
    this.setU64(this.little ? address + 8 : address, whole >> 64n);
  }

  setF32(address: number, value: number): void {
    scratch.setFloat32(0, value);
    this.setU32(address, scratch.getInt32(0));
  }

  setF64(at: number, value: number): void {
    const address = at < LOW_SPACE ? at : this.near(at);
    const offset = offsetIn(address);
    if (offset <= LAST - 7) {
      this.page(address).setFloat64(offset, value, this.little);
      return;
    }
    scratch.setFloat64(0, value);
    this.setU32(this.little ? address + 4 : address, scratch.getInt32(0));
    this.setU32(this.little ? address : address + 4, scratch.getInt32(4));
  }

  private slowLoad(address: number, sizeBytes: number): number {
    let value = 0;
    for (let i = 0; i < sizeBytes; i++)
      value = value * 256 + this.u8(address + (this.little ? sizeBytes - 1 - i : i));
    return value;
  }

  private slowStore(address: number, sizeBytes: number, value: number): void {
    for (let i = 0; i < sizeBytes; i++)
      this.setU8(address + (this.little ? i : sizeBytes - 1 - i), (value >> (8 * i)) & 255);
  }

  /** memmove: the ranges may overlap. */
  copy(to: number, from: number, sizeBytes: number): void {
    if (sizeBytes <= 0 || to === from) return;
    this.write(to, this.read(from, sizeBytes));
  }

  /** A copy of the bytes. */
  read(address: number, sizeBytes: number): Uint8Array {
    const bytes = new Uint8Array(sizeBytes);
    this.eachPart(address, sizeBytes, (part, at) => bytes.set(part, at));
    return bytes;
  }

  write(address: number, bytes: Uint8Array): void {
    this.eachPart(address, bytes.length, (part, at) =>
      part.set(bytes.subarray(at, at + part.length)),
    );
  }

  fill(address: number, value: number, sizeBytes: number): void {
    this.eachPart(address, sizeBytes, (part) => part.fill(value));
  }

  private eachPart(
    start: number,
    sizeBytes: number,
    visit: (part: Uint8Array, at: number) => void,
  ): void {
    if (sizeBytes <= 0) return;
    const address = start < LOW_SPACE ? start : this.near(start);
    for (let at = 0; at < sizeBytes; ) {
      const offset = offsetIn(address + at);
      const length = Math.min(sizeBytes - at, PAGE_BYTES - offset);
      visit(new Uint8Array(this.page(address + at).buffer, offset, length), at);
      at += length;
    }
  }
}

const scratch = new DataView(new ArrayBuffer(8));

function offsetIn(address: number): number {
  return address & LAST;
}

/** Addresses below are what a null pointer, or a member of what it points to, leads to. */
const NULL_PAGE_BYTES = 4096;

/** The fault of an access to an address where nothing is mapped. */
export function unmapped(address: Value): Fault {
  const text = `access to address 0x${BigInt.asUintN(64, BigInt(address)).toString(16)}`;
  if (address < NULL_PAGE_BYTES) return new Fault('null', `${text}: a null pointer`);
  return new Fault('out-of-bounds', `${text}: nothing is there`);
}
