import { includesOf } from '../index/include-graph.ts';
import type { Profile } from '../profile/profile.ts';

/**
 * Which files read a file, directly or not, by their text: the includes of many units, turned around.
 * What a header's readers are is asked for hundreds of headers, and what each of the 1,300 units
 * reaches would be ten times as much to follow.
 */
export class ReaderGraph {
  readonly #profile: Profile;
  readonly #numbers = new Map<string, number>();
  /** By the number of a file, the numbers of those that include it. */
  readonly #readers: number[][] = [];
  /** By the number of a file, the last question in which it was come upon. */
  readonly #asked: number[] = [];
  #questions = 0;

  constructor(profile: Profile) {
    this.#profile = profile;
  }

  /** Takes a file and everything that it reaches; its number, which grows with each new file. */
  add(path: string): number {
    const known = this.#numbers.get(path);
    if (known !== undefined) return known;
    const number = this.#numberOf(path);
    const queue = [path];
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
      const from = this.#numberOf(file);
      for (const next of includesOf(this.#profile, file)) {
        if (!this.#numbers.has(next)) queue.push(next);
        this.#readers[this.#numberOf(next)]?.push(from);
      }
    }
    return number;
  }

  /** The numbers of the files that reach a file, in the order in which they were taken. */
  reaching(path: string): number[] {
    const start = this.#numbers.get(path);
    if (start === undefined) return [];
    const question = ++this.#questions;
    const found = [start];
    this.#asked[start] = question;
    for (let at = 0; at < found.length; at++) {
      for (const reader of this.#readers[found[at] as number] ?? []) {
        if (this.#asked[reader] === question) continue;
        this.#asked[reader] = question;
        found.push(reader);
      }
    }
    return found.slice(1).sort((a, b) => a - b);
  }

  #numberOf(path: string): number {
    const known = this.#numbers.get(path);
    if (known !== undefined) return known;
    this.#numbers.set(path, this.#readers.length);
    return this.#readers.push([]) - 1;
  }
}
