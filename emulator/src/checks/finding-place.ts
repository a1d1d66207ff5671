/** Where a finding is told: in the code that uses the allocators, not inside them. */

import { kernelEvent } from '../kernel-functions/kernel-functions.ts';
import type { CallFrame, SourcePlace } from '../machine/run/fault.ts';
import type { Moment } from '../machine/watch/blocks.ts';

const INSIDE: ReadonlySet<string> = new Set([
  'plumbing', 'page-alloc', 'page-prepare', 'page-free', 'slab-alloc', 'slab-free', 'ctor', 'dtor', 'ptlock-alloc', 'ptlock-free', 'bad-page',
]); // biome-ignore format: a list

/** True for the functions of allocators, constructors and destructors. */
function isPlumbing(name: string): boolean {
  return INSIDE.has(kernelEvent(name)?.kind ?? '');
}

/** The innermost place of a moment that lies outside the allocators, with the calls from there on. */
export function innermostOfCode(moment: Moment): {
  readonly place: SourcePlace | undefined;
  readonly calls: readonly CallFrame[];
} {
  const calls = moment.calls.frames();
  let place = moment.calls.place(moment.token);
  for (const [i, call] of calls.entries()) {
    if (!isPlumbing(call.function)) return { place, calls: calls.slice(i) };
    place = call.place ?? place;
  }
  return { place, calls };
}
