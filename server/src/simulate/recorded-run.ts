/** A run that keeps every step, and answers what was when. */

import type { RunResult } from '../../../emulator/src/link/run-result.ts';
import type { Simulator } from '../../../emulator/src/link/simulator.ts';
import { spellPath } from '../../../emulator/src/machine/watch/member-view.ts';
import { chromeTrace } from '../../../emulator/src/trace/chrome-trace.ts';
import { TraceCursor } from '../../../emulator/src/trace/cursor.ts';
import {
  CALL,
  RETURN,
  type Recording,
  STEP,
  STORE,
} from '../../../emulator/src/trace/recording.ts';
import { recordName } from '../../../language/src/types/type-name.ts';
import type {
  Simulation, SimulationCallSpan, SimulationChange, SimulationChangeParams, SimulationState, SimulationStep,
} from '../protocol.ts'; // biome-ignore format: a list
import { findingInfo, placeInfo } from './run-info.ts';
import { RunState } from './run-state.ts';

/** The most that is answered at a time. */
const MOST = 10_000;

/** Steps count from 1 at the beginning of the lifecycle; setting the machine up is not shown. */
export class RecordedRun {
  readonly result: RunResult;
  private readonly recording: Recording;
  private readonly simulator: Simulator;
  private readonly cursor: TraceCursor;
  private readonly firstStep: number;
  private readonly state: RunState;
  private spans: readonly SimulationCallSpan[] | undefined;

  constructor(simulator: Simulator, recording: Recording, result: RunResult) {
    this.simulator = simulator;
    this.recording = recording;
    this.result = result;
    this.firstStep = simulator.firstStep;
    this.cursor = new TraceCursor(recording, simulator.run.memory.bytes);
    this.state = new RunState(simulator.run, this.firstStep, this.touchedFrames());
  }

  get steps(): number {
    return this.recording.steps - this.firstStep;
  }

  summary(run: number): Omit<Simulation, 'before'> {
    const { result, state, simulator } = this;
    const { info } = simulator.run.frames;
    return {
      run,
      entry: result.entry,
      machine: result.arch,
      fail: result.fail,
      outcome: result.outcome,
      message: result.message,
      steps: this.steps,
      allocations: result.allocations,
      findings: result.findings.map((finding) => findingInfo(finding, this.firstStep)),
      unmodelled: result.unmodelled,
      pageSizeBytes: info.pageStructBytes,
      pfns: state.frames.map((frame) => frame + info.firstPfn),
      events: state.events(),
    };
  }

  stepsFrom(from: number, count: number): SimulationStep[] {
    const { recording } = this;
    const first = Math.max(1, from);
    const last = Math.min(this.steps, first + Math.min(count, MOST) - 1);
    const steps: SimulationStep[] = [];
    let depth = this.depthAt(first);
    let event = recording.stepEvent(first + this.firstStep);
    for (let step = first; step <= last; event++) {
      const kind = recording.kind(event);
      if (kind === CALL) depth++;
      else if (kind === RETURN) depth--;
      else if (kind === STEP) {
        const site = recording.site(event);
        const place = placeInfo(site.unit.place(site.token));
        steps.push({ step, depth, function: site.function, place });
        step++;
      }
    }
    return steps;
  }

  private depthAt(step: number): number {
    this.cursor.seek(step + this.firstStep);
    return this.cursor.calls().length;
  }

  callsFrom(from: number, count: number): SimulationCallSpan[] {
    this.spans ??= this.callSpans();
    return this.spans.slice(Math.max(0, from), Math.max(0, from) + Math.min(count, MOST));
  }

