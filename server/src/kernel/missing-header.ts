import { join } from 'node:path';
import { makeArchitecture } from './architectures.ts';
import type { KernelConfig } from './kernel-config.ts';
import type { NodeFileSystem } from './node-file-system.ts';

/** The first thing that a tree lacks before its files can be read, and what to run. */
export interface MissingFile {
  /** Relative to the object tree. */
  readonly file: string;
  /** One command line. */
  readonly command: string;
}

/** Where to look, and with what configuration. */
export interface MissingInput {
  readonly tree: string;
  readonly build: string;
  readonly sourceArch: string;
  readonly config: KernelConfig;
  /** False when there is no configuration of this architecture. */
  readonly configured: boolean;
  readonly fs: NodeFileSystem;
}

/** Headers that `make prepare` leaves behind in every kernel, in the order in which it makes them. */
const generatedHeaders = [
  'include/generated/autoconf.h',
  'include/generated/uapi/linux/version.h',
  'include/generated/utsrelease.h',
  'include/generated/timeconst.h',
  'include/generated/asm-offsets.h',
];

/** The first generated header that is missing; undefined when the tree is prepared. */
export function findMissingHeader(input: MissingInput): MissingFile | undefined {
  const [autoconf = ''] = generatedHeaders;
  if (!input.configured) return { file: autoconf, command: makeCommand(input, true) };
  const headers = generatedHeaders.flatMap((file) =>
    file === 'include/generated/utsrelease.h' ? [file, ...wrapperHeaders(input)] : [file],
  );
  const file = headers.find((each) => !input.fs.isFile(join(input.build, each)));
  return file === undefined ? undefined : { file, command: makeCommand(input, false) };
}

/**
 * The wrappers that Kbuild makes for headers an architecture does not have itself: those that
 * include/asm-generic/Kbuild calls mandatory.
 */
function wrapperHeaders({ tree, sourceArch, fs }: MissingInput): string[] {
  const list = fs.readText(join(tree, 'include/asm-generic/Kbuild')) ?? '';
  const names = [...list.matchAll(/^mandatory-y\s*\+=\s*(\S+)$/gm)].map(([, name = '']) => name);
  const arch = `arch/${sourceArch}/include`;
  return names
    .filter((name) => !fs.isFile(join(tree, arch, 'asm', name)))
    .map((name) => `${arch}/generated/asm/${name}`);
}

function makeCommand(input: MissingInput, configure: boolean): string {
  const { tree, build, sourceArch, config } = input;
  const parts = ['make', `ARCH=${makeArchitecture(sourceArch, config)}`];
  if (build !== tree) parts.push(`O=${build}`);
  if (config.isSet('CC_IS_CLANG')) parts.push('LLVM=1');
  if (configure) parts.push('defconfig');
  return [...parts, 'prepare'].join(' ');
}
