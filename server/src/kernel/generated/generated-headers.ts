/**
 * The headers that `make prepare` would leave in an object tree, made in memory: what follows from
 * the configuration and the tree's own lists. What a program of the kernel makes and no one here
 * computes has nothing in it but a warning, for those few files that include it (`substitutes`).
 */
import { join } from 'node:path';
import { type KernelConfig, renderAutoconf } from '../kernel-config.ts';
import type { KernelVersion } from '../kernel-tree.ts';
import type { NodeFileSystem } from '../node-file-system.ts';
import { boardTypesText } from './machine-types.ts';
import { tableHeader } from './table-headers.ts';
import { timeconstText } from './timeconst.ts';
import { addHostHeaders, HOST_ARCH, HOST_OFFSETS } from './user-mode-linux.ts';
import { releaseText, versionText } from './version-headers.ts';
import { asmHeaders } from './wrappers.ts';

export interface GeneratedInput {
  readonly tree: string;
  readonly build: string;
  readonly sourceArch: string;
  readonly version: KernelVersion;
  readonly config: KernelConfig;
  readonly fs: NodeFileSystem;
  /** The numbers that a file of `DEFINE(sym, val)` lines computes. */
  computeOffsets(path: string, guard: string): string;
}

/** Headers that stand empty in place of what a program of the kernel would have made, relative to the build. */
export type Substitutes = readonly string[];

/** Lays every header of `make prepare` over the object tree. */
export function addGeneratedHeaders(input: GeneratedInput): Substitutes {
  const { build, config, version, fs } = input;
  const generated = join(build, 'include/generated');
  const add = (name: string, text: string | (() => string)) =>
    fs.setVirtual(join(generated, name), text);
  add('autoconf.h', renderAutoconf(config));
  add('uapi/linux/version.h', versionText(version));
  add('utsrelease.h', releaseText(version));
  const hz = Number(config.value('HZ') ?? 0);
  // Symbols that modules use: none are known before the first of them is built.
  if (config.isSet('TRIM_UNUSED_KSYMS')) add('autoksyms.h', '');
  add('timeconst.h', hz > 1 ? timeconstText(hz) : '');
  addOffsets(input, add);
  const hosts = input.sourceArch === 'um' ? addOfHost(input, add) : [];
  return [...addAsmHeaders(input, input.sourceArch), ...hosts, ...addArchHeaders(input)];
}

/** User-mode Linux is built with headers of its host. */
function addOfHost(
  input: GeneratedInput,
  add: (name: string, text: () => string) => void,
): Substitutes {
  addHostHeaders(input.build, input.fs);
  const path = join(input.tree, HOST_OFFSETS);
  add('user_constants.h', () => input.computeOffsets(path, '__USER_CONSTANT_H__'));
  return addAsmHeaders(input, HOST_ARCH);
}

/** kernel/bounds.c first: the file of offsets includes what it defines. */
function addOffsets(
  { tree, sourceArch, fs, computeOffsets }: GeneratedInput,
  add: (name: string, text: () => string) => void,
): void {
  const files = [
    ['kernel/bounds.c', 'bounds.h', '__LINUX_BOUNDS_H__'],
    [`arch/${sourceArch}/kernel/asm-offsets.c`, 'asm-offsets.h', '__ASM_OFFSETS_H__'],
    ['kernel/sched/rq-offsets.c', 'rq-offsets.h', '__RQ_OFFSETS_H__'],
  ] as const;
  for (const [source, header, guard] of files) {
    const path = join(tree, source);
    if (fs.isFile(path)) add(header, () => computeOffsets(path, guard));
  }
}

/**
 * What an architecture's makefile asks for beside the common headers; sh's is a table. Offsets in a vdso
 * are known when it is linked, and compile.h says who compiled the kernel, and where.
 */
function addArchHeaders({ tree, build, sourceArch, fs }: GeneratedInput): Substitutes {
  const boards = fs.readText(join(tree, 'arch/sh/tools/mach-types'));
  if (sourceArch === 'sh' && boards !== undefined)
    fs.setVirtual(join(build, 'include/generated/machtypes.h'), boardTypesText(boards));
  const makefile = fs.readText(join(tree, 'arch', sourceArch, 'Makefile')) ?? '';
  const named = makefile.match(/include\/generated\/[\w-]+\.h/g) ?? [];
  const missing = [...new Set([...named, 'include/generated/compile.h'])].filter(
    (name) => !fs.isFile(join(build, name)),
  );
  for (const name of missing) fs.setVirtual(join(build, name), substituteText(name));
  return missing;
}

function addAsmHeaders(own: GeneratedInput, sourceArch: string): Substitutes {
  const input = { ...own, sourceArch };
  const { build, fs } = input;
  const base = `arch/${sourceArch}/include/generated`;
  const { wrappers, generated } = asmHeaders(input);
  for (const [name, target] of wrappers)
    fs.setVirtual(join(build, base, name), `#include <${target}>\n`);
  const substitutes: string[] = [];
  for (const name of generated) {
    const text = tableHeader(input, name);
    fs.setVirtual(join(build, base, name), text ?? substituteText(name));
    if (text === undefined) substitutes.push(`${base}/${name}`);
  }
  return substitutes;
}

/** Files that no layout and no path of a page table depends on: tables of system calls, of opcodes. */
function substituteText(name: string): string {
  return `#warning ${name} is made by a program of the kernel, which is not run: it is empty here\n`;
}
