import type { PathState } from './path-state.ts';
import type { TableObject } from './table-object.ts';

/**
 * Whether a table that nothing names any more is lost: its memory was not given back, and nobody else has
 * it. What was made coarse may be no path at all.
 */
export function isLost(state: PathState, object: TableObject): boolean {
  const { life, origin, isHeld, isShared, isEscaped } = object;
  if (state.isCoarse || isHeld || isShared || isEscaped) return false;
  const isOwned = life === 'raw' || life === 'constructed';
  if (object.unlinkedAt >= 0 && life === 'unknown') return true;
  return life === 'destructed' || (origin.kind === 'allocated' && isOwned);
}
