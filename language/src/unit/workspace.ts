import { UnitTables } from '../preprocessor/unit-tables.ts';
import { PendingTables } from '../syntax/pending-tables.ts';

/**
 * The large arrays of one unit. They are outside of the engine's heap, where each new megabyte brings the
 * next collection of all of it nearer: who reads one unit after the other hands the same workspace to
 * each, and asks a unit nothing more once the next was made.
 */
export class Workspace {
  readonly tables: UnitTables;
  readonly pending = new PendingTables();

  /** @param expectedTokens of a unit, about */
  constructor(expectedTokens?: number) {
    this.tables = new UnitTables(expectedTokens);
  }
}
