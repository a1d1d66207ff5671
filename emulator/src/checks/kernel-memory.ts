/** Looks into the memory of a machine that runs a kernel: struct pages, counters, texts, pointers. */
import type { Frames } from '../boundary/frames.ts';
import type { Machine } from '../machine/machine.ts';
import type { Value } from '../machine/scalar-kind.ts';
import type { WatchedMemory } from '../machine/watched-memory.ts';
import { shorten } from '../machine/wide.ts';
import type { PageLayout } from './page-layout.ts';

/** Reads are nobody's: no observer hears of them. */
export class KernelMemory {
  readonly layout: PageLayout;
  readonly counters: {
    readonly name: string;
    readonly address: number;
    readonly sizeBytes: number;
  }[] = [];
  protected machineRun: Machine | undefined;
  protected framesOf: Frames | undefined;

  constructor(layout: PageLayout) {
    this.layout = layout;
  }

  /** A string of the program. */
  text(at: Value): string {
    let text = '';
    if (at === 0) return text;
    for (let near = this.frames.nearOf(at) ?? 0; text.length < 200; near++) {
      const [byte] = this.memory.peek(near, 1);
      if (byte === 0) break;
      text += String.fromCharCode(byte);
    }
    return text;
  }

  /** The bits of a member of a frame's struct page, as a number. */
  readPage(
    frame: number,
    field: { readonly offsetBits: number; readonly sizeBits: number },
  ): bigint {
    const at = this.frames.pageAddress(frame) + Math.floor(field.offsetBits / 8);
    return this.readNumber(at, Math.ceil(field.sizeBits / 8));
  }

  /** An unsigned number in the target's byte order. */
  readNumber(near: number, sizeBytes: number): bigint {
    const bytes = this.memory.peek(near, sizeBytes);
    if (!this.machine.target.bigEndian) bytes.reverse();
    return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  }

  /** What the C side registered, as signed numbers. */
  readCounters(): Map<string, number> {
    return new Map(
      this.counters.map(({ name, address, sizeBytes }) => [
        name,
        Number(BigInt.asIntN(8 * sizeBytes, this.readNumber(address, sizeBytes))),
      ]),
    );
  }

  /** Where a pointer that is kept somewhere points; undefined when it can be none. */
  pointerAt(near: number): number | undefined {
    const { pointerSizeBytes } = this.machine.target;
    try {
      const to = this.frames.nearOf(shorten(this.readNumber(near, pointerSizeBytes)));
      return to === undefined || to < 4096 ? undefined : to;
    } catch {
      // Nothing is there.
      return undefined;
    }
  }

  get machine(): Machine {
    return this.machineRun as Machine;
  }

  get memory(): WatchedMemory {
    return this.machine.memory as WatchedMemory;
  }

  setFrames(frames: Frames): void {
    this.framesOf = frames;
  }

  get frames(): Frames {
    return this.framesOf as Frames;
  }

  attach(machine: Machine): void {
    this.machineRun = machine;
  }
}
