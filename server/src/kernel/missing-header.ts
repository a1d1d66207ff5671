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
 * The wrappers that `generic-y` and `mandatory-y` make under arch/X/include/generated: which ones
 * depends on the architecture, so the folder's own list is the measure.
 */
function wrapperHeaders({ build, sourceArch, fs }: MissingInput): string[] {
  const folder = `arch/${sourceArch}/include/generated`;
  const filled = [`${folder}/asm`, `${folder}/uapi/asm`].some(
    (each) => fs.list(join(build, each)).length > 0,
  );
  return filled ? [] : [`${folder}/asm/…`];
}

function makeCommand(input: MissingInput, configure: boolean): string {
  const { tree, build, sourceArch, config } = input;
  const parts = ['make', `ARCH=${makeArchitecture(sourceArch, config)}`];
  if (build !== tree) parts.push(`O=${build}`);
  if (config.isSet('CC_IS_CLANG')) parts.push('LLVM=1');
  if (configure) parts.push('defconfig');
  return [...parts, 'prepare'].join(' ');
}
