/**
 * Finds the dumps of a log of any size: it is read in pieces, and only the lines around what looks like a
 * dump are kept. Memory does not grow with the log.
 */
import { partsOf } from '../files/regular-file.ts';
import { type DumpText, dumpsOfLines, parseDumps } from './dump-text.ts';
import { encodingOf } from './text/text-bytes.ts';

const CHUNK_BYTES = 1 << 20;
/** So many lines before a dump may belong to its report, and so many after its last line. */
const BEFORE = 150;
const AFTER = 120;
/** A dump and what belongs to it has fewer lines; a window that grows further is cut between dumps. */
const MAX_WINDOW = 5_000;
/** A text without the kernel's lines is bytes only when it is not larger than this. */
const MAX_BYTES_TEXT = 1 << 20;

/** Words that a dump's lines have and few others. */
const isTrigger = (line: string): boolean =>
  line.includes('raw:') ||
  line.includes('count:') ||
  line.includes('page dumped') ||
  line.includes('page state') ||
  line.includes('and poisoned');

/** The dumps of a file, or of standard input without one, in its order. @throws Error when it cannot be read */
export function* dumpsOfFile(file: string | undefined): Iterable<DumpText> {
  const finder = new DumpFinder();
  let start = '';
  let size = 0;
  for (const text of chunksOf(file)) {
    size += text.length;
    if (size <= MAX_BYTES_TEXT) start += text;
    yield* finder.add(text);
  }
  yield* finder.end();
  if (finder.count === 0 && size <= MAX_BYTES_TEXT) yield* parseDumps(start);
}

function* chunksOf(file: string | undefined): Iterable<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for (const bytes of partsOf(file, CHUNK_BYTES)) {
    decoder ??= new TextDecoder(encodingOf(bytes));
    yield decoder.decode(bytes, { stream: true });
  }
  yield decoder?.decode() ?? '';
}

/** Keeps the lines around dumps while a log passes by. */
class DumpFinder {
  count = 0;
  #rest = '';
  #number = 0;
  /** The lines that may belong to the next dump, or the window of dumps that is open. */
  #window: string[] = [];
  #sinceTrigger = -1;

  *add(text: string): Iterable<DumpText> {
    const whole = this.#rest + text;
    const lines = whole.split(whole.includes('\n') ? /\r*\n/ : /\r/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) yield* this.#line(line);
  }

  *end(): Iterable<DumpText> {
    const rest = this.#rest;
    this.#rest = '';
    if (rest !== '') yield* this.#line(rest);
    yield* this.#close();
  }

  *#line(line: string): Iterable<DumpText> {
    this.#number++;
    this.#window.push(line);
    if (isTrigger(line)) {
      this.#sinceTrigger = 0;
      return;
    }
    if (this.#sinceTrigger < 0) {
      if (this.#window.length > BEFORE * 2) this.#window = this.#window.slice(-BEFORE);
    } else if (++this.#sinceTrigger > AFTER || this.#window.length > MAX_WINDOW) {
      yield* this.#close();
    }
  }

  *#close(): Iterable<DumpText> {
    const lines = this.#window;
    const isOpen = this.#sinceTrigger >= 0;
    this.#window = [];
    this.#sinceTrigger = -1;
    if (!isOpen) return;
    for (const dump of dumpsOfLines(lines, this.#number - lines.length + 1)) {
      this.count++;
      yield dump;
    }
  }
}
