import type { UnitBuilder } from './unit-builder.ts';

/** Units are the largest thing in memory: so many are kept, and a document that lost its own waits. */
const MAX_UNITS = 3;

/** The units that were used last, whatever session they belong to. */
export class RecentUnits {
  /** In the order of their last use, with what lets each go. */
  readonly #units = new Map<UnitBuilder, () => void>();

  use(builder: UnitBuilder, letGo: () => void): void {
    this.#units.delete(builder);
    this.#units.set(builder, letGo);
    const idle = [...this.#units].slice(0, -1).filter(([old]) => !old.isWanted);
    for (const [old, forget] of idle.slice(0, Math.max(0, this.#units.size - MAX_UNITS))) {
      this.#units.delete(old);
      forget();
    }
  }
}
