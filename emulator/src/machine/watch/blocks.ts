import type { CapturedCalls } from '../run/call-stack.ts';

/** When something was done, and by which calls. */
export interface Moment {
  readonly step: number;
  readonly token: number;
  readonly calls: CapturedCalls;
}

/** A range of bytes with one life: an object of the program, an allocation, a page frame. */
export interface Block {
  readonly id: number;
  /** Where the bytes are kept (Memory.near). */
  readonly start: number;
  readonly sizeBytes: number;
  /** For reports: `page frame 12`, `mm`, `a block of 24 bytes from malloc()`. */
  readonly name: string;
  readonly allocated: Moment | undefined;
  freed: Moment | undefined;
}

/** A local variable of a function, the same for all of its calls. */
export interface LocalObject {
  readonly name: string;
  readonly function: string;
  readonly sizeBytes: number;
}

/** The owner number of a local while its call is open, and after. */
export function aliveLocal(index: number): number {
  return -2 * index - 2;
}

export function deadLocal(index: number): number {
  return -2 * index - 3;
}

export function isDead(owner: number): boolean {
  return owner < 0 && (owner & 1) === 1;
}

export function localIndex(owner: number): number {
  return (-owner - 2) >> 1;
}
