import { T_IDENTIFIER } from '../lexer/token-stream.ts';
import { FIRST_DEFINED, type MacroPool } from './macro-pool.ts';

function addNames(
  kinds: Uint8Array,
  ids: Int32Array,
  start: number,
  end: number,
  found: Set<number>,
): void {
  for (let at = start; at < end; at++) if (kinds[at] === T_IDENTIFIER) found.add(ids[at] as number);
}

const ofMacros = new WeakMap<MacroPool, Map<number, Int32Array>>();

/** The names in a macro's body; none for a built-in one. */
export function namesOfMacro(pool: MacroPool, macro: number): Int32Array {
  const known = ofMacros.get(pool) ?? new Map<number, Int32Array>();
  ofMacros.set(pool, known);
  const names = known.get(macro) ?? bodyNames(pool, macro);
  known.set(macro, names);
  return names;
}

function bodyNames(pool: MacroPool, macro: number): Int32Array {
  if (macro < FIRST_DEFINED) return new Int32Array(0);
  const { bodyStart, bodyEnd } = pool.get(macro);
  const found = new Set<number>();
  addNames(pool.bodies.kinds, pool.bodies.ids, bodyStart, bodyEnd, found);
  return Int32Array.from(found);
}

/** A set of spelling numbers that is emptied in no time. */
export class NameSet {
  #stamps = new Int32Array(1 << 16);
  #stamp = 0;
  readonly list: number[] = [];

  clear(): void {
    this.#stamp++;
    this.list.length = 0;
  }

  add(id: number): boolean {
    if (id >= this.#stamps.length) {
      const stamps = new Int32Array(id * 2);
      stamps.set(this.#stamps);
      this.#stamps = stamps;
    }
    if (this.#stamps[id] === this.#stamp) return false;
    this.#stamps[id] = this.#stamp;
    this.list.push(id);
    return true;
  }
}
