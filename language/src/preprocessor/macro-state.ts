import { IntList } from './int-list.ts';
import { MACRO_NONE } from './macro-pool.ts';

/** A part of the log, in the order of the changes. */
export interface MacroChanges {
  readonly ids: Int32Array;
  /** What each change made its name name; `before` is what it named until then. */
  readonly macros: Int32Array;
  readonly before: Int32Array;
}

/**
 * Which macro each spelling names now, with a log of every change, so that an edit in the middle of
 * a unit can take the state back to what it was there.
 */
export class MacroState {
  /** By spelling: a number of the macro pool, 0 for none. Covers at least every spelling so far. */
  of: Int32Array;
  /** By spelling: 1 while the macro is being expanded, so that it does not expand in itself. */
  disabled: Uint8Array;
  readonly #changedIds = new IntList(1024);
  readonly #oldMacros = new IntList(1024);

  /** @param size how many spellings there are, about */
  constructor(size = 1 << 12) {
    this.of = new Int32Array(size);
    this.disabled = new Uint8Array(size);
  }

  /** The length of the log. */
  get logLength(): number {
    return this.#changedIds.length;
  }

  /** Makes the tables cover `size` spellings. To be called whenever new ones may have been interned. */
  cover(size: number): void {
    if (size <= this.of.length) return;
    const capacity = Math.max(size, Math.ceil(this.of.length * 1.5));
    const of = new Int32Array(capacity);
    of.set(this.of);
    this.of = of;
    const disabled = new Uint8Array(capacity);
    disabled.set(this.disabled);
    this.disabled = disabled;
  }

  /** Defines (or, with MACRO_NONE, undefines) a name. */
  set(id: number, macro: number): void {
    this.#changedIds.push(id);
    this.#oldMacros.push(this.of[id] as number);
    this.of[id] = macro;
    this.disabled[id] = 0;
  }

  /** Takes back every change after the log had `length` entries. */
  rollBack(length: number): void {
    while (this.#changedIds.length > length) {
      this.of[this.#changedIds.pop()] = this.#oldMacros.pop();
    }
    this.disabled.fill(0);
  }

  /**
   * Goes back to when the log had `length` entries, for as long as `work` takes. The log's entries
   * trade values with the table on the way back and again on the way forth.
   */
  during<T>(length: number, work: () => T): T {
    const end = this.#changedIds.length;
    for (let i = end - 1; i >= length; i--) this.#trade(i);
    try {
      return work();
    } finally {
      for (let i = length; i < end; i++) this.#trade(i);
    }
  }

  #trade(entry: number): void {
    const id = this.#changedIds.at(entry);
    const macro = this.of[id] as number;
    this.of[id] = this.#oldMacros.at(entry);
    this.#oldMacros.set(entry, macro);
  }

  /** The changes since the log had `start` entries: which names, and what each named from then on. */
  changesSince(start: number): MacroChanges {
    const end = this.#changedIds.length;
    const macros = new Int32Array(end - start);
    const before = this.#oldMacros.slice(start, end);
    for (let i = end - 1; i >= start; i--) {
      macros[i - start] = this.of[this.#changedIds.at(i)] as number;
      this.#trade(i);
    }
    for (let i = start; i < end; i++) this.#trade(i);
    return { ids: this.#changedIds.slice(start, end), macros, before };
  }

  /** Forgets everything, the log included. */
  reset(): void {
    this.of.fill(MACRO_NONE);
    this.disabled.fill(0);
    this.#changedIds.truncate(0);
    this.#oldMacros.truncate(0);
  }
}
