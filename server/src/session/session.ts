import { Interner } from '../../../language/src/lexer/interner.ts';
import { type SourceFile, SourceMap } from '../../../language/src/source/source-map.ts';
import { unitWithBranches } from '../../../language/src/unit/inactive.ts';
import { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { viaFor } from '../index/include-graph.ts';
import { discoverMemdescs } from '../memdesc/discover.ts';
import type { MemdescModel } from '../memdesc/memdesc.ts';
import { mergeModels } from '../memdesc/merge.ts';
import type { Profile, ProfileRequest } from '../profile/profile.ts';
import { BuildQueue } from './build-queue.ts';
import { RecentUnits } from './recent-units.ts';
import { TextHistory } from './text-history.ts';
import { UnitBuilder } from './unit-builder.ts';

/** What is read of a larger text is let go when its document is closed. */
const LARGE_TEXT_BYTES = 4 << 20;

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
  readonly #queue: BuildQueue;
  #sources: SourceMap;
  #history = new TextHistory();
  /** In the order of their last use. */
  readonly #units = new Map<string, UnitBuilder>();
  /** The editor's texts. */
  readonly #open = new Map<string, Uint8Array>();
  /** Each file's main file, as long as that unit is there. */
  readonly #mains = new Map<string, string>();
  readonly #models = new WeakMap<
    UnitBuilder,
    { version: number; found: MemdescModel | undefined; model: MemdescModel | undefined }
  >();
  #found: MemdescModel | undefined;
  #inPlace: { readonly key: string; readonly builder: UnitBuilder } | undefined;
  #isSettled = false;

  readonly #recent: RecentUnits;

  /** @param recent the units of all sessions that share memory */
  constructor(
    profile: Profile,
    request: ProfileRequest,
    queue = new BuildQueue(),
    recent = new RecentUnits(),
  ) {
    this.#recent = recent;
    this.profile = profile;
    this.request = request;
    this.#queue = queue;
    this.#sources = new SourceMap(profile.fs, new Interner());
  }

  get sources(): SourceMap {
    return this.#sources;
  }

  /**
   * An editor's text takes the place of the file's; what depends on it is built again. Returns the files
   * that are read in units that changed.
   */
  setContent(path: string, bytes: Uint8Array | undefined): readonly string[] {
    if (bytes === undefined) this.#open.delete(path);
    else this.#open.set(path, bytes);
    const before = this.sources.load(path);
    if (before && bytes && Buffer.compare(before.bytes, bytes) === 0) return [];
    const isLetGo = bytes === undefined && (before?.bytes.length ?? 0) > LARGE_TEXT_BYTES;
    return this.#replace(path, bytes, isLetGo);
  }

  /** A file that no editor has open changed on disk, appeared or went away; returns the same. */
  fileChanged(path: string): readonly string[] {
    return this.#open.has(path) ? [] : this.#replace(path, undefined);
  }

  /**
   * The whole tree was searched. From now on a header is read in a unit of its own choice, whatever else
   * is open: answers follow from the texts and the profile alone.
   */
  settle(): void {
    this.#isSettled = true;
    this.#mains.clear();
  }

  /** The unit in which a file is read; begins to build it. */
  unitFor(path: string): FileUnit {
    const mainPath = this.#mainOf(path);
    const builder =
      this.#units.get(mainPath) ?? new UnitBuilder(this.#queue, () => this.#newUnit(mainPath));
    // The last used one stands last.
    this.#units.delete(mainPath);
    this.#units.set(mainPath, builder);
    this.#recent.use(builder, () => this.#units.delete(mainPath));
    return { builder, mainPath, via: mainPath === path ? null : this.relative(mainPath) };
  }

  /** Lets the oldest units go; one that someone waits for stays until it is there. */
  /**
   * The main file of the unit that a file is read in. While the tree is searched, a header is read where
   * it was read before, then in a unit that is there and includes it, and only then in one of its own
   * choice: units cost a second.
   */
  #mainOf(path: string): string {
    const before = this.#mains.get(path);
    if (before !== undefined && (this.#isSettled || this.#units.has(before))) return before;
    const mayShare = !this.#isSettled && !path.endsWith('.c');
    const ready = mayShare ? this.#readyUnitWith(path) : undefined;
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
      const make = () => unitWithBranches(unit, branches);
      this.#inPlace = { key, builder: new UnitBuilder(this.#queue, make) };
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

  /** Takes what a later search found in place of what the one before it had. */
  replaceFound(model: MemdescModel | undefined): void {
    this.#found = model;
  }

  get found(): MemdescModel | undefined {
    return this.#found;
  }

  #replace(path: string, bytes: Uint8Array | undefined, isLetGo = false): readonly string[] {
    const existed = this.sources.exists(path);
    this.profile.fs.invalidate(path);
    this.#history.note(this.sources, path, this.#units.has(path));
    if (bytes !== undefined || this.sources.wasAsked(path)) this.sources.replace(path, bytes);
    this.#inPlace = undefined;
    const isRenewed = isLetGo || this.#history.isTooLong(this.sources);
    if (isRenewed) this.#renew();
    // Another file may be found by an #include now.
    const changesAll = isRenewed || existed !== this.sources.exists(path);
    const changed = this.#rebuild(path, changesAll);
    const files = [...this.#mains].flatMap(([file, main]) => (changed.has(main) ? file : []));
    // What includes what may have changed.
    this.#mains.clear();
    return files;
  }

  /** Builds on in the unit whose own text changed, and afresh in those that read the file. */
  #rebuild(path: string, changesAll: boolean): Set<string> {
    const changed = new Set<string>();
    for (const [mainPath, builder] of this.#units) {
      const isOwn = mainPath === path;
      if (!changesAll && !isOwn && !builder.hasRead(path)) continue;
      changed.add(mainPath);
      if (isOwn && !changesAll) builder.change();
      else builder.restart();
    }
    return changed;
  }

  /** Begins with the texts as they are now: of all that they were before, nothing is kept. */
  #renew(): void {
    this.#history = new TextHistory();
    this.#sources = new SourceMap(this.profile.fs, new Interner());
    for (const [path, bytes] of this.#open) this.#sources.replace(path, bytes);
  }

  #newUnit(path: string): TranslationUnit {
    // Its headers are those of the unit: they are taken apart once.
    this.profile.computeBoundsIn(this.sources);
    return new TranslationUnit(
      this.sources,
      this.profile.target,
      this.profile.fileOptions(path),
      path,
    );
  }
}
