/** The lifecycles of several machines, a line each: who has it, and why others do not. */
import type { ScenarioInfo } from '../../../emulator/src/link/scenario-list.ts';

/** What one machine says of its lifecycles. */
export interface MachineList {
  readonly machine: string;
  readonly list: readonly ScenarioInfo[];
}

/** More machines than this are counted, and not named. */
const MOST_NAMED = 4;

interface Spread {
  readonly title: string;
  readonly on: string[];
  /** Machines by why they do not have it. */
  readonly lacking: Map<string, string[]>;
}

export function scenarioLines(lists: readonly MachineList[]): string[] {
  return [...spreadOf(lists)].map(([id, { title, on, lacking }]) => {
    const where = presence(on, lists.length);
    return `${id.padEnd(24)} ${title}  [${[where, ...absence(lacking)].join('; ')}]`;
  });
}

function spreadOf(lists: readonly MachineList[]): Map<string, Spread> {
  const spreads = new Map<string, Spread>();
  for (const { machine, list } of lists) {
    for (const { id, title, reason } of list) {
      const spread: Spread = spreads.get(id) ?? { title, on: [], lacking: new Map() };
      spreads.set(id, spread);
      if (reason === undefined) spread.on.push(machine);
      else spread.lacking.set(reason, [...(spread.lacking.get(reason) ?? []), machine]);
    }
  }
  return spreads;
}

function presence(on: readonly string[], count: number): string {
  if (on.length === 0) return 'on none';
  if (on.length < count) return `on ${on.join(' ')}`;
  return count === 1 ? `on ${on[0]}` : `on all ${count} machines`;
}

/** A reason that holds for all of the others needs no names. */
function absence(lacking: ReadonlyMap<string, readonly string[]>): string[] {
  const only = lacking.size === 1;
  return [...lacking].map(([reason, machines]) => {
    if (only) return `elsewhere: ${reason}`;
    const named = machines.length > MOST_NAMED ? `${machines.length} machines` : machines.join(' ');
    return `not on ${named}: ${reason}`;
  });
}
