import { Fault } from '../machine/run/fault.ts';
import type { Machine } from '../machine/run/machine.ts';
import type { Keeper } from '../machine/run/snapshot.ts';
import type { Value } from '../machine/values/scalar-kind.ts';

/** Where objects of slabs are unless someone says: above the heap's start, which kernels do not use. */
const OBJECTS_START = 0x38000000;
/** Up to the stack of the machine. */
const OBJECTS_END = 0x78000000;

/** Bytes between two objects that belong to no one. */
const GAP_BYTES = 16;

/**
 * Objects that a slab allocator gives: each place is used once in a run, so that a use after its end is
 * seen. A run that goes back to a snapshot uses the same places again.
 */
export class SlabObjects implements Keeper {
  private machine: Machine | undefined;
  /** Where the next object may begin, and where there is no more room: as bytes are kept (Memory.near). */
  private next = OBJECTS_START;
  private end = OBJECTS_END;

  save(): unknown {
    return { next: this.next, end: this.end };
  }

  restore(saved: unknown): void {
    const { next, end } = (saved ?? { next: OBJECTS_START, end: OBJECTS_END }) as typeof this;
    this.next = next;
    this.end = end;
  }

  private attach(machine: Machine): void {
    if (this.machine === machine) return;
    this.machine = machine;
    machine.keepers.push(this);
  }

  /** From now on, objects are in a part of the kernel's own memory, whose pages are those of slabs. */
  place(machine: Machine, start: Value, sizeBytes: number): void {
    this.attach(machine);
    machine.memory.mapFar(start, sizeBytes);
    this.next = machine.memory.near(start);
    this.end = this.next + sizeBytes;
  }

  allocate(machine: Machine, sizeBytes: number, alignBytes: number): Value {
    this.attach(machine);
    const align = Math.max(alignBytes, 16);
    const start = Math.ceil(this.next / align) * align;
    const { watch, memory } = machine;
    if (start + sizeBytes > this.end)
      throw new Fault('limit-memory', `no room for an object of ${sizeBytes} bytes`);
    this.next = start + sizeBytes + GAP_BYTES;
    watch?.allocate(start, Math.max(sizeBytes, 8), `an object of ${sizeBytes} bytes`, false);
    return memory.far(start);
  }

  free(machine: Machine, pointer: Value): number {
    const near = machine.memory.nearOrNowhere(pointer);
    const block = near === undefined ? undefined : machine.watch?.free(near);
    if (machine.watch && block === undefined)
      throw new Fault(
        'bad-free',
        `0x${BigInt(pointer).toString(16)} is freed, and is no living object`,
      );
    return 0;
  }
}
