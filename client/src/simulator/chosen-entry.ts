import type { Lifecycle } from '../../../server/src/protocol.ts';

/** What a name means on a machine. */
export interface ChosenEntry {
  readonly entry: string;
  /** Why it cannot be run there; null when it can. */
  readonly reason: string | null;
}

/** A name is a lifecycle's, else a function's, which has no dashes; undefined for none of both. */
export function chosenEntry(
  lifecycles: readonly Lifecycle[],
  name: string | null,
): ChosenEntry | undefined {
  if (name === null) return undefined;
  const found =
    lifecycles.find(({ id }) => id === name) ??
    // Not every level is freed by way of a gather.
    lifecycles.find(({ id }) => id === name.replace(/-.*/, ''));
  if (found) return { entry: found.id, reason: found.reason };
  return name.includes('-') ? undefined : { entry: name, reason: null };
}
