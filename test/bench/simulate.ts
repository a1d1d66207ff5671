/**
 * `ptdesc simulate --all --explore` on the modelled kernel, as it ships: every lifecycle of every machine,
 * each of its allocations failing in turn. Figures, never assertions. Build dist/ first.
 *
 *     node test/bench/simulate.ts
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { percentile } from './table.ts';

const GOAL_S = 5;
const ROUNDS = 5;
/** A line for each run: machine, lifecycle, and what became of it. */
const RUN = /^(\S+) .* after (\d+) steps/;

const COMMAND = [join(import.meta.dirname, '../../dist/cli.js'), 'simulate', '--all', '--explore'];

/** @throws Error when the command does not end well */
function round(): { readonly seconds: number; readonly output: string } {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, COMMAND, {
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  if (status !== 0) throw new Error(`simulate --all --explore: status ${status}: ${stderr}`);
  return { seconds: (performance.now() - start) / 1000, output: stdout };
}

const rounds = Array.from({ length: ROUNDS }, round);
const seconds = rounds.map((each) => each.seconds);
const runs = rounds[0].output.split('\n').flatMap((line) => {
  const [, machine, steps] = RUN.exec(line) ?? [];
  return machine === undefined ? [] : [{ machine, steps: Number(steps) }];
});
const machines = new Set(runs.map(({ machine }) => machine));
const steps = runs.reduce((sum, run) => sum + run.steps, 0);
process.stdout.write(
  `simulate --all --explore: ${machines.size} machines, ${runs.length} runs, ${steps} steps, in ${seconds.map((each) => each.toFixed(1)).join(', ')} s; ` +
    `median ${percentile(seconds, 0.5).toFixed(1)} s (goal: ${GOAL_S} s on 2 cores)\n`,
);
