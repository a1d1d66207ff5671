import type { SourceMap } from '../source/source-map.ts';
import type { PreprocessorOptions } from './options.ts';

/** A header that was found. */
export interface FoundHeader {
  /** The path as the directories and the name spell it: what __FILE__ shows. */
  readonly spelledPath: string;
  /** The path without `.` and `..`, by which the file is known. */
  readonly path: string;
  /** Which directory of the chain it was found in; -1 for one beside the including file. */
  readonly directory: number;
}

/** Searches the chain of include directories as gcc does. */
export class IncludeResolver {
  readonly #sources: SourceMap;
  readonly #directories: readonly string[];
  /** Where the search for <…> begins. */
  readonly #bracketStart: number;
  readonly #found = new Map<string, FoundHeader | undefined>();

  constructor(sources: SourceMap, options: PreprocessorOptions) {
    this.#sources = sources;
    const system = distinct(options.systemPaths);
    const bracket = distinct(options.includePaths).filter((path) => !system.includes(path));
    const quote = distinct(options.quotePaths);
    this.#directories = [...quote, ...bracket, ...system];
    this.#bracketStart = quote.length;
  }

  /**
   * Finds a header. `beside` is the directory of the including file, for "…" ('' is the working
   * directory); `after` is the directory of the chain that #include_next leaves behind.
   */
  find(
    name: string,
    angled: boolean,
    beside: string | undefined,
    after: number | undefined,
  ): FoundHeader | undefined {
    if (name.startsWith('/')) return this.#tryPath(name, -1);
    if (after === undefined && !angled && beside !== undefined) {
      const found = this.#findBeside(beside, name);
      if (found) return found;
    }
    const start = after !== undefined ? after + 1 : angled ? this.#bracketStart : 0;
    const key = `${start}:${name}`;
    const known = this.#found.get(key);
    if (known || this.#found.has(key)) return known;
    const found = this.#search(start, name);
    this.#found.set(key, found);
    return found;
  }

  /** Forgets what was found and not found: files have come or gone. */
  clear(): void {
    this.#found.clear();
  }

  #findBeside(beside: string, name: string): FoundHeader | undefined {
    const key = `"${beside}:${name}`;
    const known = this.#found.get(key);
    if (known || this.#found.has(key)) return known;
    const found = this.#tryPath(joined(beside, name), -1);
    this.#found.set(key, found);
    return found;
  }

  #search(start: number, name: string): FoundHeader | undefined {
    for (let i = start; i < this.#directories.length; i++) {
      const found = this.#tryPath(joined(this.#directories[i] as string, name), i);
      if (found) return found;
    }
    return undefined;
  }

  #tryPath(spelledPath: string, directory: number): FoundHeader | undefined {
    const path = normalizePath(spelledPath);
    return this.#sources.exists(path) ? { spelledPath, path, directory } : undefined;
  }
}

/** The directory part of a path, without the slash; '' when it has none. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, Math.max(slash, 1));
}

/** A path without `.`, `name/..` and doubled slashes. */
export function normalizePath(path: string): string {
  if (!/(^|\/)\.{1,2}(\/|$)|\/\//.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    const last = parts[parts.length - 1];
    if (part === '..' && last !== undefined && last !== '..') parts.pop();
    else if (part !== '..' || !path.startsWith('/')) parts.push(part);
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/');
}

function joined(directory: string, name: string): string {
  if (directory === '') return name;
  return directory.endsWith('/') ? directory + name : `${directory}/${name}`;
}

/** gcc leaves out the later one of two directories that are the same. */
function distinct(paths: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return paths.filter((path) => {
    const known = normalizePath(path);
    return !seen.has(known) && seen.add(known);
  });
}
