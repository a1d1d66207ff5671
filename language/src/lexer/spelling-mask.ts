import type { Interner } from './interner.ts';

/**
 * A set of spelling numbers to hold many tokens against: 1 at each that is in it. Asking it costs a
 * load, which a Set of numbers does not when half a million tokens are asked about.
 */
export function maskOf(interner: Interner, ids: Iterable<number>): Uint8Array {
  const mask = new Uint8Array(interner.size);
  for (const id of ids) mask[id] = 1;
  return mask;
}
