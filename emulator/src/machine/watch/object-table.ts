/** The objects of a watched machine: which bytes belong to which, and since when. */

import { NOBODY, OWNER_BYTES, UNWRITTEN } from '../memory/shadow-page.ts';
import type { WatchedMemory } from '../memory/watched-memory.ts';
import type { RelatedPlace } from '../run/fault.ts';
import type { FrameMap } from '../run/function-entry.ts';
import type { Machine } from '../run/machine.ts';
import {
  aliveLocal, type Block, deadLocal, isDead, type LocalObject, localIndex, type Moment,
} from './blocks.ts'; // biome-ignore format: a list

/** An object with static storage: made when it is first named, though it was always there. */
interface StaticObject {
  readonly start: number;
  readonly sizeBytes: number;
  readonly id: number;
  /** Its initial value; undefined for zeros. */
  bytes: Uint8Array | undefined;
}

/** Bytes behind each local that belong to no one. */
export const LOCAL_GAP_BYTES = 16;

/** What a snapshot remembers of the table. */
export interface ObjectsSnapshot {
  readonly blocks: number;
  readonly statics: number;
  readonly freed: number;
}

export class ObjectTable {
  private readonly machine: Machine;
  private readonly memory: WatchedMemory;
  private readonly blocks: (Block | undefined)[] = [undefined];
  private readonly locals: LocalObject[] = [
    { name: 'memory of a call', function: '', sizeBytes: 0 },
  ];
  /** Behind the last byte of each block, by its owner number; -1 once it is free: asked by every access. */
  readonly ends: number[] = [-1];
  private readonly statics: StaticObject[] = [];
  /** Blocks in the order in which they were freed. */
  private readonly freed: Block[] = [];

  constructor(machine: Machine, memory: WatchedMemory) {
    this.machine = machine;
    this.memory = memory;
  }

  /** A frame came into being. */
  openFrame(start: number, frame: FrameMap | undefined): void {
    if (frame === undefined || this.memory.isPlaying) return;
    this.memory.shadow.ownEach(start, frame.alive);
    this.memory.shadow.setWriter(start, frame.alive.length * OWNER_BYTES, UNWRITTEN);
  }

  /** A frame, and what alloca() put below it, is gone. */
  closeFrame(low: number, start: number, frame: FrameMap | undefined): void {
    if (this.memory.isPlaying) return;
    if (low < start) this.memory.shadow.own(low, start - low, deadLocal(0));
    if (frame) this.memory.shadow.ownEach(start, frame.dead);
  }

  /** What alloca() and arrays of variable length had is gone. */
  releaseStack(low: number, high: number): void {
    if (low < high && !this.memory.isPlaying) this.memory.shadow.own(low, high - low, deadLocal(0));
  }

  /** Bytes have no value again, as those of a local variable that is declared again, in a loop. */
  forget(start: number, sizeBytes: number): void {
    if (!this.memory.isPlaying) this.memory.shadow.setWriter(start, sizeBytes, UNWRITTEN);
  }

  /** A local variable of a function that is compiled. @returns its index */
  addLocal(local: LocalObject): number {
    return this.locals.push(local) - 1;
  }

  /** The numbers of a frame's locals, alive and dead. */
  frameMap(bytes: number, locals: readonly { offset: number; index: number }[]): FrameMap {
    const alive = new Int32Array(bytes / OWNER_BYTES);
    const dead = new Int32Array(bytes / OWNER_BYTES);
    for (const { offset, index } of locals) {
      const first = offset / OWNER_BYTES;
      const end = Math.ceil((offset + this.locals[index].sizeBytes) / OWNER_BYTES);
      alive.fill(aliveLocal(index), first, end);
      dead.fill(deadLocal(index), first, end);
    }
    return { alive, dead };
  }

  /** An object with static storage, zero until its initialiser ran. */
  addObject(start: number, sizeBytes: number, name: string): void {
    const id = this.newBlock(start, sizeBytes, name, undefined);
    this.statics.push({ start, sizeBytes, id, bytes: undefined });
    this.placeObject(start, sizeBytes, id);
  }

  private placeObject(start: number, sizeBytes: number, id: number): void {
    this.memory.shadow.give(start, Math.max(sizeBytes, 1), id);
  }

  /** An object of static storage gets its value, as if it had had it from the beginning. */
  initialise(start: number, sizeBytes: number, fill: () => void): void {
    const object = this.statics.findLast((s) => s.start === start);
    this.memory.quietly(fill);
    if (object) object.bytes = this.memory.peek(start, sizeBytes);
  }

