import { Interner } from '../../../language/src/lexer/interner.ts';
import { type SourceFile, SourceMap } from '../../../language/src/source/source-map.ts';
import { TranslationUnit } from '../../../language/src/unit.ts';
import { viaFor } from '../index/include-graph.ts';
import type { Profile, ProfileRequest } from '../kernel/profile.ts';
import { discoverMemdescs } from '../memdesc/discover.ts';
import type { MemdescModel } from '../memdesc/memdesc.ts';
import { mergeModels } from '../memdesc/merge.ts';
import { UnitBuilder } from './unit-builder.ts';

/** How many units are kept when no open document needs them. */
const MAX_IDLE_UNITS = 1;

/** A file as it is being read: the unit that it belongs to, and the `.c` it was reached through. */
export interface FileUnit {
  readonly builder: UnitBuilder;
  /** Absolute path of the unit's main file. */
  readonly mainPath: string;
  /** The main file below the tree when it is another one than the file asked about. */
  readonly via: string | null;
}

/** Everything that is computed under one profile: its sources, its units, and its memdescs. */
export class Session {
  readonly profile: Profile;
  /** What the profile was opened with, for threads that open it again. */
  readonly request: ProfileRequest;
  readonly sources: SourceMap;
  readonly interner = new Interner();
  /** In the order of their last use. */
  readonly #units = new Map<string, UnitBuilder>();
  readonly #open = new Set<string>();
  readonly #models = new WeakMap<
    UnitBuilder,
    { version: number; model: MemdescModel | undefined }
  >();
  #found: MemdescModel | undefined;

  constructor(profile: Profile, request: ProfileRequest) {
    this.profile = profile;
    this.request = request;
    this.sources = new SourceMap(profile.fs, this.interner);
  }

  /** An editor's text takes the place of the file's; what depends on it is built again. */
  setContent(path: string, bytes: Uint8Array | undefined): void {
    this.#open.add(path);
    if (bytes === undefined) this.#open.delete(path);
    const before = this.sources.load(path);
    if (before && bytes && Buffer.compare(before.bytes, bytes) === 0) return;
    this.profile.fs.invalidate(path);
    this.sources.replace(path, bytes);
    this.#rebuild(path);
  }

  /** A file that no editor has open changed on disk, appeared or went away. */
  fileChanged(path: string): void {
    if (this.#open.has(path)) return;
    this.profile.fs.invalidate(path);
    this.sources.replace(path, undefined);
    this.#rebuild(path);
  }

  /** The unit in which a file is read; begins to build it. */
  unitFor(path: string): FileUnit {
    const via = viaFor(this.profile, path);
    const mainPath = via ?? path;
    const builder = this.#units.get(mainPath) ?? new UnitBuilder(this.#newUnit(mainPath));
    this.#units.delete(mainPath);
    this.#units.set(mainPath, builder);
    this.#dropIdleUnits();
    return { builder, mainPath, via: via === undefined ? null : this.relative(via) };
  }

  /** The file in the source map; undefined when it cannot be read. */
  file(path: string): SourceFile | undefined {
    return this.sources.load(path);
  }

  /** A path below the tree, or the path itself when it lies elsewhere. */
  relative(path: string): string {
    const root = `${this.profile.tree}/`;
    return path.startsWith(root) ? path.slice(root.length) : path;
  }

  /** What is known of memdescs now: from this unit, and from the tree as far as it was searched. */
  modelFor(builder: UnitBuilder, unit: TranslationUnit): MemdescModel | undefined {
    let own = this.#models.get(builder);
    if (own?.version !== builder.version) {
      own = { version: builder.version, model: discoverMemdescs(unit) };
      this.#models.set(builder, own);
    }
    return own.model ? mergeModels(this.#found, own.model) : this.#found;
  }

  /** Adds what the search of the tree found. */
  addFound(model: MemdescModel): void {
    this.#found = mergeModels(this.#found, model);
  }

  get found(): MemdescModel | undefined {
    return this.#found;
  }

  /** Builds on in the units whose own text changed, and afresh in those that include the file. */
  #rebuild(path: string): void {
    for (const [mainPath, builder] of this.#units) {
      if (mainPath === path) builder.change();
      else if (builder.mayInclude(path)) builder.restart(this.#newUnit(mainPath));
    }
  }

  #newUnit(path: string): TranslationUnit {
    return new TranslationUnit(
      this.sources,
      this.profile.target,
      this.profile.fileOptions(path),
      path,
    );
  }

  /** Units of closed documents are the largest thing in memory: only the last used one stays. */
  #dropIdleUnits(): void {
    const idle = [...this.#units.keys()].filter((path) => !this.#isNeeded(path));
    for (const path of idle.slice(0, -MAX_IDLE_UNITS)) this.#units.delete(path);
  }

  #isNeeded(mainPath: string): boolean {
    if (this.#open.has(mainPath)) return true;
    return [...this.#open].some((path) => viaFor(this.profile, path) === mainPath);
  }
}
