import { IntList } from '../preprocessor/int-list.ts';
import { NameChains, zeros } from './name-chains.ts';

/** The declaration has a function's body. */
export const HAS_BODY = 1;
export const HAS_ASSERTION = 2;
export const IS_TYPEDEF = 4;
const TRAITS = [HAS_BODY, HAS_ASSERTION, IS_TYPEDEF];

/**
 * The rows and chains of the declarations of a unit's headers. Who reads many units hands those of a unit
 * that is over to the next, which begins with reset().
 */
export class PendingTables {
  /** By declaration: its first token, and the one behind it. */
  readonly starts = new IntList(1 << 12);
  readonly ends = new IntList(1 << 12);
  readonly states = new IntList(1 << 12);
  readonly hasBody = new IntList(1 << 12);
  /** Those with each trait. */
  readonly byTrait = new Map(TRAITS.map((trait) => [trait, new IntList(1 << 12)]));
  readonly names = new NameChains();
  readonly tags = new NameChains();
  /** By spelling number: the declaration from which on the tag is visible, plus 1. */
  mentioners: Int32Array = new Int32Array(0);

  /** Forgets a unit. `size` is one more than the largest spelling number. */
  reset(size: number): void {
    const { starts, ends, states, hasBody, byTrait } = this;
    for (const list of [starts, ends, states, hasBody, ...byTrait.values()]) list.truncate(0);
    this.names.reset(size);
    this.tags.reset(size);
    this.mentioners = zeros(this.mentioners, size);
  }
}
