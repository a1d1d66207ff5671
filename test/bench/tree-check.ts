/**
 * `node test/bench/tree-check.ts [--every N] [--whole]`: `ptdesc check` over a real tree, beside
 * `gcc -fsyntax-only` of the files that both can read. CPU time is what counts, of all threads and
 * processes: a busy machine changes it less than the clock. Build dist/ first.
 *
 * Without `--whole`, every N-th dozen of `.c` files is read by both (4 unless said): neighbours, as in the
 * whole tree, whose headers are much the same, and so many that starting weighs little;
 * gcc before and after, since CPU time changes with what else the machine does.
 * With it, the whole tree is, headers included, in turns with gcc: a quarter of an hour. Together with
 * `--every N` gcc reads every N-th file only, and what all would take it is worked out from these.
 * In the end a copy is checked, and again after one of its files changed: of the whole tree with
 * `--whole`, else of memory management, one architecture and the headers.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findTargets } from '../../server/src/check/target-files.ts';
import { openProfile } from '../../server/src/profile/profile.ts';
import { findKernelBuilds, type KernelBuild } from '../kernels/builds.ts';
import { changeFile, copyKernel } from './changed-file.ts';
import { measure, measureGcc, type Usage } from './gcc-syntax.ts';
import { runInTurns } from './in-turns.ts';

const { values } = parseArgs({
  options: {
    every: { type: 'string' },
    whole: { type: 'boolean', default: false },
  },
});

/** So many files that follow each other are taken or left out together. */
const NEIGHBOURS = 12;
/** In how many slices gcc reads the whole tree, and how long we go on between them. */
const SLICES = 20;
const TURN_MS = 4000;

const argumentsOf = ({ tree, build }: KernelBuild, ...more: string[]): string[] => [
  ...['dist/cli.js', 'check', '--tree', tree, '--build', build],
  ...more,
];

