import { Fault } from '../run/fault.ts';
import type { Machine } from '../run/machine.ts';
import type { Keeper } from '../run/snapshot.ts';

interface Block {
  readonly sizeBytes: number;
  isFree: boolean;
}

interface SavedHeap {
  readonly next: number;
  readonly blocks: Iterable<[number, Block]>;
}

/** What does not fit in 32 bits of pages is refused like by a real allocator: a null pointer. */
export class Heap implements Keeper {
  private readonly machine: Machine;
  private readonly blocks = new Map<number, Block>();
  /** Freed blocks by the bytes that they hold, to be given out again. */
  private readonly freed = new Map<number, number[]>();
  private next: number;

  constructor(machine: Machine) {
    this.machine = machine;
    this.next = machine.heapStart;
    machine.keepers.push(this);
  }

  save(): unknown {
    const blocks = new Map([...this.blocks].map(([at, block]) => [at, { ...block }]));
    return { next: this.next, blocks } satisfies SavedHeap;
  }

  restore(saved: unknown): void {
    const { next, blocks } = (saved ?? { next: this.machine.heapStart, blocks: [] }) as SavedHeap;
    this.next = next;
    this.blocks.clear();
    for (const [at, block] of blocks) this.blocks.set(at, { ...block });
  }

  /** @returns 0 when there is no room */
  allocate(sizeBytes: number, alignBytes: number): number {
    const rounded = Math.max(16, Math.ceil(sizeBytes / 16) * 16);
    const again = alignBytes <= 16 ? this.freed.get(rounded)?.pop() : undefined;
    const address = again ?? Math.ceil(this.next / alignBytes) * alignBytes;
    if (again === undefined) {
      if (!(address + rounded + 16 <= this.machine.heapEnd)) return 0;
      if (address + rounded - this.machine.heapStart > this.machine.limits.memoryBytes) return 0;
      this.next = address + rounded + 16;
    }
    this.blocks.set(address, { sizeBytes, isFree: false });
    const { watch } = this.machine;
    if (watch) watch.allocate(address, sizeBytes, `a block of ${sizeBytes} bytes`, false);
    return address;
  }

  resize(address: number, sizeBytes: number): number {
    if (address === 0) return this.allocate(sizeBytes, 16);
    const block = this.known(address);
    const to = this.allocate(sizeBytes, 16);
    if (to === 0) return 0;
    this.machine.memory.copy(to, address, Math.min(block.sizeBytes, sizeBytes));
    this.free(address);
    return to;
  }

  free(address: number): number {
    if (address === 0) return 0;
    const block = this.known(address);
    block.isFree = true;
    if (this.machine.watch) {
      // What is free is not given out again, so that a use of it is noticed however late.
      this.machine.watch.free(address);
      return 0;
    }
    const rounded = Math.max(16, Math.ceil(block.sizeBytes / 16) * 16);
    const list = this.freed.get(rounded) ?? [];
    list.push(address);
    this.freed.set(rounded, list);
    return 0;
  }

  private known(address: number): Block {
    const block = this.blocks.get(address);
    if (block === undefined) throw badFree(address, 'which malloc() never gave');
    if (block.isFree) throw badFree(address, 'which is free already');
    return block;
  }
}

/** For messages about a heap that is misused. */
function badFree(address: number, why: string): Fault {
  return new Fault('bad-free', `free of 0x${address.toString(16)}, ${why}`);
}
