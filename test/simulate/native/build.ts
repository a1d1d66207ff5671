/** Builds the modelled kernel with its scenarios and boundaries as a program of a machine, and runs it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MEMORY_FUNCTIONS } from '../../../emulator/src/boundary/natives.ts';
import { canFail, kernelEvent } from '../../../emulator/src/kernel-functions/kernel-functions.ts';
import { scenarioFunction } from '../../../emulator/src/link/scenario-list.ts';
import type { Target } from '../../../language/src/targets/target.ts';
import {
  modelBoundaryFiles,
  scenarioFiles,
  scenarioFolder,
} from '../../../server/src/simulate/simulation-files.ts';
import type { Machine } from '../../model/machines.ts';
import {
  builtFiles,
  copyModel,
  discardModel,
  type ModelBuild,
  prepareModel,
} from '../../model/model-build.ts';
import { relocated } from '../../model/relocate.ts';
import { run, runOk } from '../../oracles/run.ts';
import { type CallLogging, logCalls } from './log-calls.ts';

const FLAGS = [
  ...[
    '-ffreestanding',
    '-fno-stack-protector',
    '-fno-pic',
    '-fno-strict-aliasing',
    '-fomit-frame-pointer',
    '-w',
    '-Werror=implicit-function-declaration',
  ],
  // The model's own memset() must not be turned into a call of itself.
  ...['-fno-builtin', '-fno-tree-loop-distribute-patterns', '-DPTDESC_MODEL=1'],
];

export interface NativeOptions {
  readonly target: Target;
  /** What runs its programs; empty where the processor does. */
  readonly emulator: readonly string[];
  /** The scenarios, in the order of their numbers. */
  readonly entries: readonly string[];
}

/** A program, and what it says of its symbols. */
export class NativeKernel {
  readonly folder: string;
  private readonly emulator: readonly string[];

  private constructor(folder: string, emulator: readonly string[]) {
    this.folder = folder;
    this.emulator = emulator;
  }

  /** @throws with the compiler's messages */
  static async build(machine: Machine, options: NativeOptions): Promise<NativeKernel> {
    const folder = mkdtempSync(join(tmpdir(), 'ptdesc-native-'));
    const tree = copyModel();
    const page = join(tree, 'arch', machine.arch, 'include/asm/page.h');
    const moved = relocated(readFileSync(page, 'utf8'));
    if (moved !== undefined) writeFileSync(page, moved);
    const build = await prepareModel(machine, tree);
    try {
      const native = new NativeKernel(folder, options.emulator);
      await native.link(build, options);
      return native;
    } finally {
      discardModel(build);
      rmSync(tree, { recursive: true, force: true });
    }
  }

  private async link(
    { machine, tree, command }: ModelBuild,
    options: NativeOptions,
  ): Promise<void> {
    const [plain, path] = [
      [...machine.compiler, ...FLAGS],
      (name: string) => join(this.folder, name),
    ];
    const outside = [path('host.o'), path('table.o')] as const;
    writeFileSync(path('table.c'), tableText(options.entries));
    await runOk([...plain, '-O2', '-c', '-o', outside[0], resolve(import.meta.dirname, 'host.c')]);
    await runOk([...plain, '-c', '-o', outside[1], path('table.c')]);
    const own = scenarioFiles().map((file) => `#include "${file}"\n`);
    writeFileSync(path('all-scenarios.c'), own.join(''));
    const files = builtFiles(machine, tree).filter((file) => file !== 'kernel/bounds.c');
    const sources = [...files, path('all-scenarios.c'), ...modelBoundaryFiles()];
    const logging = await callLogging(options.target, outside[0]);
    const objects: string[] = [];
    for (const source of sources) {
      const preprocess = [...command, ...FLAGS, '-I.', `-I${scenarioFolder()}`, '-E', '-P', source];
      const text = await runOk(preprocess, { cwd: tree });
      const told = path(`unit${objects.length}.i`);
      writeFileSync(told, logCalls(text.toString(), logging));
      objects.push(`${told}.o`);
      await runOk([...plain, '-std=gnu11', '-c', '-o', `${told}.o`, told]);
    }
    const link = ['-static', '-nostdlib', '-no-pie', '-Wl,-e,host_start'];
    await runOk([...plain, ...link, '-o', path('kernel'), ...objects, ...outside, '-lgcc']);
  }

  /**
   * Runs one scenario, by its number in the list that the program was built with.
   * @param fail which allocation fails, from 1; 0 for none
   */
  async run(number: number, fail: number): Promise<Buffer> {
    const program = join(this.folder, 'kernel');
    const { status, stdout, stderr } = await run([...this.emulator, program], {
      input: `${number} ${fail}\n`,
    });
    if (status !== 0)
      throw new Error(`status ${status}: ${stdout.toString('latin1').slice(0, 200)}${stderr}`);
    return stdout;
  }

  /** Symbols in the order of their addresses. */
  async symbols(nm: string): Promise<{ address: bigint; name: string }[]> {
    const listing = await runOk([nm, '-n', join(this.folder, 'kernel')]);
    const symbols: { address: bigint; name: string }[] = [];
    for (const line of listing.toString().split('\n')) {
      const [, address, name] = /^([0-9a-f]+) [A-Za-z] (\S+)$/.exec(line) ?? [];
      if (address !== undefined && name !== undefined)
        symbols.push({ address: BigInt(`0x${address}`), name });
    }
    return symbols;
  }

  discard(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The scenarios as a table for host.c. */
function tableText(entries: readonly string[]): string {
  const names = entries.map(scenarioFunction);
  const declarations = names.map((name) => `void ${name}(void *mm);\n`);
  return `${declarations.join('')}void (*const scenarios[])(void *mm) = { ${names.join(', ')} };\n`;
}

/** @param host the object file of host.c, whose functions are the machine's on the other side */
async function callLogging(target: Target, host: string): Promise<CallLogging> {
  return {
    target,
    silent: new Set([...MEMORY_FUNCTIONS.keys(), ...(await defined(host))]),
    failing: (name) => {
      const event = kernelEvent(name);
      return event !== undefined && canFail(event);
    },
  };
}

/** The functions that an object file defines; big-endian powerpc has them in a table of data (ELF V1). */
async function defined(object: string): Promise<string[]> {
  const listing = await runOk(['nm', '--defined-only', object]);
  return [...listing.toString().matchAll(/ [TD] (\w+)$/gm)].map(([, name = '']) => name);
}
