/**
 * Compiles the modelled kernel as Kbuild would, with nothing generated in the tree: autoconf.h and
 * bounds.h are made in a temporary folder, the second from the assembly of kernel/bounds.c.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runOk } from '../oracles/run.ts';
import type { Machine } from './machines.ts';

export const MODEL = resolve(import.meta.dirname, '../../emulator/kernel');

/** The files of the model that the series changes, as they were before struct ptdesc. */
export const BEFORE = resolve(import.meta.dirname, '../../emulator/before');

/** A copy of the model in a temporary folder, with the files of `overlay` in place of its own. */
export function copyModel(overlay?: string): string {
  const tree = mkdtempSync(join(tmpdir(), 'ptdesc-tree-'));
  cpSync(MODEL, tree, { recursive: true });
  if (overlay !== undefined) cpSync(overlay, tree, { recursive: true });
  return tree;
}

/** A machine whose generated headers are there. */
export interface ModelBuild {
  readonly machine: Machine;
  /** The tree: the model itself, or a copy of it. */
  readonly tree: string;
  /** The temporary folder. */
  readonly folder: string;
  /** The compiler and all flags. */
  readonly command: readonly string[];
  /** The constants of bounds.h. */
  readonly bounds: ReadonlyMap<string, bigint>;
}

/**
 * Makes the generated headers of a machine.
 * @throws with the compiler's messages when kernel/bounds.c does not compile
 */
export async function prepareModel(machine: Machine, tree = MODEL): Promise<ModelBuild> {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-model-'));
  const generated = join(folder, 'generated');
  mkdirSync(generated);
  writeFileSync(join(generated, 'autoconf.h'), autoconf(readConfig(machine, tree)));
  const command = [...machine.compiler, ...modelFlags(machine, folder)];
  const bounds = await constants({ command, tree, folder }, 'kernel/bounds.c');
  const lines = [...bounds].map(([name, value]) => `#define ${name} ${value}\n`);
  writeFileSync(join(generated, 'bounds.h'), lines.join(''));
  return { machine, tree, folder, command, bounds };
}

/** Deletes the temporary folder. */
export function discardModel(build: ModelBuild): void {
  rmSync(build.folder, { recursive: true, force: true });
}

function modelFlags(machine: Machine, folder: string): string[] {
  const includes = [folder, `arch/${machine.arch}/include`, 'include'].map((path) => `-I${path}`);
  const forced = ['include/linux/kconfig.h', 'include/linux/compiler_types.h'];
  return [
    ...['-std=gnu11', '-Wall', '-nostdinc', '-fno-builtin', '-D__KERNEL__'],
    ...includes,
    ...forced.flatMap((path) => ['-include', path]),
  ];
}

/** The symbols that a machine's file sets, `CONFIG_` included. */
export function readConfig(machine: Machine, tree = MODEL): Map<string, string> {
  const path = join(tree, 'arch', machine.arch, 'configs', machine.config);
  const symbols = new Map<string, string>();
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [, name, value] = /^(CONFIG_\w+)=(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) symbols.set(name, value);
  }
  return symbols;
}

function autoconf(symbols: ReadonlyMap<string, string>): string {
  const lines = [...symbols].map(([name, value]) => `#define ${name} ${value === 'y' ? 1 : value}`);
  return `${lines.join('\n')}\n`;
}

/** The values of a file's DEFINE() lines, read from its assembly as Kbuild's sed script does. */
export async function constants(
  build: Pick<ModelBuild, 'command' | 'tree' | 'folder'>,
  source: string,
): Promise<Map<string, bigint>> {
  const assembly = await runOk([...build.command, '-I.', '-S', '-o', '-', source], {
    cwd: build.tree,
  });
  const values = new Map<string, bigint>();
  for (const line of assembly.toString().split('\n')) {
    const [, name, value] = /->(\w+) [$#]*(-?\d+) /.exec(line) ?? [];
    if (name !== undefined && value !== undefined) values.set(name, BigInt(value));
  }
  return values;
}

/** The .c files that a machine builds, from the obj- lines of the tree's Makefiles. */
export function builtFiles(machine: Machine, tree = MODEL): string[] {
  const symbols = readConfig(machine, tree);
  const top = ['kernel', 'lib', 'mm', `arch/${machine.arch}`];
  return ['kernel/bounds.c', ...top.flatMap((folder) => filesOf(folder, symbols, tree))];
}

function filesOf(folder: string, symbols: ReadonlyMap<string, string>, tree: string): string[] {
  const names = ['Kbuild', 'Makefile'].map((name) => join(tree, folder, name));
  const makefile = names.find((name) => existsSync(name));
  if (makefile === undefined) throw new Error(`${folder} has no Makefile`);
  const files: string[] = [];
  for (const line of readFileSync(makefile, 'utf8').split('\n')) {
    const [, symbol, objects] = /^obj-(?:y|\$\((CONFIG_\w+)\))\s*[:+]?=\s*(.*)$/.exec(line) ?? [];
    if (objects === undefined) continue;
    if (symbol !== undefined && symbols.get(symbol) !== 'y') continue;
    for (const object of objects.split(/\s+/)) {
      const path = `${folder}/${object}`;
      if (object.endsWith('/')) files.push(...filesOf(path.slice(0, -1), symbols, tree));
      else files.push(`${path.slice(0, -1)}c`);
    }
  }
  return files;
}
