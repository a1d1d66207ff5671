import type { NamePlace, ToSimulatorMessage } from '../../../server/src/protocol.ts';

/** What shows a simulation: the panel and the editor beside it, or a test. */
export interface SimulatorScreen {
  post(message: ToSimulatorMessage): unknown;
  /**
   * Marks the line that is about to run; null takes the mark away. `quietly`, nothing is opened or
   * scrolled: no one asked, and someone may be typing there.
   */
  follow(place: NamePlace | null, quietly?: boolean): Promise<void>;
  /** A run is there, or none any more. */
  running(isThere: boolean): void;
}