  private callSpans(): SimulationCallSpan[] {
    const { recording } = this;
    const start = recording.stepEvent(this.firstStep + 1);
    const spans: { -readonly [K in keyof SimulationCallSpan]: SimulationCallSpan[K] }[] = [];
    const open: number[] = [];
    // What is called before the first statement belongs to it.
    let step = 0;
    for (let event = this.firstEvent(start); event < recording.length; event++) {
      const kind = recording.kind(event);
      if (kind === STEP) step++;
      else if (kind === CALL) {
        open.push(spans.length);
        spans.push(this.span(event, open.length - 1, step + 1));
      } else if (kind === RETURN) {
        const span = spans[open.pop() ?? -1];
        if (span === undefined) continue;
        span.end = step + 1;
        const value = recording.result(recording.callOf(event));
        span.result = value === undefined ? null : hexadecimal(value);
      }
    }
    for (const at of open) spans[at].end = step + 1;
    return spans;
  }

  /** The entry's own call comes right before its first statement. */
  private firstEvent(start: number): number {
    let event = start;
    while (event > 0 && this.recording.kind(event - 1) === CALL) event--;
    return event;
  }

  private span(event: number, depth: number, first: number): SimulationCallSpan {
    const { entry, args, callToken } = this.recording.call(event);
    this.cursor.seekEvent(event);
    const caller = this.cursor.calls().at(-1)?.entry.owner;
    const place = callToken < 0 ? null : placeInfo(caller?.place(callToken));
    return {
      function: entry.name,
      depth,
      first,
      end: first,
      result: null,
      args: args.map(hexadecimal),
      place,
    };
  }

  /** Everything right before a step. */
  stateAt(step: number): SimulationState {
    const { cursor, recording } = this;
    const at = Math.min(Math.max(step, 1), this.steps + 1);
    cursor.seek(at + this.firstStep);
    const event = recording.stepEvent(at + this.firstStep);
    const site = event < recording.length ? recording.site(event) : undefined;
    return this.state.at(at, cursor, {
      place: site ? placeInfo(site.unit.place(site.token)) : null,
      changed: this.storesOf(at - 1),
    });
  }

  /** Where the stores of a step went, by the addresses of the kept bytes. */
  private storesOf(step: number): Set<number> {
    const { recording } = this;
    const changed = new Set<number>();
    if (step < 1) return changed;
    const end = recording.stepEvent(step + 1 + this.firstStep);
    for (let event = recording.stepEvent(step + this.firstStep); event < end; event++) {
      if (recording.kind(event) !== STORE) continue;
      const [before, after] = [recording.oldBytes(event), recording.newBytes(event)];
      const address = recording.address(event);
      for (let i = 0; i < before.length; i++) if (before[i] !== after[i]) changed.add(address + i);
    }
    return changed;
  }

  change(params: SimulationChangeParams): SimulationChange | null {
    const { frames } = this.simulator.run;
    const address = frames.pageAddress(params.pfn - frames.info.firstPfn) + params.offset;
    this.cursor.seek(params.step + this.firstStep);
    const store =
      params.direction === 'next'
        ? this.cursor.nextChange(address, params.sizeBytes)
        : this.cursor.lastStore(address, params.sizeBytes);
    if (store === undefined || store.step <= this.firstStep) return null;
    const { site, step } = store;
    return {
      step: step - this.firstStep,
      function: site.function,
      place: placeInfo(site.unit.place(site.token)),
      record: site.view ? recordName(site.view.record) : null,
      path: site.view ? spellPath(site.view) : null,
    };
  }

  chrome(): string {
    return JSON.stringify(
      chromeTrace(this.recording, `${this.result.entry} on ${this.result.arch}`),
    );
  }

  private touchedFrames(): number[] {
    const { recording } = this;
    const { frames } = this.simulator.run;
    const touched = new Set<number>();
    for (let event = recording.stepEvent(this.firstStep + 1); event < recording.length; event++) {
      if (recording.kind(event) !== STORE) continue;
      const frame = frames.ofPageByte(recording.address(event));
      if (frame >= 0) touched.add(frame);
    }
    return [...touched].sort((a, b) => a - b);
  }
}

function hexadecimal(value: number | bigint): string {
  const number = BigInt(value);
  return number < 0n ? `-0x${(-number).toString(16)}` : `0x${number.toString(16)}`;
}
