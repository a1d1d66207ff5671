/** Findings and places of a run as an editor gets them. */
import type { SimulationFinding } from '../../../emulator/src/checks/check.ts';
import type { CallFrame, SourcePlace } from '../../../emulator/src/machine/run/fault.ts';
import type { NamePlace, SimulationCall, SimulationFindingInfo } from '../protocol.ts';

export function placeInfo(place: SourcePlace | undefined): NamePlace | null {
  return place ? { file: place.file, line: place.line, column: place.column } : null;
}

export function callInfo(calls: readonly CallFrame[]): SimulationCall[] {
  return calls.map((call) => ({ function: call.function, place: placeInfo(call.place) }));
}

/** @param firstStep steps of the machine before the run began */
export function findingInfo(finding: SimulationFinding, firstStep: number): SimulationFindingInfo {
  return {
    check: finding.check,
    message: finding.message,
    place: placeInfo(finding.place),
    step: Math.max(0, finding.step - firstStep),
    calls: callInfo(finding.calls),
    related: finding.related.map(({ message, place, calls }) => ({
      message,
      place: placeInfo(place),
      calls: callInfo(calls),
    })),
    pfn: finding.page?.pfn ?? null,
  };
}
