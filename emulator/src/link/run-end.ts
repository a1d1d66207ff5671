/** What a fault means for a run. */
import type { SimulationFinding } from '../checks/check.ts';
import type { Fault, FaultKind } from '../machine/run/fault.ts';
import type { Gap, Outcome } from './run-result.ts';

/** How a run ended, and why. */
export interface RunEnd {
  readonly outcome: Outcome;
  readonly message: string | null;
  readonly unmodelled: readonly string[];
  readonly gap: Gap | null;
}

/** What the emulator cannot do: it says nothing about the code that runs. */
const GAPS: ReadonlySet<FaultKind> = new Set([
  'unknown-assembly',
  'unknown-builtin',
  'unmodelled-function',
  'unsupported',
]);

/** The end that a fault is. */
export function endBy(fault: Fault, maxSteps: number): RunEnd {
  const { kind } = fault;
  const message = kind === 'limit-steps' ? `more than ${maxSteps} steps` : fault.message;
  const end = (outcome: Outcome): RunEnd => ({ outcome, message, unmodelled: [], gap: null });
  if (kind === 'cancelled') return end('cancelled');
  if (kind.startsWith('limit-')) return end('limit');
  return GAPS.has(kind) ? { ...end('unmodelled'), ...gapOf(fault) } : end('fault');
}

function gapOf({ kind, message, place, calls }: Fault): Pick<RunEnd, 'unmodelled' | 'gap'> {
  const [, name] =
    kind === 'unmodelled-function'
      ? (/^(\w+)\(\)/.exec(message) ?? /the object (\w+)/.exec(message) ?? [])
      : [];
  return { unmodelled: [name ?? message], gap: { message, place, calls } };
}

/** One line for a machine that does not come up. */
export function setupProblem(arch: string, { message, place }: Fault): string {
  const at = place ? ` at ${place.file}:${place.line}` : '';
  return `${arch} cannot be set up: ${message}${at}`;
}

/** What panic() ends is told of its caller. */
export function findingOf(fault: Fault, step: number): SimulationFinding {
  const check = fault.kind === 'trap' ? 'kernel-bug' : fault.kind;
  const { message, related } = fault;
  const isPanic = fault.calls[0]?.function === 'panic';
  const place = isPanic ? fault.calls[0].place : fault.place;
  const calls = isPanic ? fault.calls.slice(1) : fault.calls;
  return { check, message, place, calls, related, step };
}
