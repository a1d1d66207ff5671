import { join } from 'node:path';
import type { SourceFile, SourceMap } from '../../../language/src/source/source-map.ts';
import { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { filesOf } from '../../../language/src/unit/unit-files.ts';
import type { MemdescModel } from '../memdesc/memdesc.ts';
import type { ForeignFunctions } from '../paths/foreign-functions.ts';
import { portable } from '../paths/portable-summary.ts';
import type { Summary } from '../paths/summary.ts';
import { UnitPaths } from '../paths/unit-paths.ts';
import type { Profile } from '../profile/profile.ts';

/** Words of who makes or ends tables. */
const WORDS =
  /\bp(?:agetable|gtable)_\w*(?:ctor|dtor|alloc|free)|\bp(?:te|md|ud|4d|gd)_(?:alloc_one|free)|\btlb_remove_table/;

/** A definition at the start of a line: the text before its name, its name, and its parameters. */
const DEFINITION = /^(\w[\w\s*]*?)\b(\w+)\s*\(((?:[^;{}()]|\([^()]*\))*)\)\s*\{/gm;

/** Somebody passes or gets a table. */
const OF_TABLES =
  /\bpgtable_t\b|\bp(?:te|md|ud|4d|gd)_t\s*\*|\bstruct ptdesc\b|\bstruct page\b|\bunsigned long \*|\bvoid \*|\bstruct rcu_head\b/;

/**
 * The functions of the page-table code of a tree that other files call: found by the text of the files,
 * and read when somebody asks what one does. Each file is read once for all of its functions.
 */
export class PageTableFunctions implements ForeignFunctions {
  readonly #profile: Profile;
  readonly #sources: () => SourceMap;
  readonly #model: () => MemdescModel | undefined;
  readonly #summaries = new Map<string, ReadonlyMap<string, Summary>>();
  readonly #filesBehind = new Map<string, readonly SourceFile[]>();
  readonly #reading = new Set<string>();
  #index: Map<string, string> | undefined;
  #used = new Set<string>();

  constructor(profile: Profile, sources: () => SourceMap, model: () => MemdescModel | undefined) {
    this.#profile = profile;
    this.#sources = sources;
    this.#model = model;
  }

  has(name: string): boolean {
    return this.#files.has(name);
  }

  summaryOf(name: string): Summary | undefined {
    const file = this.#files.get(name);
    if (file === undefined || this.#reading.has(file)) return undefined;
    this.#used.add(file);
    const known = this.#summaries.get(file) ?? this.#read(file);
    return known.get(name);
  }

  takeRead(): readonly SourceFile[] {
    const files = [...this.#used].flatMap((file) => this.#filesBehind.get(file) ?? []);
    this.#used = new Set();
    return files;
  }

  /** For each function, the file (below the tree) that defines it. */
  get #files(): ReadonlyMap<string, string> {
    this.#index ??= indexOf(this.#profile);
    return this.#index;
  }

  #read(file: string): ReadonlyMap<string, Summary> {
    this.#reading.add(file);
    const found = new Map<string, Summary>();
    const path = join(this.#profile.tree, file);
    const model = this.#model();
    if (model && this.#sources().load(path)) {
      const { target } = this.#profile;
      const options = this.#profile.fileOptions(path);
      const unit = new TranslationUnit(this.#sources(), target, options, path).build();
      const paths = new UnitPaths(unit, model, this);
      for (const [name, where] of this.#files) {
        const summary = where === file ? paths.summaryOf(name) : undefined;
        if (summary) found.set(name, portable(summary));
      }
      this.#filesBehind.set(file, filesOf(unit));
    }
    this.#reading.delete(file);
    this.#summaries.set(file, found);
    return found;
  }
}

function indexOf(profile: Profile): Map<string, string> {
  const index = new Map<string, string>();
  for (const file of ['mm', `arch/${profile.sourceArch}/mm`].flatMap((f) =>
    sourcesIn(profile, f),
  )) {
    const text = profile.fs.readText(join(profile.tree, file)) ?? '';
    if (!WORDS.test(text) || !profile.isBuilt(join(profile.tree, file))) continue;
    for (const [, before = '', name = '', parameters = ''] of text.matchAll(DEFINITION))
      if (!/\bstatic\b/.test(before) && OF_TABLES.test(before + parameters)) index.set(name, file);
  }
  return index;
}

function sourcesIn(profile: Profile, folder: string): string[] {
  const names = profile.fs.list(join(profile.tree, folder)).sort();
  return names.flatMap((name) => {
    if (name.endsWith('.c')) return [`${folder}/${name}`];
    return name.includes('.') || folder === 'mm' ? [] : sourcesIn(profile, `${folder}/${name}`);
  });
}
