/** A computed configuration, kept as long as no file that it was read from has changed. */
import { readCache, writeCache } from '../cache/cache.ts';
import { buildDigest } from '../cache/engine-digest.ts';
import { areUnchanged, type FileStamp, isStamp, stampFiles } from '../cache/file-stamps.ts';
import { isEither, isListOf, isOneOf, isRecordOf, isText } from '../cache/shape.ts';
import type { TreeFiles } from '../kernel/kconfig/defconfig.ts';
import { treeFiles } from '../kernel/kconfig/tree-files.ts';
import { KernelConfig } from '../kernel/kernel-config.ts';
import type { NodeFileSystem } from '../kernel/node-file-system.ts';
import type { ProfileConfig } from './profile-config.ts';

/** What was asked of Kconfig, and of which tree. */
export interface KeptQuestion {
  readonly fs: NodeFileSystem;
  /** Absolute path of the tree. */
  readonly root: string;
  readonly arch: string;
  readonly toolchain: string;
  /** Empty: the default one. */
  readonly defconfig: string;
}

/** What is kept. */
interface Kept {
  readonly stamps: readonly FileStamp[];
  /** Files that were asked for and are not there. */
  readonly absent: readonly string[];
  /** Folders whose names were asked for, each with its names. */
  readonly folders: readonly (readonly string[])[];
  readonly symbols: readonly (readonly string[])[];
  readonly strings: readonly string[];
  readonly title: string | null;
  readonly sourceArch: string;
  readonly note: string;
  readonly consequences: readonly string[];
}

const isTexts = isListOf(isText);
const isKept = isRecordOf({
  ...{ stamps: isListOf(isStamp), absent: isTexts, folders: isListOf(isTexts) },
  ...{
    symbols: isListOf(isTexts),
    strings: isTexts,
    title: isEither(isText, isOneOf(null)),
    sourceArch: isText,
  },
  ...{ note: isText, consequences: isTexts },
}) as (value: unknown) => value is Kept;

/** What was kept, or what `compute` makes of the tree's files; undefined where that makes nothing. */
export function keptConfig(
  question: KeptQuestion,
  compute: (files: TreeFiles) => ProfileConfig | undefined,
): ProfileConfig | undefined {
  const { fs, root, arch, toolchain, defconfig } = question;
  const key = `configuration ${buildDigest()} ${root} ${arch} ${toolchain} ${defconfig}`;
  const kept = readCache(key);
  if (isKept(kept) && isCurrent(kept, fs)) return configOf(kept);
  const files = new RecordedFiles(fs, root);
  const computed = compute(files);
  if (computed) writeCache(key, keep(computed, files));
  return computed;
}

function isCurrent({ stamps, absent, folders }: Kept, fs: NodeFileSystem): boolean {
  return (
    absent.every((path) => !fs.isFile(path)) &&
    folders.every(([path = '', ...names]) => sortedNames(fs, path).join('/') === names.join('/')) &&
    areUnchanged(stamps, fs)
  );
}

const sortedNames = (fs: NodeFileSystem, path: string): string[] => fs.list(path).sort();

function configOf(kept: Kept): ProfileConfig {
  const { symbols, strings, title, sourceArch, note, consequences } = kept;
  const pairs = symbols.map(([name = '', value = '']) => [name, value] as const);
  return {
    config: new KernelConfig(new Map(pairs), new Set(strings), title ?? undefined),
    ...{ configured: true, virtual: true, unprepared: true },
    ...{ sourceArch, note, consequences },
  };
}

function keep(computed: ProfileConfig, files: RecordedFiles): Kept {
  const { config, sourceArch, note, consequences = [] } = computed;
  return {
    ...files.record(),
    symbols: [...config.symbols],
    strings: [...config.strings],
    ...{ title: config.title ?? null, sourceArch, note, consequences },
  };
}

/** A tree's files, with a note of everything that was asked for. */
class RecordedFiles implements TreeFiles {
  readonly #fs: NodeFileSystem;
  readonly #files: TreeFiles;
  readonly #root: string;
  readonly #read = new Map<string, string | undefined>();
  readonly #listed = new Set<string>();

  constructor(fs: NodeFileSystem, root: string) {
    this.#fs = fs;
    this.#root = root;
    this.#files = treeFiles(fs, root);
  }

  readText(file: string): string | undefined {
    const text = this.#files.readText(file);
    this.#read.set(`${this.#root}/${file}`, text);
    return text;
  }

  list(folder: string): string[] {
    this.#listed.add(`${this.#root}/${folder}`);
    return [...this.#files.list(folder)];
  }

  record(): Pick<Kept, 'stamps' | 'absent' | 'folders'> {
    const read = [...this.#read];
    const found = read.flatMap(([path, text]) =>
      text === undefined ? [] : [{ path, bytes: Buffer.from(text, 'utf8') }],
    );
    return {
      stamps: stampFiles(found),
      absent: read.flatMap(([path, text]) => (text === undefined ? [path] : [])),
      folders: [...this.#listed].map((path) => [path, ...sortedNames(this.#fs, path)]),
    };
  }
}