  /**
   * Gives a range of memory a life of its own; what it belonged to before is forgotten.
   * @param start where the bytes are kept (Memory.near), a multiple of 8
   * @param holds whether the bytes have values that may be read
   */
  allocate(start: number, sizeBytes: number, name: string, holds: boolean): Block {
    const block = this.block(this.newBlock(start, sizeBytes, name, this.moment())) as Block;
    this.memory.shadow.own(start, sizeBytes, block.id);
    if (!holds) this.memory.shadow.setWriter(start, sizeBytes, UNWRITTEN);
    return block;
  }

  /** Ends the life of the block that begins there. @returns it; undefined when none does */
  free(start: number): Block | undefined {
    const block = this.blockAt(start);
    if (block === undefined || block.start !== start || block.freed) return undefined;
    block.freed = this.moment();
    this.ends[block.id] = -1;
    this.freed.push(block);
    return block;
  }

  snapshot(): ObjectsSnapshot {
    return {
      blocks: this.blocks.length,
      statics: this.statics.length,
      freed: this.freed.length,
    };
  }

  /** Goes back; objects of static storage that were named since stay, as initialised. */
  restore(saved: ObjectsSnapshot): void {
    for (const block of this.freed.splice(saved.freed)) {
      block.freed = undefined;
      this.ends[block.id] = block.start + block.sizeBytes;
    }
    const named = this.statics.slice(saved.statics);
    if (named.length === 0) {
      this.blocks.length = saved.blocks;
      this.ends.length = saved.blocks;
    }
    for (const { start, sizeBytes, id, bytes } of named) {
      this.placeObject(start, sizeBytes, id);
      if (bytes) this.memory.quietly(() => this.memory.write(start, bytes));
    }
  }

  /** The block that a byte belongs to, freed or not. */
  blockAt(address: number): Block | undefined {
    const owner = this.memory.shadow.ownerAt(address);
    return this.block(owner);
  }

  /** The block of an owner number; undefined for a local and for no one. */
  block(owner: number): Block | undefined {
    return owner > 0 ? this.blocks[owner] : undefined;
  }

  private newBlock(
    start: number,
    sizeBytes: number,
    name: string,
    allocated: Moment | undefined,
  ): number {
    const id = this.blocks.length;
    this.blocks.push({ id, start, sizeBytes, name, allocated, freed: undefined });
    this.ends.push(start + sizeBytes);
    return id;
  }

  private moment(): Moment {
    const { steps, token, calls } = this.machine;
    return { step: steps, token, calls: calls.capture() };
  }

  /** True when an access lies in the living object of that owner number. */
  fits(owner: number, address: number, sizeBytes: number): boolean {
    if (owner > 0) return address + sizeBytes <= this.ends[owner];
    if (isDead(owner)) return false;
    const local = this.locals[localIndex(owner)];
    if (local.sizeBytes % OWNER_BYTES === 0) return true;
    if (local.sizeBytes < OWNER_BYTES)
      return (address % OWNER_BYTES) + sizeBytes <= local.sizeBytes;
    if (this.memory.shadow.ownerAt(address + sizeBytes - 1 + OWNER_BYTES) === owner) return true;
    return address + sizeBytes <= this.localStart(owner, address) + local.sizeBytes;
  }

  /** The first byte of the local that an address lies in. */
  private localStart(owner: number, address: number): number {
    let start = address - (address % OWNER_BYTES);
    while (this.memory.shadow.ownerAt(start - OWNER_BYTES) === owner) start -= OWNER_BYTES;
    return start;
  }

  /** Where a block was allocated and freed. */
  life(block: Block): RelatedPlace[] {
    const places: RelatedPlace[] = [];
    const add = (message: string, moment: Moment | undefined): void => {
      if (moment === undefined) return;
      const { calls, token } = moment;
      places.push({ message, place: calls.place(token), calls: calls.frames() });
    };
    add(`${block.name} was allocated here`, block.allocated);
    add(`${block.name} was freed here`, block.freed);
    return places;
  }

  /** After the last byte of a block, freed or not; undefined for a local and for no one. */
  endOf(owner: number): number | undefined {
    const block = this.block(owner);
    return block && block.start + block.sizeBytes;
  }

  /** An object for a message. */
  ownerName(owner: number): string {
    if (owner > 0) return (this.blocks[owner] as Block).name;
    return owner === NOBODY ? 'no object' : this.local(owner).name;
  }

  /** The local of an owner number below 0. */
  local(owner: number): LocalObject {
    return this.locals[localIndex(owner)];
  }
}
