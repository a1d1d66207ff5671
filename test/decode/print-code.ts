/** Page dumps that a real kernel's own print code prints, compiled by gcc or run in the emulator. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { repositoryRoot } from '../repository/repository-root.ts';
import { type GeneratedDump, parseGenerated } from './generated-dumps.ts';

/** An x86 tree with the headers of a build, and symbols that are set otherwise than the build has them. */
export interface PrintCode {
  readonly tree: string;
  readonly build: string;
  /** `NUMA_BALANCING=y`, `SPARSEMEM_VMEMMAP=n`, with what follows from them. */
  readonly set: readonly string[];
}

/** Which random pages, and whether the text hides addresses behind hashes. */
export interface RandomPages {
  readonly seed: number;
  readonly count: number;
  readonly hidesPointers: boolean;
}

const SOURCE = resolve(import.meta.dirname, 'print-code.c');
const CLI = join(repositoryRoot, 'server/src/cli/main.ts');
const OUTPUT = { encoding: 'utf8', maxBuffer: 1 << 28 } as const;
/** Folders of headers, in a tree and in a build. */
const HEADERS = [
  ['arch/x86/include', 'arch/x86/include/generated'],
  ['include', 'include'],
  ['arch/x86/include/uapi', 'arch/x86/include/generated/uapi'],
  ['include/uapi', 'include/generated/uapi'],
] as const;
/** As Kbuild compiles, as far as a program of the machine's own can be. */
const GCC = [
  '-w',
  '-O1',
  '-nostdinc',
  '-fms-extensions',
  '-fshort-wchar',
  '-funsigned-char',
].concat(
  [
    '-fno-common',
    '-fno-strict-aliasing',
    '-fno-strict-overflow',
    '-fno-delete-null-pointer-checks',
  ],
  ['-mno-sse', '-mno-red-zone', '-mno-80387', '-fno-stack-protector', '-fno-pie'],
  ['-ffunction-sections', '-fdata-sections'],
);

/** What gcc and the emulator are told alike. */
function preprocessorFlags({ tree, build, set }: PrintCode, folder: string): string[] {
  const symbols = join(folder, 'symbols.h');
  writeFileSync(symbols, set.map(symbolText).join(''));
  const folders = HEADERS.flatMap(([ofTree, ofBuild]) => [
    join(tree, ofTree),
    join(build, ofBuild),
  ]);
  const includes = [
    join(tree, 'include/linux/compiler-version.h'),
    join(tree, 'include/linux/kconfig.h'),
    symbols,
    join(tree, 'include/linux/compiler_types.h'),
  ];
  const names = ['KBUILD_MODFILE', 'KBUILD_BASENAME', 'KBUILD_MODNAME'];
  return [
    ...[...folders, tree, join(tree, 'mm'), join(tree, 'lib')].map((path) => `-I${path}`),
    ...includes.flatMap((path) => ['-include', path]),
    ...['-std=gnu11', '-D__KERNEL__', '-D__KBUILD_MODNAME=kmod_debug'],
    ...names.map((name) => `-D${name}="debug"`),
  ];
}

function symbolText(assignment: string): string {
  const [name, value] = assignment.split('=');
  const undo = `#undef CONFIG_${name}\n`;
  return value === 'n' ? undo : `${undo}#define CONFIG_${name} ${value === 'y' ? 1 : value}\n`;
}

function programArguments({ seed, count, hidesPointers }: RandomPages): string[] {
  return [String(seed), String(count), ...(hidesPointers ? [] : ['plain'])];
}

/** Compiled by gcc and run by the processor. Code of the kernel that is never called has no body. */
export function printNatively(
  code: PrintCode,
  pages: RandomPages,
  folder: string,
): GeneratedDump[] {
  const [object, program] = [join(folder, 'print-code.o'), join(folder, 'print-code')];
  const flags = preprocessorFlags(code, folder);
  execFileSync('gcc', [...GCC, ...flags, '-c', '-o', object, SOURCE], { stdio: 'pipe' });
  const link = ['-no-pie', '-Wl,--gc-sections', '-Wl,--unresolved-symbols=ignore-all'];
  execFileSync('gcc', [...link, '-o', program, object], { stdio: 'pipe' });
  return parseGenerated(execFileSync(program, programArguments(pages), OUTPUT));
}

/** The same file in the emulator. */
export function printInEmulator(
  code: PrintCode,
  pages: RandomPages,
  folder: string,
): GeneratedDump[] {
  const flags = preprocessorFlags(code, folder);
  const command = [CLI, 'exec', '--bare', ...flags, SOURCE, ...programArguments(pages)];
  return parseGenerated(execFileSync(process.execPath, command, OUTPUT));
}
