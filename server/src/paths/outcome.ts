import { type PathState, UNKNOWN, type Value } from './path-state.ts';

/** A state and the value of the expression in it. */
export interface Outcome {
  readonly state: PathState;
  readonly value: Value;
}

/** One way on, of whose value nothing is known. */
export function unknown(state: PathState): Outcome[] {
  return [{ state, value: UNKNOWN }];
}
