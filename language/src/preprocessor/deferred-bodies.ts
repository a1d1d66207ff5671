import { IntList } from './int-list.ts';

/** A function's body that was passed over: raw tokens of a file, both braces included. */
export interface DeferredBody {
  readonly file: number;
  readonly open: number;
  readonly close: number;
  /** The state of the macros there, as a length of their log. */
  readonly log: number;
}

/** Rows of the table, a column an array. */
export interface DeferredColumns {
  readonly outputs: Int32Array;
  readonly files: Int32Array;
  readonly opens: Int32Array;
  readonly closes: Int32Array;
  readonly logs: Int32Array;
}

/**
 * The bodies of which the output has the braces only, by the output token of the opening one. The
 * text in between is expanded when someone asks, under the macros as they were there.
 */
export class DeferredBodies {
  readonly #outputs = new IntList();
  readonly #files = new IntList();
  readonly #opens = new IntList();
  readonly #closes = new IntList();
  readonly #logs = new IntList();

  add(output: number, body: DeferredBody): void {
    this.#outputs.push(output);
    this.#files.push(body.file);
    this.#opens.push(body.open);
    this.#closes.push(body.close);
    this.#logs.push(body.log);
  }

  get length(): number {
    return this.#outputs.length;
  }

  /** Copies of the columns from entry `start` on. */
  since(start: number): DeferredColumns {
    const slice = (list: IntList) => list.slice(start, this.length);
    return {
      outputs: slice(this.#outputs),
      files: slice(this.#files),
      opens: slice(this.#opens),
      closes: slice(this.#closes),
      logs: slice(this.#logs),
    };
  }

  /** The body whose opening brace is an output token. */
  at(output: number): DeferredBody | undefined {
    const index = this.#before(output + 1) - 1;
    return index >= 0 && this.#outputs.at(index) === output ? this.#get(index) : undefined;
  }

  /** The output token of the opening brace of a body that holds a raw token of a file; -1 for none. */
  outputOf(file: number, rawToken: number): number {
    for (let i = 0; i < this.#outputs.length; i++) {
      const inside =
        this.#files.at(i) === file && this.#opens.at(i) < rawToken && rawToken < this.#closes.at(i);
      if (inside) return this.#outputs.at(i);
    }
    return -1;
  }

  /** Forgets the bodies from an output token on. */
  truncate(output: number): void {
    const length = this.#before(output);
    for (const list of [this.#outputs, this.#files, this.#opens, this.#closes, this.#logs])
      list.truncate(length);
  }

  #get(index: number): DeferredBody {
    return {
      file: this.#files.at(index),
      open: this.#opens.at(index),
      close: this.#closes.at(index),
      log: this.#logs.at(index),
    };
  }

  /** How many bodies begin before an output token. */
  #before(output: number): number {
    let low = 0;
    let high = this.#outputs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#outputs.at(middle) < output) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
