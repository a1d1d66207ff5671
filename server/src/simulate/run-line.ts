/** A run as JSON: the line of --format jsonl, and the whole of --format json (docs/simulate.schema.json). */
import type { SimulationFinding } from '../../../emulator/src/checks/check.ts';
import type { RunResult } from '../../../emulator/src/link/run-result.ts';
import type { CallFrame, SourcePlace } from '../../../emulator/src/machine/run/fault.ts';
import type { Spell } from './present-run.ts';

/** One line a run. */
export function runLine(result: RunResult, spell: Spell): Record<string, unknown> {
  const { entry, arch, fail, outcome, steps, findings, unmodelled, gap } = result;
  return {
    entry,
    arch,
    fail,
    outcome,
    steps,
    findings: findings.map(({ check, place, message }) => ({
      check,
      ...placeLine(place, spell),
      message,
    })),
    unmodelled,
    gap: gap && { ...placeLine(gap.place, spell), message: gap.message },
  };
}

/** Everything that is known of a run. */
export function runDocument(result: RunResult, spell: Spell): Record<string, unknown> {
  const { message, allocations, boundaries, findings, trace, isTraceCut } = result;
  return {
    ...runLine(result, spell),
    message,
    allocations,
    boundaries,
    findings: findings.map((finding) => findingDocument(finding, spell)),
    trace: trace.map((event) =>
      'place' in event ? { ...event, place: placeDocument(event.place, spell) } : event,
    ),
    traceCut: isTraceCut,
  };
}

function placeLine(
  place: SourcePlace | undefined,
  spell: Spell,
): { file: string | null; line: number | null } {
  return { file: place ? spell(place.file) : null, line: place?.line ?? null };
}

function placeDocument(
  place: SourcePlace | undefined,
  spell: Spell,
): Record<string, unknown> | null {
  return place ? { file: spell(place.file), line: place.line, col: place.column } : null;
}

function callsDocument(calls: readonly CallFrame[], spell: Spell): unknown[] {
  return calls.map((call) => ({
    function: call.function,
    place: placeDocument(call.place, spell),
  }));
}

function findingDocument(finding: SimulationFinding, spell: Spell): Record<string, unknown> {
  const { check, message, place, calls, related, step, page } = finding;
  return {
    check,
    ...placeLine(place, spell),
    message,
    step,
    calls: callsDocument(calls, spell),
    related: related.map((story) => ({
      message: story.message,
      place: placeDocument(story.place, spell),
      calls: callsDocument(story.calls, spell),
    })),
    page: page ? { pfn: page.pfn, bytes: Buffer.from(page.bytes).toString('hex') } : null,
  };
}
