import { highHalf, lowHalf, split } from '../values/halves.ts';
import type { Value } from '../values/scalar-kind.ts';
import { shorten } from '../values/wide.ts';
import { AddressSpace, LOW_SPACE, PAGE_BYTES, unmapped } from './address-space.ts';

const LAST = PAGE_BYTES - 1;

/**
 * The bytes of an address space. Pages come into being, filled with zeros, when a mapped range is
 * first touched; they are large, so that few accesses cross from one to the next.
 */
export class Memory extends AddressSpace {
  /** By number, as long as there are pages once there is one: the host keeps gaps in a hash table. */
  private ownPages: (DataView | undefined)[] = [];
  protected readonly little: boolean;

  constructor(bigEndian: boolean, limitBytes: number) {
    super(limitBytes);
    this.little = !bigEndian;
  }

  /** The page that holds an address. @throws Fault when nothing is mapped there */
  private page(address: number): DataView {
    return this.ownPages[address >>> 16] ?? this.newPage(address);
  }

  private newPage(address: number): DataView {
    if (!this.isMapped(address)) throw unmapped(address);
    this.use(PAGE_BYTES);
    if (this.ownPages.length === 0)
      this.ownPages = new Array(LOW_SPACE / PAGE_BYTES).fill(undefined);
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
