/**
 * `ptdesc simulate --all --explore` on the modelled kernel: every lifecycle of every machine, each of its
 * allocations failing in turn, on two threads. A figure, never an assertion.
 *
 *     node test/bench/simulate.ts
 */
import { performance } from 'node:perf_hooks';
import { simulateAll } from '../../scripts/simulation-docs.ts';

const GOAL_S = 5;

const start = performance.now();
const rows = await simulateAll();
const seconds = (performance.now() - start) / 1000;
const runs = rows.flatMap((row) => [...row.runs.values()].flat());
const steps = runs.reduce((sum, run) => sum + run.steps, 0);
process.stdout.write(
  `simulate --all --explore: ${rows.length} machines, ${runs.length} runs, ${steps} steps in ${seconds.toFixed(1)} s (goal: ${GOAL_S} s on 2 cores)\n`,
);
