import { dirname, join, normalize } from 'node:path';
import type { Profile } from '../profile/profile.ts';
import { includeCandidates } from './include-candidates.ts';
import { includeLines } from './include-lines.ts';

/** So many files are looked into for one header, which is then read alone: a count, so that it ends alike everywhere. */
const MAX_SEARCHED = 6000;
/** How many files' closures are kept: those of the last candidates. */
const keptClosures = 6;

const graphs = new WeakMap<Profile, IncludeGraph>();

/**
 * The `.c` file (absolute path) through which a header is read, or a `.c` that another `.c`
 * includes. Undefined when the file is a unit itself, or when no file that includes it was found.
 */
export function viaFor(profile: Profile, path: string): string | undefined {
  return graphOf(profile).via(path);
}

/** The files (absolute paths) that a file includes by its text: conditions are only guessed at. */
export function includesOf(profile: Profile, path: string): readonly string[] {
  const graph = graphOf(profile);
  graph.settleDoubts();
  return graph.includesOf(path);
}

function graphOf(profile: Profile): IncludeGraph {
  let graph = graphs.get(profile);
  if (!graph) {
    graph = new IncludeGraph(profile);
    graphs.set(profile, graph);
  }
  return graph;
}

/** An answer, and the files on the way whose change would make it wrong. */
interface Answer {
  readonly via: string | undefined;
  readonly chain: ReadonlySet<string>;
}

/** Who includes whom, by the text of the files; filled as far as questions need it. */
class IncludeGraph {
  private readonly profile: Profile;
  /** Files that may be there now and were not, or the other way round, with whether they were. */
  private readonly doubted = new Map<string, boolean>();
  /** The files whose answers are being looked for, and whether one of them was asked for again. */
  private readonly asked = new Set<string>();
  private isInCircle = false;
  private readonly answers = new Map<string, Answer>();
  private readonly included = new Map<string, readonly string[]>();
  /** Headers by the name in `<…>`. */
  private readonly found = new Map<string, string>();
  /** For a `.c`, each file that it reaches and the file that it was reached from. */
  private readonly closures = new Map<string, ReadonlyMap<string, string>>();

  constructor(profile: Profile) {
    this.profile = profile;
    profile.fs.onInvalidate((path) => this.forget(path));
  }

  via(path: string): string | undefined {
    this.settleDoubts();
    const known = this.answers.get(path);
    if (known) return known.via;
    // Two files that include each other must not ask in turn for ever.
    if (this.asked.has(path)) {
      this.isInCircle = true;
      return undefined;
    }
    this.asked.add(path);
    const answer = path.endsWith('.c') ? this.searchSource(path) : this.searchHeader(path);
    this.asked.delete(path);
    // What was answered inside of a circle follows from where one entered it.
    if (!this.isInCircle || this.asked.size === 0) this.answers.set(path, answer);
    if (this.asked.size === 0) this.isInCircle = false;
    return answer.via;
  }

  /** Where a file appeared or went away, any #include may mean another one. */
  settleDoubts(): void {
    if (this.doubted.size === 0) return;
    const { fs } = this.profile;
    const hasChanged = [...this.doubted].some(([path, was]) => fs.isFile(path) !== was);
    this.doubted.clear();
    if (!hasChanged) return;
    for (const kept of [this.answers, this.included, this.found, this.closures]) kept.clear();
  }

  /** A `.c` is no unit when a neighbour includes it, as percpu.c does percpu-vm.c. */
  private searchSource(path: string): Answer {
    if (this.profile.isListed(path)) return { via: undefined, chain: new Set([path]) };
    const folder = dirname(path);
    for (const name of this.profile.fs.list(folder)) {
      const neighbour = join(folder, name);
      if (!name.endsWith('.c') || neighbour === path) continue;
      if (!this.includesOf(neighbour).includes(path)) continue;
      return { via: this.via(neighbour) ?? neighbour, chain: new Set([neighbour, path]) };
    }
    return { via: undefined, chain: new Set([path]) };
  }

