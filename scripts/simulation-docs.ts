/**
 * `npm run simulation-docs`: runs every lifecycle on every machine of the modelled kernel, each of its
 * allocations failing in turn, and writes the table docs/simulations.md.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { RunResult } from '../emulator/src/link/run-result.ts';
import type { ScenarioInfo } from '../emulator/src/link/scenario-list.ts';
import type { SimulatedMachine } from '../server/src/simulate/machines.ts';
import { SimulationThread } from '../server/src/simulate/simulation-thread.ts';
import { modelMachines } from './model-machines.ts';

/** One machine's row: what became of each lifecycle. */
interface Row {
  readonly machine: SimulatedMachine;
  readonly list: readonly ScenarioInfo[];
  readonly runs: ReadonlyMap<string, readonly RunResult[]>;
}

async function rowOf(thread: SimulationThread, machine: SimulatedMachine): Promise<Row> {
  const kernel = { machine };
  const list = await thread.ask('list', kernel);
  const runs = new Map<string, readonly RunResult[]>();
  for (const { id, reason } of list)
    if (reason === undefined) runs.set(id, await thread.ask('explore', { kernel, entry: id }));
  return { machine, list, runs };
}

/** All rows, in the order of the machines. */
async function simulateAll(): Promise<Row[]> {
  const machines = modelMachines();
  const rows: Row[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    const thread = new SimulationThread();
    for (let at = next++; at < machines.length; at = next++)
      rows[at] = await rowOf(thread, machines[at]);
    await thread.stop();
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  return rows;
}

/** `12` runs without a finding, `12 (2 stop)` when the boot stops without memory, `12, 3 findings`. */
function cell(runs: readonly RunResult[] | undefined): string {
  if (runs === undefined) return '';
  const findings = runs.reduce((sum, run) => sum + run.findings.length, 0);
  const stopped = runs.filter((run) => run.outcome === 'fault' && run.findings.length === 0).length;
  const undone = runs.filter((run) => !['completed', 'fault'].includes(run.outcome)).length;
  const notes = [
    ...(stopped > 0 ? [`${stopped} stop`] : []),
    ...(undone > 0 ? [`${undone} not done`] : []),
    ...(findings > 0 ? [`**${findings} findings**`] : []),
  ];
  return `${runs.length}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
}

export function documentOf(rows: readonly Row[]): string {
  const ids = [...new Set(rows.flatMap(({ list }) => list.map(({ id }) => id)))];
  const all = rows.flatMap(({ runs }) => [...runs.values()].flat());
  const findings = all.reduce((sum, run) => sum + run.findings.length, 0);
  const titles = new Map(
    rows.flatMap(({ list }) => list.map(({ id, title }) => [id, title] as const)),
  );
  const lines = [
    '<!-- Written by scripts/simulation-docs.ts: do not edit. -->',
    '# Every lifecycle on every machine',
    '',
    `The modelled kernel's ${rows.length} machines run ${ids.length} lifecycles, once as they are and once for each allocation that can fail: ${all.length} runs, ${findings} findings. A cell is the number of runs; what a machine does not have is left out (\`ptdesc simulate --list\` says why). Mappings of the kernel's boot stop, as they do in the kernel, when there is no memory for their tables.`,
    '',
    '| machine | lifecycle | runs |',
    '|---|---|---|',
    ...rows.flatMap(({ machine, runs }) =>
      [...runs].map(([id, results]) => `| ${machine.name} | \`${id}\` | ${cell(results)} |`),
    ),
    '',
    '## The lifecycles',
    '',
    '| name | what it does | machines |',
    '|---|---|---|',
    ...ids.map((id) => {
      const count = rows.filter(({ runs }) => runs.has(id)).length;
      return `| \`${id}\` | ${titles.get(id) ?? ''} | ${count} |`;
    }),
    '',
  ];
  return lines.join('\n');
}

if (process.argv[1] === import.meta.filename) {
  const text = documentOf(await simulateAll());
  writeFileSync(resolve(import.meta.dirname, '../docs/simulations.md'), text);
}
