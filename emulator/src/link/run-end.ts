/** What a fault means for a run. */
import { recordName } from '../../../language/src/types/type-name.ts';
import type { RecordType } from '../../../language/src/types/types.ts';
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

/** Records that a machine has at address 0, where this one lets nothing be (arch/s390/include/asm/lowcore.h). */
const AT_ADDRESS_0: ReadonlySet<string> = new Set(['struct lowcore']);

/** Whether an access at a null pointer is one to what the real machine has there. */
function isLowMemory({ kind }: Fault, record: RecordType | undefined): boolean {
  return kind === 'null' && record !== undefined && AT_ADDRESS_0.has(recordName(record));
}

/** The end that a fault is. @param record whose member the last access named */
export function endBy(fault: Fault, maxSteps: number, record?: RecordType): RunEnd {
  if (isLowMemory(fault, record)) {
    const message = `${recordName(record as RecordType)} at address 0, where nothing is here`;
    const { place, calls } = fault;
    return {
      outcome: 'unmodelled',
      message,
      unmodelled: [message],
      gap: { message, place, calls },
    };
  }
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
