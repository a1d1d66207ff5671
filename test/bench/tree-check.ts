/**
 * `node test/bench/tree-check.ts [--every N] [--whole]`: `ptdesc check` over a real tree, beside
 * `gcc -fsyntax-only` of the files that both can read. CPU time is what counts, of all threads and
 * processes: a busy machine changes it less than the clock. Build dist/ first.
 *
 * Without `--whole`, every N-th dozen of `.c` files is read by both (4 unless said): neighbours, as in the
 * whole tree, whose headers are much the same, and so many that starting weighs little;
 * gcc before and after, since CPU time changes with what else the machine does.
 * With it, the whole tree is, headers included, which takes gcc a quarter of an hour.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findTargets } from '../../server/src/check/target-files.ts';
import { openProfile, type Profile } from '../../server/src/kernel/profile.ts';
import { findKernelBuilds, type KernelBuild } from '../kernels/builds.ts';

const { values } = parseArgs({
  options: {
    every: { type: 'string', default: '4' },
    whole: { type: 'boolean', default: false },
  },
});

/** So many files that follow each other are taken or left out together. */
const NEIGHBOURS = 12;

interface Usage {
  readonly cpuSeconds: number;
  readonly seconds: number;
  readonly status: number | null;
}

/** Runs a program and counts its time and its children's. */
function measure(program: string, args: readonly string[], env = process.env): Usage {
  const script = 'TIMEFORMAT="@%U %S %R"; time "$0" "$@" >/dev/null';
  const { stderr, status } = spawnSync('bash', ['-c', script, program, ...args], {
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const [, user = '0', system = '0', real = '0'] = /@(\S+) (\S+) (\S+)/.exec(stderr) ?? [];
  return { cpuSeconds: Number(user) + Number(system), seconds: Number(real), status };
}

/** Flags under which gcc reads a file as the profile does. */
function gccFlags(profile: Profile, path: string, macros: string): string[] {
  const options = profile.fileOptions(path);
  writeFileSync(macros, options.commandLine);
  return [
    ...'-fsyntax-only -w -nostdinc -std=gnu11 -O2 -fshort-wchar -funsigned-char'.split(' '),
    ...'-fno-pie -mcmodel=kernel -mno-sse -mno-red-zone'.split(' '),
    ...options.quotePaths.map((folder) => `-iquote${folder}`),
    ...options.includePaths.map((folder) => `-I${folder}`),
    ...['-imacros', macros],
    ...options.forcedIncludes.flatMap((file) => ['-include', file]),
    path,
  ];
}

/** CPU time of gcc for the files that it can read, and their names. */
function measureGcc(profile: Profile, files: readonly string[], folder: string) {
  let cpuSeconds = 0;
  const read: string[] = [];
  for (const file of files) {
    const flags = gccFlags(profile, join(profile.tree, file), join(folder, 'macros.h'));
    const usage = measure('gcc', flags);
    if (usage.status !== 0) continue;
    cpuSeconds += usage.cpuSeconds;
    read.push(file);
  }
  return { cpuSeconds, read };
}

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
  compare(kernel, folder);
  rmSync(folder, { recursive: true });
}

function compare(kernel: KernelBuild, folder: string): void {
  const env = { ...process.env, PTDESC_CACHE: join(folder, 'cache') };
  const check = (...paths: string[]) => measure('node', argumentsOf(kernel, ...paths), env);
  const profile = openProfile(kernel);
  const { files } = findTargets(profile);
  const sources = files.filter((file) => file.endsWith('.c'));
  const every = values.whole ? 1 : Number(values.every);
  const sample = sources.filter((_, i) => Math.floor(i / NEIGHBOURS) % every === 0);
  console.log(
    `sample: one dozen in ${every} of the ${sources.length} .c files that mention a page`,
  );
  const before = measureGcc(profile, sample, folder);
  const [ours, again] = values.whole ? [check(), check()] : measureSample(check, before.read);
  // What gcc can read takes it as long afterwards, on a machine that does nothing else.
  const after = measureGcc(profile, values.whole ? [] : before.read, folder);
  const gccSeconds = values.whole ? before.cpuSeconds : (before.cpuSeconds + after.cpuSeconds) / 2;
  const what = values.whole ? 'the whole tree, with its search and its headers' : 'the same files';
  print('gcc -fsyntax-only', gccSeconds, before.read.length);
  print(
    `ptdesc check of ${what}`,
    ours.cpuSeconds,
    values.whole ? files.length : before.read.length,
  );
  if (!values.whole)
    console.log(
      `gcc before ${before.cpuSeconds.toFixed(1)} s, after ${after.cpuSeconds.toFixed(1)} s`,
    );
  console.log(`by the clock: ${ours.seconds.toFixed(1)} s, again: ${describe(again)}`);
  console.log(`ratio ${(ours.cpuSeconds / gccSeconds).toFixed(2)} (promised: 0.4)`);
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

const describe = ({ seconds, cpuSeconds }: Usage): string =>
  `${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of CPU`;

const [kernel] = findKernelBuilds();
if (!kernel)
  throw new Error('there is no built kernel: run `node test/kernels/provide.ts defconfig`');
await run(kernel);
