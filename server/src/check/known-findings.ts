import type { CheckFinding } from './finding-record.ts';

/** What identifies a finding: the same before and after lines move, or the file does. */
interface Identity {
  readonly file: string;
  readonly fingerprint: string;
}

/** Findings that were there before: each of them excuses one that is the same. */
export class KnownFindings {
  readonly #left = new Map<string, number>();
  readonly #moved: ReadonlyMap<string, string>;

  /** `moved` has the new paths of files that were moved since. */
  constructor(moved: ReadonlyMap<string, string> = new Map()) {
    this.#moved = moved;
  }

  add({ file, fingerprint }: Identity): void {
    const key = `${this.#moved.get(file) ?? file} ${fingerprint}`;
    this.#left.set(key, (this.#left.get(key) ?? 0) + 1);
  }

  /** Whether the finding was there before; the next same one needs another. */
  take({ file, fingerprint }: CheckFinding): boolean {
    const key = `${file} ${fingerprint}`;
    const left = this.#left.get(key) ?? 0;
    if (left > 0) this.#left.set(key, left - 1);
    return left > 0;
  }
}
