import { Interner } from '../../../language/src/lexer/interner.ts';
import { type SourceFile, SourceMap } from '../../../language/src/source/source-map.ts';
import { unitWithBranches } from '../../../language/src/unit/inactive.ts';
import { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { viaFor } from '../index/include-graph.ts';
import { discoverMemdescs } from '../memdesc/discover.ts';
import type { MemdescModel } from '../memdesc/memdesc.ts';
import { mergeModels } from '../memdesc/merge.ts';
import type { Profile, ProfileRequest } from '../profile/profile.ts';
import { UnitBuilder } from './unit-builder.ts';

/** Units are the largest thing in memory: so many are kept, and a document that lost its own waits. */
const MAX_UNITS = 3;

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
  /** Each file's main file, as long as that unit is there. */
  readonly #mains = new Map<string, string>();
  readonly #models = new WeakMap<
    UnitBuilder,
    { version: number; found: MemdescModel | undefined; model: MemdescModel | undefined }
  >();
  #found: MemdescModel | undefined;
  #inPlace: { readonly key: string; readonly builder: UnitBuilder } | undefined;

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
    const mainPath = this.#mainOf(path);
    const builder = this.#units.get(mainPath) ?? new UnitBuilder(this.#newUnit(mainPath));
    // The last used one stands last.
    this.#units.delete(mainPath);
    this.#units.set(mainPath, builder);
    for (const old of [...this.#units.keys()].slice(0, -MAX_UNITS)) this.#units.delete(old);
    return { builder, mainPath, via: mainPath === path ? null : this.relative(mainPath) };
  }

  /**
   * The main file of the unit that a file is read in. A header is read where it was read before, then in
   * a unit that is there and includes it, and only then in one of its own choice: units cost a second.
   */
  #mainOf(path: string): string {
    const before = this.#mains.get(path);
    if (before !== undefined && this.#units.has(before)) return before;
    const ready = path.endsWith('.c') ? undefined : this.#readyUnitWith(path);
    const mainPath = ready ?? viaFor(this.profile, path) ?? path;
    this.#mains.set(path, mainPath);
    return mainPath;
  }

  #readyUnitWith(path: string): string | undefined {
    const latestFirst = [...this.#units].reverse();
    return latestFirst.find(([, builder]) => builder.includes(path))?.[0];
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

  /** A unit as it would be if some skipped branches were read; the last one is kept. */
  unitWithBranches(unit: TranslationUnit, branches: readonly number[]): UnitBuilder {
    const key = `${unit.path} ${unit.sources.load(unit.path)?.version} ${branches.join(' ')}`;
    if (this.#inPlace?.key !== key) {
      this.#inPlace = { key, builder: new UnitBuilder(unitWithBranches(unit, branches)) };
    }
    return this.#inPlace.builder;
  }

  /** What is known of memdescs now: from this unit, and from the tree as far as it was searched. */
  modelFor(builder: UnitBuilder, unit: TranslationUnit): MemdescModel | undefined {
    let own = this.#models.get(builder);
    if (own?.version !== builder.version || own.found !== this.#found) {
      const model = discoverMemdescs(unit);
      const merged = model ? mergeModels(this.#found, model) : this.#found;
      own = { version: builder.version, found: this.#found, model: merged };
      this.#models.set(builder, own);
    }
    return own.model;
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
    this.#inPlace = undefined;
    // What includes what may have changed.
    this.#mains.clear();
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
}
