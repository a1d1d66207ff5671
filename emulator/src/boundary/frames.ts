/** Page frames: where their bytes are, and where the struct page of each is. */
import type { Memory } from '../machine/memory/memory.ts';
import type { Value } from '../machine/values/scalar-kind.ts';

/** What the C side says of its memory, once. */
export interface FramesInfo {
  /** The struct page of the first frame. */
  readonly firstPage: Value;
  readonly count: number;
  readonly firstPfn: number;
  /** Where the kernel has mapped the first frame. */
  readonly memory: Value;
  readonly pageStructBytes: number;
  readonly pageBytes: number;
}

/** Finds the frame that an address belongs to. Frames are numbered from 0. */
export class Frames {
  readonly info: FramesInfo;
  private readonly mem: Memory;
  /** Where the bytes are kept (Memory.near). */
  readonly nearPages: number;
  readonly nearMemory: number;

  constructor(info: FramesInfo, memory: Memory) {
    this.info = info;
    this.mem = memory;
    this.nearPages = memory.near(info.firstPage);
    this.nearMemory = memory.near(info.memory);
  }

  /** The frame whose struct page holds a kept byte; -1 for all others. */
  ofPageByte(near: number): number {
    const at = near - this.nearPages;
    const { pageStructBytes, count } = this.info;
    return at >= 0 && at < count * pageStructBytes ? Math.floor(at / pageStructBytes) : -1;
  }

  /** The frame that holds a kept byte of its contents; -1 for all others. */
  ofMemoryByte(near: number): number {
    const at = near - this.nearMemory;
    const { pageBytes, count } = this.info;
    return at >= 0 && at < count * pageBytes ? Math.floor(at / pageBytes) : -1;
  }

  /** The frame of a pointer to a struct page or into the frame; -1 for any other value. */
  ofPointer(value: Value): number {
    const near = this.nearOf(value);
    if (near === undefined) return -1;
    const frame = this.ofPageByte(near);
    return frame >= 0 ? frame : this.ofMemoryByte(near);
  }

  /** Where the bytes of an address are kept; undefined where nothing is mapped. */
  nearOf(value: Value): number | undefined {
    return this.mem.nearOrNowhere(value);
  }

  /** Where the struct page of a frame is kept. */
  pageAddress(frame: number): number {
    return this.nearPages + frame * this.info.pageStructBytes;
  }

  /** Where the contents of a frame are kept. */
  memoryAddress(frame: number): number {
    return this.nearMemory + frame * this.info.pageBytes;
  }
}
