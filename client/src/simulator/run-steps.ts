/**
 * A run that is shown, and the step of it that the panel and the editor stand at: they go to another one
 * here. Nothing runs again for it.
 */
import type {
  SimulatorBytes,
  SimulatorMove,
  SimulatorState,
} from '../../../server/src/protocol.ts';
import type { CurrentRun } from './current-run.ts';
import type { SimulatorRequests } from './simulator-requests.ts';
import type { SimulatorScreen } from './simulator-screen.ts';

/** What is chosen, and what ran for it. */
export interface Standing {
  state: SimulatorState;
  run: CurrentRun | undefined;
}

/** Goes to steps of the run that is shown. What does not come of it is told in one line. */
export class RunSteps {
  readonly #requests: SimulatorRequests;
  readonly #screen: SimulatorScreen;
  /** The simulator's own: it puts another run in its place. */
  readonly #standing: Standing;
  /** The step whose state was asked for last; quick clicks ask for the last one only. */
  #wanted: number | undefined;
  #isAsking = false;
  /** The step that is shown next was asked for by no one. */
  #isQuiet = false;

  constructor(requests: SimulatorRequests, screen: SimulatorScreen, standing: Standing) {
    this.#requests = requests;
    this.#screen = screen;
    this.#standing = standing;
  }

  move(move: SimulatorMove): Promise<void> {
    return this.go(this.#standing.run?.calls.move(this.#standing.state.step, move));
  }

  /** Goes to a step: at once for the state kept here, and on the screen as soon as the server answers. */
  async go(step: number | undefined, quietly = false): Promise<void> {
    const run = this.#standing.run;
    if (run === undefined || step === undefined) return;
    const at = Math.min(run.simulation.steps + 1, Math.max(1, step));
    this.#standing.state = { ...this.#standing.state, step: at };
    this.#wanted = at;
    this.#isQuiet = quietly;
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      while (this.#wanted !== undefined && this.#standing.run !== undefined)
        await this.#showWanted(this.#standing.run, this.#wanted);
    } finally {
      this.#isAsking = false;
    }
  }

  /** Goes to the next call of a function, by a part of its name. */
  async find(text: string): Promise<void> {
    const step = this.#standing.run?.calls.find(text.trim(), this.#standing.state.step);
    if (step !== undefined) return this.go(step);
    return this.tell(`No call of ${text} takes a step in this run.`);
  }

  /** Goes to the next time that a line (from 1) runs. */
  async runToLine(file: string, line: number): Promise<void> {
    if (this.#standing.run === undefined) return;
    const { simulation } = this.#standing.run;
    const { step: now } = this.#standing.state;
    const next = await this.#requests.nextStepAt(simulation, now, file, line);
    if (next !== undefined) return this.go(next);
    const last = await this.#requests.lastStepAt(simulation, now, file, line);
    if (last === undefined) return this.tell(`Line ${line} never runs in this run.`);
    await this.go(last);
    return this.tell(
      last === now
        ? `Line ${line} does not run again after this step.`
        : `Line ${line} does not run again after step ${now}: back to the last time that it ran.`,
    );
  }

  /** Goes to who wrote bytes last, or to where they are seen to change next. */
  async change(direction: 'next' | 'last', bytes: SimulatorBytes): Promise<void> {
    if (this.#standing.run === undefined) return;
    const { run } = this.#standing.run.simulation;
    const params = { run, step: this.#standing.state.step, direction, ...bytes };
    const change = await this.#requests.change(params);
    if (change === null)
      return this.tell(
        direction === 'next'
          ? 'These bytes do not change again.'
          : 'Nothing wrote these bytes before this step.',
      );
    const member = change.record === null ? '' : ` as ${change.record}.${change.path}`;
    this.tell(`${change.function}() writes them${member} in step ${change.step}.`);
    // The step after it is where the new bytes are seen.
    await this.go(direction === 'next' ? change.step + 1 : change.step);
  }

  async sendSteps(from: number, count: number): Promise<void> {
    const run = this.#standing.run;
    if (run === undefined) return;
    const steps = await this.#requests.steps(run.simulation.run, from, count);
    if (this.#standing.run === run) this.#screen.post({ type: 'steps', from, steps });
  }

  sendCalls(from: number, count: number): void {
    const calls = this.#standing.run?.calls.spans.slice(from, from + count) ?? [];
    this.#screen.post({ type: 'calls', from, calls });
  }

  /** The webview names a finding by number: only places that the server gave can be opened. */
  async openFinding(index: number): Promise<void> {
    const finding = this.#standing.run?.simulation.findings[index];
    if (finding === undefined) return;
    await this.go(Math.max(1, finding.step));
    await this.#screen.follow(finding.place);
  }

  async #showWanted({ simulation, calls }: CurrentRun, step: number): Promise<void> {
    this.#wanted = undefined;
    const position = await this.#requests.state(simulation.run, step);
    // A run that came meanwhile asks for its own.
    if (this.#standing.run?.simulation !== simulation) return;
    const call = calls.innermostIndex(step);
    this.#screen.post({ type: 'position', position, call, state: this.#standing.state });
    // Where quick clicks go on, the editor follows when they are over.
    if (this.#wanted !== undefined) return;
    await this.#screen.follow(position.place ?? position.calls[0]?.place ?? null, this.#isQuiet);
  }

  /** Answers with a line beside the run, which stays as it is. */
  tell(text: string): void {
    this.#screen.post({ type: 'tell', text });
  }
}
