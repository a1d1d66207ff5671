import { Fault } from '../machine/run/fault.ts';
import type { Machine } from '../machine/run/machine.ts';
import type { Value } from '../machine/values/scalar-kind.ts';

/** Where objects of slabs are: above the heap's start, which kernels do not use. */
const OBJECTS_START = 0x38000000;

/**
 * Objects that a slab allocator gives: each place is used once, so that a use after its end is seen.
 * A run that goes back to a snapshot may use the same places again.
 */
export class SlabObjects {
  private readonly ends = new WeakMap<Machine, number>();

  allocate(machine: Machine, sizeBytes: number, alignBytes: number): number {
    const align = Math.max(alignBytes, 16);
    const address = Math.ceil((this.ends.get(machine) ?? OBJECTS_START) / align) * align;
    this.ends.set(machine, address + sizeBytes + 16);
    machine.watch?.allocate(
      address,
      Math.max(sizeBytes, 8),
      `an object of ${sizeBytes} bytes`,
      false,
    );
    return address;
  }

  free(machine: Machine, pointer: Value): number {
    const block = machine.watch?.free(Number(pointer));
    if (machine.watch && block === undefined)
      throw new Fault(
        'bad-free',
        `0x${BigInt(pointer).toString(16)} is freed, and is no living object`,
      );
    return 0;
  }
}
