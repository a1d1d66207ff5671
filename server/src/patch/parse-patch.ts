import { PatchError } from './patch-error.ts';

/** One line of a hunk: kept, taken out, or put in. It keeps its line end, if it has one. */
interface HunkLine {
  readonly kind: ' ' | '-' | '+';
  readonly text: string;
}

export interface Hunk {
  /** The first line that is replaced, from 1; 0 when the file is empty. */
  readonly oldStart: number;
  readonly newStart: number;
  readonly lines: readonly HunkLine[];
}

/** What a patch does to one file. Paths are below the tree; null is for a file that is not there. */
export interface FilePatch {
  readonly from: string | null;
  readonly to: string | null;
  readonly hunks: readonly Hunk[];
  /** The original stays: `copy from`. */
  readonly isCopy: boolean;
}

/**
 * The file patches in a unified diff (as diff -u and git print it), whatever text stands around them.
 * `text` is a latin1 string of the bytes.
 * @throws PatchError for a hunk that ends early or a path outside of the tree
 */
export function parsePatch(text: string): FilePatch[] {
  const reader = new PatchReader(text.match(/[^\n]*\n|[^\n]+$/g) ?? []);
  return reader.read();
}

/** What the lines before a file's hunks say. */
interface Header {
  from: string | null | undefined;
  to: string | null | undefined;
  isGit: boolean;
  isCopy: boolean;
  isMoved: boolean;
}

class PatchReader {
  readonly #lines: readonly string[];
  readonly #found: FilePatch[] = [];
  #at = 0;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  read(): FilePatch[] {
    while (this.#at < this.#lines.length) {
      const line = this.#line();
      if (line.startsWith('diff --git ')) this.#gitFile(line);
      else if (this.#isFileHeader()) this.#file(noHeader());
      else this.#at++;
    }
    return this.#found;
  }

