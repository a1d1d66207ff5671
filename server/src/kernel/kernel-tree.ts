import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ReadableFolders } from '../files/readable-folders.ts';
import { type FileReading, readRegular } from '../files/regular-file.ts';

/** A kernel's version, as its top Makefile gives it. */
export interface KernelVersion {
  readonly version: number;
  readonly patchlevel: number;
  readonly sublevel: number;
  readonly extra: string;
  /** `6.12.5-rc1`. */
  readonly text: string;
}

/** A folder that holds the source of a kernel: the real one, or the modelled one. */
export interface KernelTree {
  /** Absolute path, without a slash at the end. */
  readonly root: string;
  readonly version: KernelVersion;
  /** The folders under arch/ that hold headers, in alphabetical order. */
  readonly architectures: readonly string[];
  /** True for the modelled kernel, whose machines are flat configurations under arch/X/configs/. */
  readonly model: boolean;
}

/** Looks for a kernel tree at `folder` and in the folders around it; undefined when there is none. */
export function findKernelTree(folder: string): KernelTree | undefined {
  let current = resolve(folder);
  for (;;) {
    const tree = openKernelTree(current);
    if (tree) return tree;
    const parent = dirname(current);
    if (parent === current) return undefined;
    current = parent;
  }
}

/**
 * Opens a folder as a kernel tree: its Makefile has a version, it has Kbuild or Kconfig, and
 * struct page has a header. Undefined when one is missing or cannot be read.
 */
export function openKernelTree(root: string): KernelTree | undefined {
  const version = kernelVersion(readMakefile(root));
  if (version === undefined) return undefined;
  if (!existsSync(join(root, 'Kbuild')) && !existsSync(join(root, 'Kconfig'))) return undefined;
  if (!existsSync(join(root, 'include/linux/mm_types.h'))) return undefined;
  return {
    root,
    version,
    architectures: architectures(root),
    model: version.extra === '-model',
  };
}

/** One line on why a folder is no kernel tree, for messages. */
export function whyNoTree(folder: string): string {
  if (!existsSync(folder)) return `${folder}: there is no such folder`;
  const makefile = readMakefile(folder);
  if (makefile.isRefused) return `${join(folder, 'Makefile')} ${makefile.problem}`;
  if (kernelVersion(makefile) === undefined) {
    return `${folder} is not a kernel tree: no Makefile with VERSION and PATCHLEVEL in it or above it`;
  }
  return `${folder} is not a usable kernel tree: include/linux/mm_types.h, Kbuild or Kconfig is missing`;
}

function readMakefile(root: string): FileReading {
  return readRegular(join(root, 'Makefile'), 'makefile', new ReadableFolders([root]));
}

function kernelVersion({ bytes }: FileReading): KernelVersion | undefined {
  const head = bytes?.toString('utf8', 0, 4096) ?? '';
  const field = (name: string) =>
    new RegExp(`^${name}[ \\t]*=[ \\t]*(.*)$`, 'm').exec(head)?.[1]?.trim();
  const version = Number(field('VERSION') || Number.NaN);
  const patchlevel = Number(field('PATCHLEVEL') || Number.NaN);
  if (Number.isNaN(version) || Number.isNaN(patchlevel)) return undefined;
  const sublevel = Number(field('SUBLEVEL') ?? 0) || 0;
  const extra = field('EXTRAVERSION') ?? '';
  return {
    version,
    patchlevel,
    sublevel,
    extra,
    text: `${version}.${patchlevel}.${sublevel}${extra}`,
  };
}

function architectures(root: string): string[] {
  try {
    return readdirSync(join(root, 'arch'))
      .filter((name) => isDirectory(join(root, 'arch', name, 'include')))
      .sort();
  } catch {
    return [];
  }
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // What lies behind a file is no folder either: `arch/Kconfig/include`.
    return false;
  }
}

/** A machine of the modelled kernel: one flat configuration. */
export interface ModelMachine {
  /** The folder under arch/. */
  readonly arch: string;
  /** The configuration's file name without its ending: `x86_64_defconfig`. */
  readonly name: string;
  readonly path: string;
}

/** The machines of a modelled kernel, `arch` in alphabetical order, each one's first machine first. */
export function modelMachines(tree: KernelTree): ModelMachine[] {
  const machines: ModelMachine[] = [];
  for (const arch of tree.architectures) {
    const folder = join(tree.root, 'arch', arch, 'configs');
    for (const file of listFolder(folder)) {
      machines.push({ arch, name: file.replace(/\.config$/, ''), path: join(folder, file) });
    }
  }
  return machines;
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
