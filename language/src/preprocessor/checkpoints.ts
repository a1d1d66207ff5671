import type { OpenCondition } from './frame.ts';
import { IntList } from './int-list.ts';
import type { SavedMacro } from './pragmas.ts';

/** The state of a unit at the beginning of a line of its main file, as lengths of its growing lists. */
export interface Checkpoint {
  /** The raw token of the main file that comes next, and its byte offset. */
  readonly rawToken: number;
  readonly offset: number;
  /** The number of output tokens so far. */
  readonly output: number;
  readonly log: number;
  readonly expansions: number;
  readonly inclusions: number;
  readonly inactive: number;
  readonly pragmas: number;
  readonly problems: number;
  readonly counter: number;
  readonly isTooDeep: number;
  readonly onceFiles: number;
  readonly assertions: number;
  readonly directive: number;
  readonly lineDelta: number;
  readonly padding: number;
  readonly lineStart: number;
  readonly saved: SavedMacro | undefined;
  readonly presumedName: string | undefined;
  readonly conditions: readonly OpenCondition[];
}

const NUMBERS = [
  'rawToken',
  'offset',
  'output',
  'log',
  'expansions',
  'inclusions',
  'inactive',
  'pragmas',
  'problems',
  'counter',
  'isTooDeep',
  'onceFiles',
  'assertions',
  'directive',
  'lineDelta',
  'padding',
  'lineStart',
] as const;

interface RareState {
  readonly saved: SavedMacro | undefined;
  readonly presumedName: string | undefined;
  readonly conditions: readonly OpenCondition[];
}

/** The checkpoints of a unit, in rising order, as rows of numbers. */
export class CheckpointTable {
  readonly #numbers = new IntList(1024);
  /** What changes seldom is shared by the rows in between. */
  readonly #rare: RareState[] = [];
  readonly #rareIndexes = new IntList();

  get length(): number {
    return this.#rareIndexes.length;
  }

  /** Adds a row. */
  note(state: Checkpoint): void {
    for (const name of NUMBERS) this.#numbers.push(state[name]);
    const last = this.#rare[this.#rare.length - 1];
    if (!last || !isSame(last, state)) {
      const { saved, presumedName, conditions } = state;
      this.#rare.push({ saved, presumedName, conditions: [...conditions] });
    }
    this.#rareIndexes.push(this.#rare.length - 1);
  }

  at(index: number): Checkpoint | undefined {
    if (index < 0 || index >= this.length) return undefined;
    const row = Object.fromEntries(
      NUMBERS.map((name, i) => [name, this.#numbers.at(index * NUMBERS.length + i)]),
    ) as Record<(typeof NUMBERS)[number], number>;
    return { ...row, ...(this.#rare[this.#rareIndexes.at(index)] as RareState) };
  }

  /** The number of output tokens at a checkpoint. */
  outputAt(index: number): number {
    return this.#numbers.at(index * NUMBERS.length + NUMBERS.indexOf('output'));
  }

  /** The byte offset in the main file of a checkpoint. */
  offsetAt(index: number): number {
    return this.#numbers.at(index * NUMBERS.length + NUMBERS.indexOf('offset'));
  }

  /**
   * The last checkpoint before a byte offset of the main file, -1 for none. When the bytes before the
   * offset stay, so does the token at the checkpoint's beginning.
   */
  before(offset: number): number {
    return this.#last((index) => this.offsetAt(index) < offset);
  }

  /** The last checkpoint at or before an output token, -1 for none. */
  beforeOutput(token: number): number {
    return this.#last((index) => this.outputAt(index) <= token);
  }

  truncate(length: number): void {
    if (length >= this.length && length > 0) return;
    this.#numbers.truncate(length * NUMBERS.length);
    this.#rare.length = length === 0 ? 0 : this.#rareIndexes.at(length - 1) + 1;
    this.#rareIndexes.truncate(length);
  }

  #last(fits: (index: number) => boolean): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (fits(middle)) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

function isSame(a: RareState, b: RareState): boolean {
  if (a.saved !== b.saved || a.presumedName !== b.presumedName) return false;
  if (a.conditions.length !== b.conditions.length) return false;
  return a.conditions.every((condition, i) => condition === b.conditions[i]);
}
