import { dirname, join } from 'node:path';
import { configArchitecture, makeArchitecture } from './architectures.ts';
import { type KernelConfig, parseConfig } from './kernel-config.ts';
import type { NodeFileSystem } from './node-file-system.ts';

/** The first thing that a tree lacks before its files can be read, and what to run. */
export interface MissingFile {
  /** Relative to the object tree. */
  readonly file: string;
  /** One command line. */
  readonly command: string;
  /** What the object tree is configured for, when that is something else. */
  readonly other?: OtherArchitecture;
}

/** An object tree of another architecture is someone's: it stays, and a second one is made. */
interface OtherArchitecture {
  /** `arm64`: what was asked for. */
  readonly wanted: string;
  /** `x86_64` */
  readonly found: string;
  /** The object tree; undefined when the tree was built in place. */
  readonly build: string | undefined;
}

/** One line: what is missing, and what to run. */
export function missingText({ file, command, other }: MissingFile): string {
  if (other === undefined) return `${file} is missing: run "${command}"`;
  const { wanted, found, build } = other;
  const why = `${file} is missing for ${wanted}: ${build ?? 'the tree'} is configured for ${found}`;
  return build === undefined
    ? `${why}; in a clean copy of the tree, run "${command}"`
    : `${why}; run "${command}" and choose that folder (--build, ptdesc.build)`;
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
  if (!input.configured) return missing(input, autoconf);
  const headers = generatedHeaders.flatMap((file) =>
    file === 'include/generated/utsrelease.h' ? [file, ...wrapperHeaders(input)] : [file],
  );
  const file = headers.find((each) => !input.fs.isFile(join(input.build, each)));
  return file === undefined ? undefined : missing(input, file);
}

function missing(input: MissingInput, file: string): MissingFile {
  const { tree, build, sourceArch, config } = input;
  const wanted = makeArchitecture(sourceArch, config);
  const found = builtArchitecture(input);
  if (found === undefined || found === wanted)
    return { file, command: makeCommand(input, build, !input.configured) };
  const isApart = build !== tree;
  const folder = isApart ? join(dirname(build), `build-${wanted}`) : tree;
  const other = { wanted, found, build: isApart ? build : undefined };
  return { file, command: makeCommand(input, folder, true), other };
}

/** What the object tree is configured for; undefined when it is not configured at all. */
function builtArchitecture({ build, fs }: MissingInput): string | undefined {
  const text = fs.readText(join(build, '.config'));
  const config = text === undefined ? undefined : parseConfig(text);
  const arch = config && configArchitecture(config);
  return config && arch && makeArchitecture(arch, config);
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

/** @param folder the object tree */
function makeCommand(input: MissingInput, folder: string, configure: boolean): string {
  const { tree, sourceArch, config } = input;
  const parts = ['make', `ARCH=${makeArchitecture(sourceArch, config)}`];
  if (folder !== tree) parts.push(`O=${folder}`);
  if (config.isSet('CC_IS_CLANG')) parts.push('LLVM=1');
  if (configure) parts.push('defconfig');
  return [...parts, 'prepare'].join(' ');
}
