/**
 * Where a run stood, said in words that hold in a run of changed code too: the n-th call of a function,
 * and how far below the call's first line. Lines and steps themselves move when code is edited.
 */
import type { SimulationStep } from '../../../server/src/protocol.ts';
import type { CurrentRun } from './current-run.ts';
import type { SimulatorRequests } from './simulator-requests.ts';

/** A place in a run, and in runs of the same code as it is later. */
export interface SamePlace {
  readonly function: string;
  /** Which of the function's calls, from 0. */
  readonly call: number;
  /** Lines below the call's first step. */
  readonly lineOffset: number;
  /** A loop comes to a line more than once: which time, from 0. */
  readonly visit: number;
}

/** The place of a step; undefined outside of all calls. */
export async function placeOfStep(
  requests: SimulatorRequests,
  run: CurrentRun,
  step: number,
): Promise<SamePlace | undefined> {
  const call = run.calls.innermost(step);
  if (call === undefined) return undefined;
  const own = await ownSteps(requests, run, call);
  const line = own.find((each) => each.step === step)?.place?.line;
  const first = own[0]?.place?.line;
  if (line === undefined || first === undefined) return undefined;
  const visit = own.filter((each) => each.step < step && each.place?.line === line).length;
  const calls = callsOf(run, call.function);
  return { function: call.function, call: calls.indexOf(call), lineOffset: line - first, visit };
}

/** The step that stands there; undefined where the run does not come to the function. */
export async function stepOfPlace(
  requests: SimulatorRequests,
  run: CurrentRun,
  place: SamePlace,
): Promise<number | undefined> {
  const calls = callsOf(run, place.function);
  const call = calls[place.call] ?? calls.at(-1);
  if (call === undefined) return undefined;
  const own = await ownSteps(requests, run, call);
  const first = own[0]?.place?.line ?? 0;
  const distance = (step: SimulationStep) =>
    Math.abs((step.place?.line ?? 0) - first - place.lineOffset);
  const nearest = Math.min(...own.map(distance));
  const there = own.filter((step) => distance(step) === nearest);
  return (there[place.visit] ?? there.at(-1))?.step;
}

type Span = CurrentRun['calls']['spans'][number];

const callsOf = ({ calls }: CurrentRun, name: string): Span[] =>
  calls.spans.filter((span) => span.function === name && span.first < span.end);

/** The steps of a call itself, without those of what it calls. */
async function ownSteps(
  requests: SimulatorRequests,
  { simulation, calls }: CurrentRun,
  call: Span,
): Promise<SimulationStep[]> {
  const steps = await requests.steps(simulation.run, call.first, call.end - call.first);
  return steps.filter(({ step }) => calls.innermost(step) === call);
}
