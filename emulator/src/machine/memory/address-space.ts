import { Fault } from '../run/fault.ts';
import { highHalf, lowHalf, split } from '../values/halves.ts';
import type { Value } from '../values/scalar-kind.ts';
import { shorten } from '../values/wide.ts';

/** Mapped ranges are whole multiples of this. */
export const PAGE_BYTES = 65536;
export const LOW_SPACE = 4294967296;

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
 * Which addresses a program may use. Those from 4 GiB on, where a kernel lives, are kept in windows
 * below, so that every byte has an address that is a small number.
 */
export class AddressSpace {
  private readonly regions: Region[] = [];
  private readonly farRegions: FarRegion[] = [];
  private lastFar: FarRegion | undefined;
  private nextWindow = WINDOWS_START;
  private readonly limitBytes: number;
  /** Bytes of the pages that exist. */
  usedBytes = 0;

  constructor(limitBytes: number) {
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
    if (typeof address === 'number' && address < LOW_SPACE) return address;
    const near = this.nearOrNowhere(address);
    if (near === undefined) throw unmapped(address);
    return near;
  }

  /** The same; undefined for an address from 4 GiB on where nothing is mapped. */
  nearOrNowhere(address: Value): number | undefined {
    if (typeof address === 'number') {
      if (address < LOW_SPACE) return address;
      return this.window(address >>> 0, Math.floor(address / LOW_SPACE));
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
    return this.window(low, high);
  }

  private window(low: number, high: number): number | undefined {
    for (const region of this.farRegions) {
      const offset = (high - region.startHigh) * LOW_SPACE + (low - region.startLow);
      if (offset < 0 || offset >= region.sizeBytes) continue;
      this.lastFar = region;
      return offset + region.near;
    }
    return undefined;
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
}

/** Addresses below are what a null pointer, or a member of what it points to, leads to. */
const NULL_PAGE_BYTES = 4096;

/** The fault of an access to an address where nothing is mapped. */
export function unmapped(address: Value): Fault {
  const text = `access to address 0x${BigInt.asUintN(64, BigInt(address)).toString(16)}`;
  if (address < NULL_PAGE_BYTES) return new Fault('null', `${text}: a null pointer`);
  return new Fault('out-of-bounds', `${text}: nothing is there`);
}
