/** Looks into the memory of a machine that runs a kernel: struct pages, counters, texts, pointers. */
import type { Frames } from '../boundary/frames.ts';
import type { WatchedMemory } from '../machine/memory/watched-memory.ts';
import type { Machine } from '../machine/run/machine.ts';
import type { Value } from '../machine/values/scalar-kind.ts';
import type { PageLayout } from './page-layout.ts';

/** A number that the C side registered. */
interface Counter {
  readonly name: string;
  readonly address: number;
  readonly sizeBytes: number;
}

/** Reads are no one's: no observer hears of them. */
export class KernelMemory {
  readonly layout: PageLayout;
  readonly counters: Counter[] = [];
  private machineRun: Machine | undefined;
  private framesOf: Frames | undefined;

  constructor(layout: PageLayout) {
    this.layout = layout;
  }

  /** A string of the program. */
  text(at: Value): string {
    let text = '';
    if (at === 0) return text;
    for (let near = this.frames.nearOf(at) ?? 0; text.length < 200; near++) {
      const [byte] = this.bytes.peek(near, 1);
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
    return BigInt(this.bytes.peekNumber(near, sizeBytes));
  }

  /** What the C side registered, as signed numbers. */
  readCounters(): Map<string, number> {
    return new Map(this.counters.map((counter) => [counter.name, this.valueOf(counter)]));
  }

  /** One of them; undefined when the C side has none of that name. */
  readCounter(name: string): number | undefined {
    const counter = this.counters.find((each) => each.name === name);
    return counter && this.valueOf(counter);
  }

  private valueOf({ address, sizeBytes }: Counter): number {
    return Number(BigInt.asIntN(8 * sizeBytes, this.readNumber(address, sizeBytes)));
  }

  /** Where a pointer that is kept somewhere points; undefined when it can be none. */
  pointerAt(near: number): number | undefined {
    const { pointerSizeBytes } = this.machine.target;
    try {
      const to = this.frames.nearOf(this.bytes.peekNumber(near, pointerSizeBytes));
      return to === undefined || to < 4096 ? undefined : to;
    } catch {
      // Nothing is there.
      return undefined;
    }
  }

  get machine(): Machine {
    return this.machineRun as Machine;
  }

  get bytes(): WatchedMemory {
    return this.machine.memory as WatchedMemory;
  }

  setFrames(frames: Frames): void {
    this.framesOf = frames;
  }

  /** False until the C side said where its page frames are. */
  get hasFrames(): boolean {
    return this.framesOf !== undefined;
  }

  get frames(): Frames {
    return this.framesOf as Frames;
  }

  attach(machine: Machine): void {
    this.machineRun = machine;
  }

  /** Looks into the same machine as another run did. */
  adopt(base: KernelMemory): void {
    this.machineRun = base.machineRun;
    this.framesOf = base.framesOf;
    this.counters.push(...base.counters);
  }
}
