/** What is wrong with an access, in words. */

import { NOBODY, OWNER_BYTES } from '../memory/shadow-page.ts';
import type { WatchedMemory } from '../memory/watched-memory.ts';
import type { FaultKind, RelatedPlace } from '../run/fault.ts';
import { type Block, isDead } from './blocks.ts';
import type { ObjectTable } from './object-table.ts';

/** A finding without its place. */
export interface AccessFinding {
  readonly kind: FaultKind;
  readonly message: string;
  readonly related: readonly RelatedPlace[];
}

function finding(kind: FaultKind, message: string, related: readonly RelatedPlace[] = []) {
  return { kind, message, related };
}

const bytesText = (count: number): string => `${count} byte${count === 1 ? '' : 's'}`;

function addressText(memory: WatchedMemory, address: number): string {
  return `0x${memory.far(address).toString(16)}`;
}

/** The access touches bytes that are not all of one living object. */
export function misplacedAccess(
  memory: WatchedMemory,
  objects: ObjectTable,
  address: number,
  sizeBytes: number,
  isStore: boolean,
): AccessFinding {
  const what = `${isStore ? 'a store to' : 'a load of'} ${bytesText(sizeBytes)}`;
  const owner = memory.shadow.ownerAt(address);
  const block = objects.block(owner);
  if (block) return misplacedInBlock(objects, what, address, block);
  if (owner === NOBODY) {
    const near = neighbour(memory, objects, address);
    return finding('out-of-bounds', `${what} at ${addressText(memory, address)}, ${near}`);
  }
  const { name, function: home, sizeBytes: whole } = objects.local(owner);
  if (!isDead(owner))
    return finding('out-of-bounds', `${what} beyond the end of ${name} (${whole} bytes)`);
  const full = home === '' ? name : `${name} of ${home}()`;
  return finding('use-after-free', `${what} of ${full}, whose call has returned`);
}

function misplacedInBlock(
  objects: ObjectTable,
  what: string,
  address: number,
  block: Block,
): AccessFinding {
  const at = `${what} at byte ${address - block.start} of ${block.name}`;
  const life = objects.life(block);
  if (block.freed) return finding('use-after-free', `${at}, which is free`, life);
  return finding('out-of-bounds', `${at}, which has ${block.sizeBytes} bytes`, life);
}

/** What lies right before an address that belongs to nothing. */
function neighbour(memory: WatchedMemory, objects: ObjectTable, address: number): string {
  for (let at = address - OWNER_BYTES; at >= address - 4 * OWNER_BYTES; at -= OWNER_BYTES) {
    const owner = memory.shadow.ownerAt(at);
    const block = objects.block(owner);
    if (block) return `${address - block.start - block.sizeBytes} bytes behind ${block.name}`;
    if (owner !== NOBODY) return `behind ${objects.local(owner).name}`;
  }
  return 'where no object is';
}

/** A load of bytes that no one wrote. */
export function unwrittenLoad(
  memory: WatchedMemory,
  objects: ObjectTable,
  address: number,
  sizeBytes: number,
): AccessFinding {
  const owner = memory.shadow.ownerAt(address);
  const block = objects.block(owner);
  const local = owner === NOBODY ? addressText(memory, address) : '';
  const name = block
    ? `byte ${address - block.start} of ${block.name}`
    : local || objects.local(owner).name;
  // What was always there has a value, unless someone said that it promises none.
  if (block && block.allocated === undefined) {
    const text = `a load of ${bytesText(sizeBytes)} that hold whatever the last owner left: ${name}`;
    return finding('indeterminate', text, objects.life(block));
  }
  return unwritten(name, sizeBytes, block && objects.life(block));
}

/** The same of a variable that is in no memory. */
export function unwrittenVariable(name: string, sizeBytes: number): AccessFinding {
  return unwritten(name, sizeBytes);
}

function unwritten(name: string, sizeBytes: number, life?: readonly RelatedPlace[]): AccessFinding {
  const text = `a load of ${bytesText(sizeBytes)} that no one wrote: ${name}`;
  return finding('uninitialised', text, life);
}

/** An index must lead into the object, and the array, that it counts from. */
export function strayIndex(
  memory: WatchedMemory,
  objects: ObjectTable,
  from: number,
  address: number,
  sizeBytes: number,
  arrayBytes: number | undefined,
): AccessFinding | undefined {
  const isPast = address < from || address + sizeBytes > from + (arrayBytes ?? 0);
  if (arrayBytes !== undefined && isPast) {
    const at = address - from;
    return finding('out-of-bounds', `an access at byte ${at} of an array of ${arrayBytes} bytes`);
  }
  const owner = memory.shadow.ownerAt(from);
  const other = memory.shadow.ownerAt(address);
  if (owner === other || owner === NOBODY || other === NOBODY) return undefined;
  // A pointer may stand just after an object, and count back into it (C11 6.5.6p8).
  if (address < from && objects.endOf(other) === from) return undefined;
  const [base, there] = [objects.ownerName(owner), objects.ownerName(other)];
  return finding('out-of-bounds', `an index leads from ${base} to ${there}`);
}
