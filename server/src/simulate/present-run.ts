/** A run as text, for a terminal. */

import type { SimulationFinding } from '../../../emulator/src/checks/check.ts';
import type { RunResult } from '../../../emulator/src/link/run-result.ts';
import type { TraceEvent } from '../../../emulator/src/link/trace-event.ts';
import type { CallFrame, SourcePlace } from '../../../emulator/src/machine/run/fault.ts';
import { counted } from '../counted.ts';

/** Spells a file's path for people: below the tree where it is. */
export type Spell = (path: string) => string;

const at = (place: SourcePlace | undefined, spell: Spell): string =>
  place ? `${spell(place.file)}:${place.line}` : '';

/** The whole run: calls, stores to struct pages, counters, findings. */
export function presentRun(result: RunResult, spell: Spell): string[] {
  const lines = result.trace.flatMap((event) => presentEvent(event, result, spell));
  if (result.isTraceCut) lines.push('  (the rest of the trace is left out)');
  const boundaries = `boundaries: ${result.boundaries.join(', ')}`;
  const late = lateFindings(result, spell);
  const gap = presentGap(result, spell);
  return [headOf(result), ...lines, ...late, boundaries, summaryOf(result), ...gap];
}

function headOf({ entry, arch, fail }: RunResult): string {
  return `${entry} on ${arch}${fail === null ? '' : `, allocation ${fail} fails`}`;
}

/** Where a run met what the emulator cannot do. */
export function presentGap({ gap }: RunResult, spell: Spell): string[] {
  if (gap === null) return [];
  const head = `${at(gap.place, spell) || 'nowhere'}: not modelled: ${gap.message}`;
  return [head, ...presentCalls(gap.calls, spell)];
}

/** `completed in 1236 steps, 10 allocations, 0 findings` */
export function summaryOf({ outcome, message, steps, allocations, findings }: RunResult): string {
  const why = outcome === 'completed' || message === null ? '' : ` (${message})`;
  return `${outcome}${why} after ${counted(steps, 'step')}, ${counted(allocations, 'allocation')}, ${counted(findings.length, 'finding')}`;
}

function presentEvent(event: TraceEvent, result: RunResult, spell: Spell): string[] {
  const indent = '  '.repeat('depth' in event ? event.depth + 1 : 1);
  switch (event.kind) {
    case 'call': {
      const place = event.place ? `  ${at(event.place, spell)}` : '';
      return [`${indent}${event.function}(${event.args.join(', ')})${place}`];
    }
    case 'return':
      return [
        `${indent}${event.function}() ${event.value === null ? 'returns' : `= ${event.value}`}`,
      ];
    case 'store':
      return [
        `${indent}page ${event.pfn.toString(16)}: ${event.record}.${event.field} ${event.before} -> ${event.after}  ${at(event.place, spell)}`,
      ];
    case 'counter':
      return [`${indent}${event.name} ${event.before} -> ${event.after}`];
    case 'fail':
      return [`${indent}allocation ${event.number} fails: ${event.function}()`];
    case 'print':
      return [`${indent}| ${event.text}`];
    case 'finding':
      return presentFinding(result.findings[event.index], spell);
  }
}

/** Findings of the machine itself have no place in the trace. */
function lateFindings(result: RunResult, spell: Spell): string[] {
  const shown = new Set(
    result.trace.flatMap((event) => (event.kind === 'finding' ? [event.index] : [])),
  );
  return result.findings.flatMap((finding, i) =>
    shown.has(i) ? [] : presentFinding(finding, spell),
  );
}

/** A finding with its story: the line that compilers print, then where it came from. */
export function presentFinding(finding: SimulationFinding, spell: Spell): string[] {
  const { check, message, place, calls, related, page } = finding;
  const lines = [
    `${at(place, spell) || 'nowhere'}: ${message} [${check}]`,
    ...presentCalls(calls, spell),
  ];
  for (const story of related) {
    lines.push(`    ${at(story.place, spell)}: ${story.message}`);
    lines.push(...presentCalls(story.calls, spell).map((line) => `  ${line}`));
  }
  if (page) lines.push(...presentBytes(page.bytes));
  return lines;
}

function presentCalls(calls: readonly CallFrame[], spell: Spell): string[] {
  return calls.slice(0, 8).map((call) => {
    const from = call.place ? `, called at ${at(call.place, spell)}` : '';
    return `      in ${call.function}()${from}`;
  });
}

/** The bytes of the struct page, 16 a line. */
function presentBytes(bytes: readonly number[]): string[] {
  const lines: string[] = [];
  for (let i = 0; i < bytes.length; i += 16) {
    const hex = bytes.slice(i, i + 16).map((byte) => byte.toString(16).padStart(2, '0'));
    lines.push(`      ${i.toString(16).padStart(2, '0')}: ${hex.join(' ')}`);
  }
  return lines;
}
