/** Builds the modelled kernel with its scenarios and boundaries as a program of a machine, and runs it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  boundaryFiles,
  scenarioFiles,
  scenarioFolder,
} from '../../../server/src/simulate/simulation-files.ts';
import type { Machine } from '../../model/machines.ts';
import { builtFiles, copyModel, discardModel, prepareModel } from '../../model/model-build.ts';
import { run, runOk } from '../../oracles/run.ts';

const FLAGS = [
  ...[
    '-ffreestanding',
    '-fno-stack-protector',
    '-fno-pic',
    '-fno-strict-aliasing',
    '-fomit-frame-pointer',
    '-w',
  ],
  // The model's own memset() must not be turned into a call of itself.
  ...['-fno-builtin', '-fno-tree-loop-distribute-patterns', '-DPTDESC_MODEL=1'],
];

/** Where the memory of machines is put that keep it in the upper half, which no process has. */
const LINEAR_MAP = '0x0000600000000000';
const PAGE_MAP = '0x0000610000000000';

/** The tree's asm/page.h with memory where a process can have it; undefined when it has that anyway. */
export function relocated(text: string): string | undefined {
  const moved = text
    .replace(
      /^(#define (?:__)?PAGE_OFFSET\s+)_AC\(0x[89a-f]\w{15}, UL\)/m,
      `$1_AC(${LINEAR_MAP}, UL)`,
    )
    .replace(/^(#define \w*(?:vmemmap|VMEMMAP)\w*\s.*)0x[89a-f]\w{15}/gm, `$1${PAGE_MAP}`);
  return moved === text ? undefined : moved;
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
  static async build(
    machine: Machine,
    emulator: readonly string[],
    entries: readonly string[],
  ): Promise<NativeKernel> {
    const folder = mkdtempSync(join(tmpdir(), 'ptdesc-native-'));
    const tree = copyModel();
    const page = join(tree, 'arch', machine.arch, 'include/asm/page.h');
    const moved = relocated(readFileSync(page, 'utf8'));
    if (moved !== undefined) writeFileSync(page, moved);
    const build = await prepareModel(machine, tree);
    try {
      const table = entries.map((entry) => `scenario_${entry.replaceAll('-', '_')}`);
      const host = join(folder, 'table.c');
      writeFileSync(
        host,
        `${table.map((name) => `void ${name}(void *mm);`).join('\n')}\nvoid (*const scenarios[])(void *mm) = { ${table.join(', ')} };\n`,
      );
      const all = join(folder, 'all-scenarios.c');
      writeFileSync(
        all,
        scenarioFiles()
          .map((file) => `#include "${file}"\n`)
          .join(''),
      );
      const plain = [machine.compiler[0], ...machine.compiler.slice(1), ...FLAGS];
      const outside = [join(folder, 'host.o'), join(folder, 'table.o')];
      await runOk([...plain, '-c', '-o', outside[0], resolve(import.meta.dirname, 'host.c')]);
      await runOk([...plain, '-c', '-o', outside[1], host]);
      const sources = builtFiles(machine, tree).filter((path) => path !== 'kernel/bounds.c');
      const own = [all, ...boundaryFiles('model')];
      const link = ['-static', '-nostdlib', '-no-pie', '-Wl,-e,host_start'];
      await runOk(
        [
          ...build.command,
          ...FLAGS,
          '-I.',
          `-I${scenarioFolder()}`,
          ...link,
          '-o',
          join(folder, 'kernel'),
          ...sources,
          ...own,
          ...outside,
          '-lgcc',
        ],
        { cwd: tree },
      );
      return new NativeKernel(folder, emulator);
    } finally {
      discardModel(build);
      rmSync(tree, { recursive: true, force: true });
    }
  }

  /** Runs one scenario, by its number in the list that the program was built with. */
  async run(number: number): Promise<Buffer> {
    const program = join(this.folder, 'kernel');
    const { status, stdout, stderr } = await run([...this.emulator, program], {
      input: `${number}\n`,
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
