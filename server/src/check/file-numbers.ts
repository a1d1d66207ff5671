import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import type { SourceFile } from '../../../language/src/source/source-map.ts';
import type { FileState, UnitResult } from './unit-task.ts';

/** A file that changed this shortly before may change again within the same tick of its clock. */
const SETTLED_MS = 2000;

/** Gives each file a number, and says what content it had when the number was given. */
export class FileNumbers {
  readonly #numbers = new Map<string, number>();
  /** The same by the numbers of the source map: every unit asks about some 700 headers. */
  readonly #byIndex: { readonly file: SourceFile; readonly number: number }[] = [];
  readonly #isOverlaid: (path: string) => boolean;

  constructor(isOverlaid: (path: string) => boolean) {
    this.#isOverlaid = isOverlaid;
  }

  /** The numbers of files, and the states of those that had none. */
  of(files: readonly SourceFile[]): Pick<UnitResult, 'read' | 'states'> {
    const states: UnitResult['states'][number][] = [];
    const read = files.map((file) => {
      const known = this.#byIndex[file.index];
      return known?.file === file ? known.number : this.#numberOf(file, states);
    });
    return { read, states };
  }

  #numberOf(file: SourceFile, states: UnitResult['states'][number][]): number {
    const known = this.#numbers.get(file.path);
    const number = known ?? this.#numbers.size;
    this.#byIndex[file.index] = { file, number };
    if (known !== undefined) return known;
    this.#numbers.set(file.path, number);
    states.push({ number, ...this.stateOf(file.path, file.bytes) });
    return number;
  }

  /** The state of a file whose bytes were read already. */
  stateOf(path: string, bytes: Uint8Array): FileState {
    return {
      path,
      mtimeMs: this.#isOverlaid(path) ? -1 : settledTime(path, bytes.length),
      sizeBytes: bytes.length,
      hash: contentHash(bytes),
    };
  }
}

/** When the file was changed; -1 when it may not be what was read. */
function settledTime(path: string, sizeBytes: number): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats || stats.size !== sizeBytes) return -1;
  return Date.now() - stats.mtimeMs < SETTLED_MS ? -1 : stats.mtimeMs;
}

/** What tells contents apart. */
export function contentHash(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('base64');
}
