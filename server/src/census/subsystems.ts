import { matchGlob } from '../kernel/match-glob.ts';

/** An entry of MAINTAINERS with the patterns of its files. */
interface Entry {
  readonly name: string;
  readonly patterns: readonly Pattern[];
}

interface Pattern {
  readonly glob: string;
  /** How much of a path it names: the longest one wins. */
  readonly weight: number;
}

/**
 * Names the subsystem of each file: the entry of MAINTAINERS (format: its own head) with the most
 * specific `F:` pattern for it, or the folder at the top where there is none.
 */
export class Subsystems {
  readonly #entries: readonly Entry[];
  readonly #names = new Map<string, string>();

  constructor(maintainers: string | undefined) {
    this.#entries = maintainers === undefined ? [] : readEntries(maintainers);
  }

  of(file: string): string {
    const known = this.#names.get(file);
    if (known !== undefined) return known;
    const name = this.#find(file) ?? file.split('/')[0] ?? file;
    this.#names.set(file, name);
    return name;
  }

  #find(file: string): string | undefined {
    let best: string | undefined;
    let weight = 0;
    for (const entry of this.#entries) {
      for (const pattern of entry.patterns) {
        if (pattern.weight <= weight || !names(pattern, file)) continue;
        best = entry.name;
        weight = pattern.weight;
      }
    }
    return best;
  }
}

function readEntries(text: string): Entry[] {
  const entries: Entry[] = [];
  for (const block of text.split(/\n(?:[ \t]*\n)+/)) {
    const [name = '', ...fields] = block.split('\n').filter((line) => line !== '');
    if (!/^[A-Z0-9]\S/.test(name) || /^[A-Z]:\s/.test(name)) continue;
    const patterns = fields.flatMap((line) => /^F:\s+(\S+)/.exec(line)?.[1] ?? []).map(pattern);
    if (patterns.length > 0) entries.push({ name, patterns });
  }
  return entries;
}

/** `mm/` is everything below it, `mm/*` only what is directly in it, `*` a part of one name. */
function pattern(glob: string): Pattern {
  const weight = glob.replace(/[*?]/g, '').replace(/\/$/, '').length;
  return { glob, weight };
}

function names({ glob }: Pattern, file: string): boolean {
  if (!glob.endsWith('/')) return matchGlob(glob, file, '/');
  const folders = glob.split('/').length - 1;
  return matchGlob(glob, `${file.split('/', folders).join('/')}/`, '/');
}
