/**
 * Builds a program of the modelled kernel that runs on x86-64 Linux. The model is plain C, so that
 * any architecture's code runs when compiled for the host with the same width; what has to change
 * is where the kernel expects its memory, because a process cannot map the upper half.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { boundaryFolder, modelBoundaryFiles } from '../../server/src/simulate/simulation-files.ts';
import { type Output, run, runOk } from '../oracles/run.ts';
import type { Machine } from './machines.ts';
import { builtFiles, copyModel, discardModel, prepareModel, readConfig } from './model-build.ts';
import { relocated } from './relocate.ts';

const SOURCES = resolve(import.meta.dirname, 'run');

const FLAGS = [
  ...['-ffreestanding', '-fno-stack-protector', '-fno-pic', '-no-pie', '-fno-strict-aliasing'],
  // The model's own memset() must not be turned into a call of itself.
  ...['-fno-builtin', '-fno-tree-loop-distribute-patterns'],
];

/** Functions whose calls between files are led through the test, which makes them fail. */
const WRAPPED = ['alloc_pages', 'folio_alloc', 'kmem_cache_alloc'];

/** What differs from machine to machine. */
export interface RunOptions {
  /** powerpc: translate with the radix tree, not with the hash table. */
  radix?: boolean;
  /** Files that replace some of the model's. */
  overlay?: string;
}

/**
 * Compiles and runs the lifecycles for a machine.
 * @returns the exit status (0: all checks hold) and what failed, on stderr
 * @throws with the compiler's messages
 */
export async function runLifecycles(machine: Machine, options: RunOptions = {}): Promise<Output> {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-run-'));
  const tree = copyModel(options.overlay);
  const wide = readConfig(machine).has('CONFIG_64BIT');
  const page = join(tree, 'arch', machine.arch, 'include/asm/page.h');
  const moved = wide ? relocated(readFileSync(page, 'utf8')) : undefined;
  if (moved !== undefined) writeFileSync(page, moved);
  const compiler = wide ? 'x86_64-linux-gnu-gcc' : 'i686-linux-gnu-gcc';
  const build = await prepareModel({ ...machine, compiler: [compiler] }, tree);
  try {
    const outside = join(folder, 'host.o');
    await runOk([compiler, ...FLAGS, '-c', '-o', outside, join(SOURCES, 'host.c')]);
    const program = join(folder, 'run');
    const sources = builtFiles(machine, tree).filter((path) => path !== 'kernel/bounds.c');
    const tests = [join(SOURCES, 'lifecycles.c'), ...modelBoundaryFiles()];
    const link = [
      '-static',
      '-nostdlib',
      '-Wl,-e,host_start',
      `-Wl,${WRAPPED.map((name) => `--wrap=${name}`).join()}`,
    ];
    const command = [
      ...build.command,
      ...FLAGS,
      ...definitions(options),
      '-I.',
      `-I${boundaryFolder()}`,
      ...link,
    ];
    await runOk([...command, '-o', program, ...sources, ...tests, outside, '-lgcc'], { cwd: tree });
    return await run([program]);
  } finally {
    discardModel(build);
    for (const path of [folder, tree]) rmSync(path, { recursive: true, force: true });
  }
}

/** Huge pages need blocks of the largest order, several at a time. */
function definitions({ radix }: RunOptions): string[] {
  const frames = '-DNR_FRAMES=16384UL';
  return radix === undefined ? [frames] : [frames, `-DMACHINE_RADIX=${radix ? 1 : 0}`];
}
