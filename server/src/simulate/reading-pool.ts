import { statSync } from 'node:fs';
import { Interner } from '../../../language/src/lexer/interner.ts';
import { SourceMap } from '../../../language/src/source/source-map.ts';
import { Workspace } from '../../../language/src/unit/workspace.ts';
import type { NodeFileSystem } from '../kernel/node-file-system.ts';

/** A modelled kernel's spellings, about. */
const MODEL_SPELLINGS = 1 << 13;

/** Files that kernels of a tree read, and the times that these had then. */
interface ReadFiles {
  readonly tree: string;
  readonly sources: SourceMap;
  readonly times: Map<string, number>;
}

/** What kernels that no one asks any more leave to the next ones. */
export class ReadingPool {
  readonly #workspaces: Workspace[] = [];
  #files: ReadFiles | undefined;
  #lent: ReadFiles | undefined;

  /**
   * The arrays of a unit: each new megabyte of them brings a collection of the whole heap nearer, and is
   * touched for the first time.
   * @param expectedTokens of the unit, about, where new ones are made
   */
  takeWorkspace(expectedTokens: number | undefined): Workspace {
    return this.#workspaces.pop() ?? new Workspace(expectedTokens);
  }

  /** No one may ask their units anything from now on. */
  giveWorkspaces(workspaces: readonly Workspace[]): void {
    this.#workspaces.push(...workspaces);
  }

  /**
   * The files of a model's tree. The machines of a model have most headers in common: those are read once,
   * and preprocessed once where the machines agree.
   */
  takeFiles(tree: string, fs: NodeFileSystem): SourceMap {
    const left = this.#files;
    this.#files = undefined;
    if (left?.tree !== tree) return new SourceMap(fs, new Interner(MODEL_SPELLINGS));
    this.#lent = left;
    const { sources, times } = left;
    sources.moveTo(fs, (path) => {
      const isSame = !fs.isVirtual(path) && times.get(path) === changeTime(path);
      if (!isSame) times.delete(path);
      return isSame;
    });
    return sources;
  }

  /** The time that a file had when it was read. */
  readTime(sources: SourceMap, path: string): number {
    const known = this.#lent?.sources === sources ? this.#lent.times.get(path) : undefined;
    return known ?? changeTime(path);
  }

  /**
   * No one may ask units that read them anything from now on.
   * @param read the files that a kernel read, with their times
   */
  giveFiles(tree: string, sources: SourceMap, read: ReadonlyMap<string, number>): void {
    const times = this.#lent?.sources === sources ? this.#lent.times : new Map<string, number>();
    for (const [path, time] of read) times.set(path, time);
    this.#files = { tree, sources, times };
  }
}

/** When a file was last written; 0 for one that is not there. */
export function changeTime(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
