import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readCache, writeCache } from '../cache/cache.ts';
import { engineDigest } from '../cache/engine-digest.ts';
import { archOf } from '../kernel/arch-of.ts';
import type { MemdescModel } from '../memdesc/memdesc.ts';
import type { Profile } from '../profile/profile.ts';
import type { ProfileRequest } from '../profile/profile-request.ts';
import { architecturePeers } from '../rules/support/architecture-peers.ts';
import { contentHash } from './file-numbers.ts';
import { isKeptResults, type KeptResults, type KeptUnit } from './kept-results.ts';
import { peerDigest } from './peer-digest.ts';
import type { UnitAnswer } from './unit-pool.ts';
import type { FileResult, FileState } from './unit-task.ts';

/**
 * Results of earlier runs under the same profile. A unit's results hold while each file that it read
 * has the content that it had, while headers that it missed are still missing, and while makefiles,
 * memdescs and this program are the same.
 */
export class ResultCache {
  readonly #profile: Profile;
  readonly #key: string;
  #modelDigest: string | undefined;
  #keptDigest: string | undefined;
  readonly #units = new Map<string, KeptUnit>();
  readonly #mains = new Map<string, string>();
  readonly #formerMains = new Map<string, string>();
  readonly #files: FileState[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #makefiles = new Map<string, FileState>();
  #isChanged = false;
  #peersNow: string | undefined;

  constructor(profile: Profile, request: ProfileRequest) {
    this.#profile = profile;
    this.#key = `check ${JSON.stringify(request)} ${profile.label} ${engineDigest()}`;
    this.#load();
  }

  /** Says which memdescs the results are to be computed with: under others, none of them hold. */
  setModel(model: MemdescModel | undefined): void {
    this.#modelDigest = digestOf(model);
    if (this.#modelDigest === this.#keptDigest) return;
    this.#units.clear();
    this.#mains.clear();
    this.#keptDigest = this.#modelDigest;
  }

  /** The unit's results, when they still hold and cover the files asked for. */
  resultsOf(main: string): readonly FileResult[] | undefined {
    return this.#units.get(main)?.results;
  }

  /** The unit in which a file was read, while its results hold. */
  mainOf(file: string): string | undefined {
    return this.#mains.get(file);
  }

  /** The unit in which a file was read when its results did not hold any more. */
  formerMainOf(file: string): string | undefined {
    return this.#formerMains.get(file);
  }

  add({ result, states, makefiles }: UnitAnswer): void {
    if (result.failure !== undefined) return;
    const known = this.#units.get(result.main);
    const before = known?.results ?? [];
    const fresh = new Set(result.results.map(({ file }) => file));
    const peers = result.peers ?? known?.peers;
    this.#units.set(result.main, {
      read: states.map((state) => this.#numberOf(state)),
      missing: result.missing,
      results: [...before.filter(({ file }) => !fresh.has(file)), ...result.results],
      ...(peers !== undefined && { peers }),
    });
    for (const state of makefiles) this.#makefiles.set(state.path, state);
    this.#isChanged = true;
  }

  /** Keeps everything on disk. What another run wrote meanwhile is replaced: it can be computed again. */
  save(): void {
    if (!this.#isChanged) return;
    writeCache(this.#key, {
      model: this.#modelDigest ?? '',
      makefiles: [...this.#makefiles.values()],
      files: this.#files,
      units: Object.fromEntries(this.#units),
    } satisfies KeptResults);
  }

  #load(): void {
    const kept = readCache(this.#key);
    if (!isKeptResults(kept)) return;
    if (!kept.makefiles.every((state) => this.#isUnchanged(state))) return;
    this.#keptDigest = kept.model;
    const unchanged = kept.files.map((state) => this.#isUnchanged(state));
    for (const state of kept.makefiles) this.#makefiles.set(state.path, state);
    for (const [main, unit] of Object.entries(kept.units)) {
      const isLonely = this.#isLonely(main);
      const holds = this.#holds(main, unit, unchanged);
      const mains = holds ? this.#mains : this.#formerMains;
      if (!isLonely) for (const { file } of unit.results) mains.set(file, main);
      if (!holds) continue;
      const read = unit.read.map((number) => this.#numberOf(kept.files[number] as FileState));
      this.#units.set(main, { ...unit, read });
    }
  }

  #holds(main: string, unit: KeptUnit, unchanged: readonly boolean[]): boolean {
    if (!unit.read.every((number) => unchanged[number])) return false;
    if (this.#hasAppeared(main, unit)) return false;
    return unit.peers === undefined || unit.peers === this.#peers;
  }

  /** Other architectures' files are read only where a result hangs on them. */
  get #peers(): string {
    this.#peersNow ??= peerDigest(architecturePeers(this.#profile));
    return this.#peersNow;
  }

  #numberOf(state: FileState): number {
    const known = this.#numbers.get(state.path);
    if (known !== undefined) return known;
    this.#numbers.set(state.path, this.#files.length);
    return this.#files.push(state) - 1;
  }

  #isUnchanged({ path, mtimeMs, sizeBytes, hash }: FileState): boolean {
    if (mtimeMs >= 0 && !this.#profile.fs.isVirtual(path)) {
      const now = statSync(path, { throwIfNoEntry: false });
      if (now?.mtimeMs === mtimeMs && now.size === sizeBytes) return true;
    }
    const bytes = this.#profile.fs.readFile(path);
    return bytes !== undefined && contentHash(bytes) === hash;
  }

  /** Of a header that was read alone, since no file included it, it is asked again: one may do so now. */
  #isLonely(main: string): boolean {
    return main.endsWith('.h') && [undefined, this.#profile.sourceArch].includes(archOf(main));
  }

  /** Whether a header that the unit missed is there now. */
  #hasAppeared(main: string, { missing }: KeptUnit): boolean {
    if (missing.length === 0) return false;
    const { fs, tree, commonOptions } = this.#profile;
    const folders = [dirname(join(tree, main)), ...commonOptions.includePaths];
    return missing.some((name) => folders.some((folder) => fs.isFile(join(folder, name))));
  }
}

function digestOf(model: MemdescModel | undefined): string {
  return createHash('sha1')
    .update(JSON.stringify(model ?? null))
    .digest('base64');
}
