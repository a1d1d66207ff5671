/**
 * `npm run series-docs`: runs every lifecycle on every machine of the modelled kernel and writes
 * docs/series.md, which says for each patch of the series which of them run it.
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Simulator } from '../emulator/src/link/simulator.ts';
import { openKernel } from '../server/src/simulate/open-kernel.ts';
import { modelMachines } from './model-machines.ts';
import { type Patch, SERIES } from './series.ts';
import { patchesRun } from './series-coverage.ts';

/** More than this are counted, with one of them for an example. */
const MOST_NAMED = 8;

/** A lifecycle on a machine. */
interface Run {
  readonly machine: string;
  readonly lifecycle: string;
}

/** For each patch, the runs that go through it. */
function runsOfPatches(): Map<Patch, Run[]> {
  const runs = new Map(SERIES.map((patch) => [patch, [] as Run[]]));
  for (const machine of modelMachines()) {
    const kernel = openKernel({ machine });
    for (const { id, reason } of new Simulator(kernel).list()) {
      if (reason !== undefined) continue;
      for (const patch of patchesRun(kernel, id))
        runs.get(patch)?.push({ machine: machine.name, lifecycle: id });
    }
  }
  return runs;
}

function named(all: readonly string[]): string {
  const names = [...new Set(all)];
  if (names.length <= MOST_NAMED) return names.map((name) => `\`${name}\``).join(', ');
  return `${names.length}, \`${names[0]}\` among them`;
}

function rowOf(patch: Patch, runs: readonly Run[]): string {
  const files = patch.files.map((file) => `\`${file}\``).join(', ');
  const lifecycles = patch.declares ?? named(runs.map(({ lifecycle }) => lifecycle));
  const machines = patch.declares === undefined ? named(runs.map(({ machine }) => machine)) : '';
  return `| ${patch.number} | ${patch.title} | ${files} | ${lifecycles} | ${machines} |`;
}

function documentOf(runs: ReadonlyMap<Patch, readonly Run[]>): string {
  return `<!-- Written by scripts/series-docs.ts: do not edit. -->
# The series, patch by patch

What "Split ptdesc from struct page" changes, where the modelled kernel has it, and which lifecycles
of \`ptdesc simulate\` run it: those that step through a line that the patch changed, or through a
function that it is about. \`emulator/before/\` holds the files as they were after the second patch.

| patch | what it does | files | lifecycles | machines |
|---|---|---|---|---|
${SERIES.map((patch) => rowOf(patch, runs.get(patch) ?? [])).join('\n')}
`;
}

if (process.argv[1] === import.meta.filename) {
  const text = documentOf(runsOfPatches());
  writeFileSync(resolve(import.meta.dirname, '../docs/series.md'), text);
}