  #line(ahead = 0): string {
    return this.#lines[this.#at + ahead] ?? '';
  }

  #isFileHeader(): boolean {
    return (
      this.#line().startsWith('--- ') &&
      this.#line(1).startsWith('+++ ') &&
      this.#line(2).startsWith('@@ ')
    );
  }

  #gitFile(first: string): void {
    const header = { ...noHeader(), ...pathsOfGitLine(first), isGit: true };
    this.#at++;
    for (; this.#at < this.#lines.length; this.#at++) {
      if (!extendHeader(header, this.#line())) break;
    }
    if (this.#isFileHeader()) {
      this.#file(header);
      return;
    }
    // A file that is made empty, moved or deleted as it is has no hunks; a binary one is none of ours.
    const isWhole = header.isMoved || header.isCopy || header.from === null || header.to === null;
    if (isWhole) this.#add(header, []);
  }

  #file(header: Header): void {
    const [from, to] = [pathOf(this.#line().slice(4)), pathOf(this.#line(1).slice(4))];
    this.#at += 2;
    const named = header.isGit ? { ...header } : { ...header, from, to };
    if (from === null) named.from = null;
    if (to === null) named.to = null;
    if (from !== null && !header.isMoved && !header.isCopy) named.from = from;
    if (to !== null && !header.isMoved && !header.isCopy) named.to = to;
    const hunks: Hunk[] = [];
    for (let hunk = this.#hunk(); hunk; hunk = this.#hunk()) hunks.push(hunk);
    this.#add(named, hunks);
  }

  #add({ from, to, isCopy }: Header, hunks: readonly Hunk[]): void {
    if (from === undefined || to === undefined) return;
    for (const path of [from, to]) if (path !== null) refuseOutside(path);
    this.#found.push({ from, to, hunks, isCopy });
  }

  #hunk(): Hunk | undefined {
    const match = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(this.#line());
    if (!match) return undefined;
    const place = this.#line().trim();
    this.#at++;
    let old = Number(match[2] ?? 1);
    let fresh = Number(match[4] ?? 1);
    const lines: HunkLine[] = [];
    while (old > 0 || fresh > 0 || this.#line().startsWith('\\')) {
      const text = this.#line();
      const line = hunkLine(text);
      this.#at++;
      if (text.startsWith('\\')) {
        const last = lines.pop();
        if (last) lines.push({ ...last, text: last.text.replace(/\r?\n$/, '') });
        continue;
      }
      if (!line || this.#at > this.#lines.length)
        throw new PatchError(`the hunk ${place} ends early`);
      if (line.kind !== '+') old--;
      if (line.kind !== '-') fresh--;
      lines.push(line);
    }
    if (old < 0 || fresh < 0) throw new PatchError(`the hunk ${place} has more lines than it says`);
    return { oldStart: Number(match[1]), newStart: Number(match[3]), lines };
  }
}

const noHeader = (): Header => ({
  from: undefined,
  to: undefined,
  isGit: false,
  isCopy: false,
  isMoved: false,
});

/** Mailers take the blank of an empty line that is kept. */
function hunkLine(text: string): HunkLine | undefined {
  const kind = text[0];
  if (kind === '\n' || kind === '\r') return { kind: ' ', text };
  if (kind === ' ' || kind === '+' || kind === '-') return { kind, text: text.slice(1) };
  return undefined;
}

/** Takes in one line between `diff --git` and the hunks; false for any other line. */
function extendHeader(header: Header, line: string): boolean {
  const [, key = '', value = ''] =
    /^(new file mode|deleted file mode|rename from|rename to|copy from|copy to|old mode|new mode|similarity index|dissimilarity index|index) ?(.*?)\r?\n?$/.exec(
      line,
    ) ?? [];
  if (key === 'new file mode') header.from = null;
  if (key === 'deleted file mode') header.to = null;
  if (key.endsWith(' from')) header.from = unquoted(value);
  if (key.endsWith(' to')) header.to = unquoted(value);
  if (key.startsWith('rename')) header.isMoved = true;
  if (key.startsWith('copy')) header.isCopy = true;
  return key !== '';
}

/** `diff --git a/x b/x`: only where both are the same can the line be split for sure. */
function pathsOfGitLine(line: string): { from?: string; to?: string } {
  const rest = line.slice('diff --git '.length).replace(/\r?\n$/, '');
  const quoted = /^("(?:[^"\\]|\\.)*"|\S+) ("(?:[^"\\]|\\.)*"|\S+)$/.exec(rest);
  const half = rest.slice(0, (rest.length - 1) / 2);
  const [a, b] = quoted ? [quoted[1] ?? '', quoted[2] ?? ''] : [half, rest.slice(half.length + 1)];
  return { from: withoutPrefix(unquoted(a)), to: withoutPrefix(unquoted(b)) };
}

/** The path in a `---` or `+++` line, without the time that diff adds; null for /dev/null. */
function pathOf(text: string): string | null {
  const path = unquoted(text.replace(/\r?\n$/, '').replace(/\t.*$/, ''));
  return path === '/dev/null' ? null : withoutPrefix(path);
}

/** As patch -p1 does: `a/mm/memory.c` and `linux-6.12/mm/memory.c` are mm/memory.c. */
const withoutPrefix = (path: string): string => path.replace(/^[^/]+\//, '');

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v',
}; // biome-ignore format: a table

/** git quotes names with unusual bytes as C strings do. Names are UTF-8. */
function unquoted(text: string): string {
  const plain = /^"(.*)"$/.exec(text)?.[1];
  const bytes =
    plain === undefined
      ? text
      : plain.replace(/\\([0-7]{3}|.)/g, (_, code: string) =>
          code.length === 3
            ? String.fromCharCode(Number.parseInt(code, 8))
            : (ESCAPES[code] ?? code),
        );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function refuseOutside(path: string): void {
  const isOutside = path.startsWith('/') || path.split('/').includes('..') || path.includes('\0');
  if (isOutside || path === '') throw new PatchError(`${path}: not a path below the tree`);
}