  private searchHeader(path: string): Answer {
    // What one candidate reaches in vain, the others need not go through again.
    const passed = new Set<string>();
    let notBuilt: string | undefined;
    for (const candidate of includeCandidates(this.profile, path)) {
      if (passed.size > MAX_SEARCHED) break;
      if (!this.reaches(candidate, path, passed)) continue;
      const unit = this.via(candidate) ?? candidate;
      if (this.profile.isBuilt(unit)) return this.answer(unit, path);
      notBuilt ??= unit;
    }
    return notBuilt === undefined
      ? { via: undefined, chain: new Set([path]) }
      : this.answer(notBuilt, path);
  }

  /**
   * Whether a file includes another, directly or not. Files in `passed` are known not to; those that
   * were looked into join them when nothing was found.
   */
  private reaches(from: string, to: string, passed: Set<string>): boolean {
    const queue = [from, ...this.profile.commonOptions.forcedIncludes];
    if (queue.includes(to)) return to !== from;
    const seen = new Set<string>();
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
      if (seen.has(file) || passed.has(file)) continue;
      seen.add(file);
      for (const next of this.includesOf(file)) {
        if (next === to) return true;
        queue.push(next);
      }
    }
    for (const file of seen) passed.add(file);
    return false;
  }

  private answer(via: string, path: string): Answer {
    const chain = new Set([via]);
    const closure = this.closure(via);
    for (
      let at: string | undefined = path;
      at !== undefined && !chain.has(at);
      at = closure.get(at)
    ) {
      chain.add(at);
    }
    return { via, chain };
  }

  /** Everything that a file includes, directly or not, and its forced includes. */
  private closure(path: string): ReadonlyMap<string, string> {
    const known = this.closures.get(path);
    if (known) return known;
    const reached = new Map<string, string>();
    const queue = [path];
    for (const forced of this.profile.commonOptions.forcedIncludes) {
      reached.set(forced, path);
      queue.push(forced);
    }
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
      for (const next of this.includesOf(file)) {
        if (reached.has(next) || next === path) continue;
        reached.set(next, file);
        queue.push(next);
      }
    }
    this.closures.set(path, reached);
    const [oldest] = this.closures.keys();
    if (this.closures.size > keptClosures && oldest !== undefined) this.closures.delete(oldest);
    return reached;
  }

  includesOf(path: string): readonly string[] {
    let paths = this.included.get(path);
    if (!paths) {
      paths = this.readIncludes(path);
      this.included.set(path, paths);
    }
    return paths;
  }

  private readIncludes(path: string): string[] {
    // A header that is computed holds numbers and includes nothing.
    if (this.profile.fs.isPending(path)) return [];
    const bytes = this.profile.fs.readFile(path);
    if (!bytes) return [];
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    const found = new Set<string>();
    for (const { name, angled } of includeLines(text, this.profile.config)) {
      const resolved = this.resolve(name, angled ? undefined : dirname(path), path);
      if (resolved !== undefined) found.add(resolved);
    }
    return [...found];
  }

  private resolve(name: string, beside: string | undefined, from: string): string | undefined {
    if (beside !== undefined) {
      const path = normalize(`${beside}/${name}`);
      if (path !== from && this.profile.fs.isFile(path)) return path;
    }
    const known = this.found.get(name);
    if (known !== undefined && known !== from) return known;
    // A file that includes its own name means the next one on the path, as asm/ wrappers do.
    const folders = this.profile.commonOptions.includePaths;
    const path = folders
      .map((folder) => normalize(`${folder}/${name}`))
      .find((each) => each !== from && this.profile.fs.isFile(each));
    // For all others it may be the one that stands before it.
    const isFirst =
      path !== undefined && !folders.some((folder) => normalize(`${folder}/${name}`) === from);
    if (isFirst && known === undefined) this.found.set(name, path);
    return path;
  }

  private forget(path: string): void {
    // It is listed as it was.
    if (!this.doubted.has(path)) this.doubted.set(path, this.profile.fs.isFile(path));
    this.included.delete(path);
    this.found.clear();
    for (const [unit, reached] of this.closures) {
      if (unit === path || reached.has(path)) this.closures.delete(unit);
    }
    for (const [asked, { via, chain }] of this.answers) {
      // A file that includes what no one included may have changed just now.
      if (
        via === undefined
          ? !asked.endsWith('.c') || chain.has(path) || dirname(asked) === dirname(path)
          : chain.has(path)
      ) {
        this.answers.delete(asked);
      }
    }
  }
}
