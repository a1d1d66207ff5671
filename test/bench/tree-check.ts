/**
 * `node test/bench/tree-check.ts [--every N] [--whole]`: `ptdesc check` over a real tree, beside
 * `gcc -fsyntax-only` of the files that both can read. CPU time is what counts: a busy machine changes
 * it less than the clock. gcc reads every N-th file only, for it takes long; build dist/ first.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findTargets } from '../../server/src/check/target-files.ts';
import { openProfile, type Profile } from '../../server/src/kernel/profile.ts';
import { findKernelBuilds, type KernelBuild } from '../kernels/builds.ts';

const { values } = parseArgs({
  options: {
    every: { type: 'string', default: '8' },
    whole: { type: 'boolean', default: false },
  },
});

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

function run({ tree, build }: KernelBuild): void {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-bench-'));
  const env = { ...process.env, PTDESC_CACHE: join(folder, 'cache') };
  const check = (...paths: string[]) =>
    measure('node', ['dist/cli.js', 'check', '--tree', tree, '--build', build, ...paths], env);
  const profile = openProfile({ tree, build });
  const sources = findTargets(profile).files.filter((file) => file.endsWith('.c'));
  const sample = sources.filter((_, i) => i % Number(values.every) === 0);
  const gcc = measureGcc(profile, sample, folder);
  // The search of the tree is done once and kept; what is compared is the reading of files.
  const search = check('mm/memory.c');
  const start = check('mm/memory.c');
  const ours = check(...gcc.read);
  print('gcc -fsyntax-only', gcc.cpuSeconds, gcc.read.length);
  print('ptdesc check, the same files', ours.cpuSeconds, gcc.read.length);
  console.log(`of which to start, with nothing to read: ${start.cpuSeconds.toFixed(1)} s`);
  console.log(`ratio ${(ours.cpuSeconds / gcc.cpuSeconds).toFixed(2)} (promised: 0.4)`);
  console.log(`the search of the tree: ${search.cpuSeconds.toFixed(1)} s of CPU`);
  if (values.whole) {
    console.log(`whole tree, first time: ${describe(check())} (goal: 60 s)`);
    console.log(`whole tree, again: ${describe(check())} (promised: 3 s)`);
  }
  rmSync(folder, { recursive: true });
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
run(kernel);
