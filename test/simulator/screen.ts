import assert from 'node:assert/strict';
import type { SimulatorScreen } from '../../client/src/simulator/simulator-screen.ts';
import type {
  NamePlace,
  SimulationState,
  SimulatorRun,
  ToSimulatorMessage,
} from '../../server/src/protocol.ts';

/** Keeps what a panel would show. */
export class Screen implements SimulatorScreen {
  readonly #last = new Map<string, ToSimulatorMessage>();
  place: NamePlace | null = null;
  isRunning = false;

  post(message: ToSimulatorMessage): void {
    this.#last.set(message.type, message);
  }

  async follow(place: NamePlace | null): Promise<void> {
    this.place = place;
  }

  running(isThere: boolean): void {
    this.isRunning = isThere;
  }

  last<T extends ToSimulatorMessage['type']>(
    type: T,
  ): Extract<ToSimulatorMessage, { type: T }> | undefined {
    return this.#last.get(type) as Extract<ToSimulatorMessage, { type: T }> | undefined;
  }

  get run(): SimulatorRun {
    const run = this.last('run')?.run;
    assert.ok(run, 'no run');
    return run;
  }

  get position(): SimulationState {
    const position = this.last('position')?.position;
    assert.ok(position, 'no position');
    return position;
  }
}