/** Seconds until the first finding comes when nothing is known of the tree, and the file it is in. */
async function firstFinding(kernel: KernelBuild, cache: string): Promise<[number, string]> {
  const start = performance.now();
  const child = spawn('node', argumentsOf(kernel, '--info', '--format', 'jsonl'), {
    env: { ...process.env, PTDESC_CACHE: cache },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = await once(child.stdout, 'data');
  const seconds = (performance.now() - start) / 1000;
  child.kill();
  return [seconds, JSON.parse(String(line).split('\n')[0] ?? '').file];
}

async function run(kernel: KernelBuild): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-bench-'));
  const [seconds, file] = await firstFinding(kernel, join(folder, 'first'));
  console.log(`first finding: after ${seconds.toFixed(1)} s, in ${file} (promised: 3 s)`);
  if (values.whole) await compareWhole(kernel, folder);
  else compareSample(kernel, folder);
  checkChanged(kernel, folder);
  rmSync(folder, { recursive: true });
}

/** Files that mention a page, and how a check is run whose cache is in a folder. */
function workloadIn(kernel: KernelBuild, folder: string) {
  const env = { ...process.env, PTDESC_CACHE: join(folder, 'cache') };
  const check = (...paths: string[]) => measure('node', argumentsOf(kernel, ...paths), env);
  const profile = openProfile(kernel);
  const { files } = findTargets(profile);
  return { env, check, profile, files, sources: files.filter((file) => file.endsWith('.c')) };
}

function compareSample(kernel: KernelBuild, folder: string): void {
  const { check, profile, sources } = workloadIn(kernel, folder);
  const every = Number(values.every ?? 4);
  const sample = sources.filter((_, i) => Math.floor(i / NEIGHBOURS) % every === 0);
  console.log(
    `sample: one dozen in ${every} of the ${sources.length} .c files that mention a page`,
  );
  const before = measureGcc(profile, sample, folder);
  const [ours, again] = measureSample(check, before.read);
  // What gcc can read takes it as long afterwards, on a machine that does nothing else.
  const after = measureGcc(profile, before.read, folder);
  const gccSeconds = (before.cpuSeconds + after.cpuSeconds) / 2;
  print('gcc -fsyntax-only', gccSeconds, before.read.length);
  print('ptdesc check of the same files', ours.cpuSeconds, before.read.length);
  console.log(
    `gcc before ${before.cpuSeconds.toFixed(1)} s, after ${after.cpuSeconds.toFixed(1)} s`,
  );
  console.log(`by the clock: ${ours.seconds.toFixed(1)} s, again: ${describe(again)}`);
  printRatio(ours.cpuSeconds / gccSeconds);
}

/** The whole tree in turns: we stand still while gcc reads a slice of its files. */
async function compareWhole(kernel: KernelBuild, folder: string): Promise<void> {
  const { env, check, profile, files, sources } = workloadIn(kernel, folder);
  const gcc = { cpuSeconds: 0, files: 0 };
  const every = Number(values.every ?? 1);
  const chosen = sources.filter((_, i) => i % every === 0);
  const slices = Array.from({ length: SLICES }, (_, slice) => () => {
    const part = chosen.filter((_, i) => i % SLICES === slice);
    const some = measureGcc(profile, part, folder);
    gcc.cpuSeconds += some.cpuSeconds;
    gcc.files += some.read.length;
  });
  // Its cache is empty: the search of the tree is in it.
  const ours = await runInTurns('node', argumentsOf(kernel), env, slices, TURN_MS);
  print('gcc -fsyntax-only', gcc.cpuSeconds, gcc.files);
  print(
    'ptdesc check of the whole tree, with its search and its headers',
    ours.cpuSeconds,
    files.length,
  );
  console.log(
    `by the clock: ${ours.seconds.toFixed(1)} s (goal: 60 s), again: ${describe(check())}`,
  );
  console.log(`peak memory: ${ours.peakMb.toFixed(0)} MB (promised: 1500 MB)`);
  printRatio(ours.cpuSeconds / ((gcc.cpuSeconds * sources.length) / chosen.length));
}

/** The same command twice on a copy, with a change of one file between. */
function checkChanged(kernel: KernelBuild, folder: string): void {
  const copy = copyKernel(kernel, folder, values.whole);
  const env = { ...process.env, PTDESC_CACHE: join(folder, 'changed') };
  // A part has headers whose units are elsewhere: only the units are asked for.
  const paths = values.whole ? [] : ['mm', 'kernel'];
  const check = () => measure('node', argumentsOf(copy, ...paths), env);
  const first = check();
  const file = changeFile(copy);
  const again = check();
  const what = values.whole ? 'the whole tree' : 'a part of the tree';
  console.log(`${what}: ${describe(first)}; again after ${file} changed: ${describe(again)}`);
  console.log(`again after a change: ${again.seconds.toFixed(1)} s (promised: 3 s)`);
}

/** The search of the tree is done once and kept; what is compared is the reading of files. */
function measureSample(check: (...paths: string[]) => Usage, sample: readonly string[]) {
  const search = check('mm/init-mm.c');
  const start = check('mm/init-mm.c');
  const ours = check(...sample);
  console.log(
    `the search of the tree: ${(search.cpuSeconds - start.cpuSeconds).toFixed(1)} s of CPU`,
  );
  console.log(`starting: ${start.cpuSeconds.toFixed(1)} s of CPU, counted in what follows`);
  return [ours, check(...sample)] as const;
}

function print(what: string, cpuSeconds: number, files: number): void {
  const each = ((cpuSeconds / files) * 1000).toFixed(0);
  console.log(`${what}: ${cpuSeconds.toFixed(1)} s of CPU for ${files} files, ${each} ms each`);
}

const printRatio = (ratio: number): void =>
  console.log(`ratio ${ratio.toFixed(2)} (promised: 0.4)`);

const describe = ({ seconds, cpuSeconds }: Usage): string =>
  `${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of CPU`;

const [kernel] = findKernelBuilds();
if (!kernel)
  throw new Error('there is no built kernel: run `npm run provide-kernels -- defconfig`');
await run(kernel);
