/** Rows of the table, a column an array. */
export interface ExpansionColumns {
  readonly macroIds: Int32Array;
  readonly locs: Uint32Array;
  readonly definitions: Uint32Array;
  readonly parents: Int32Array;
  readonly isArgument: Uint8Array;
}

/**
 * The macro expansions of a unit, one entry each for the body of an invocation and, when it has
 * arguments, for those. A token's entry says through what it came last; `parent` leads outward, to 0
 * at the text of the file. Entry 0 is no expansion.
 */
export class ExpansionTable {
  length = 1;
  /** The spelling of the macro's name. */
  macroIds: Int32Array;
  /** Where the macro's name stands at the invocation. */
  locs: Uint32Array;
  /** Where the name stands in the #define; 0 for a built-in macro. */
  definitions: Uint32Array;
  /** The entry that the macro's name came through. */
  parents: Int32Array;
  /** 1 when the tokens were written in the invocation's argument, 0 for those of the body. */
  isArgument: Uint8Array;

  /** @param capacity in rows; there may be more */
  constructor(capacity = 64) {
    this.macroIds = new Int32Array(capacity);
    this.locs = new Uint32Array(capacity);
    this.definitions = new Uint32Array(capacity);
    this.parents = new Int32Array(capacity);
    this.isArgument = new Uint8Array(capacity);
  }

  /** Adds an entry; returns its number. */
  add(macroId: number, loc: number, definition: number, parent: number, argument: 0 | 1): number {
    const at = this.length;
    if (at === this.locs.length) this.#grow();
    this.macroIds[at] = macroId;
    this.locs[at] = loc;
    this.definitions[at] = definition;
    this.parents[at] = parent;
    this.isArgument[at] = argument;
    this.length = at + 1;
    return at;
  }

  /** Copies of the columns from `start` on. */
  since(start: number): ExpansionColumns {
    return {
      macroIds: this.macroIds.slice(start, this.length),
      locs: this.locs.slice(start, this.length),
      definitions: this.definitions.slice(start, this.length),
      parents: this.parents.slice(start, this.length),
      isArgument: this.isArgument.slice(start, this.length),
    };
  }

  /**
   * Appends rows `from` to `to` of copied columns, whose first row had the number `base`; their parents
   * move along.
   */
  append(columns: ExpansionColumns, base: number, from: number, to: number): void {
    const count = to - from;
    while (this.length + count > this.locs.length) this.#grow();
    const at = this.length;
    this.macroIds.set(columns.macroIds.subarray(from, to), at);
    this.locs.set(columns.locs.subarray(from, to), at);
    this.definitions.set(columns.definitions.subarray(from, to), at);
    this.isArgument.set(columns.isArgument.subarray(from, to), at);
    const shift = at - (base + from);
    for (let i = from, row = at; i < to; i++, row++) {
      const parent = columns.parents[i] as number;
      this.parents[row] = parent === 0 ? 0 : parent + shift;
    }
    this.length = at + count;
  }

  /**
   * Where a token stands in the text of a file, macros looked through: its own place when it was
   * written in an argument there, else the name of the outermost macro that produced it.
   */
  fileLocation(loc: number, expansion: number): number {
    const body = this.outermostBody(expansion);
    return body === 0 ? loc : (this.locs[body] as number);
  }

  /** The outermost macro whose body a token came from; 0 when it was written in the file itself. */
  outermostBody(expansion: number): number {
    let body = 0;
    for (let at = expansion; at !== 0; at = this.parents[at] as number) {
      if (this.isArgument[at] === 0) body = at;
    }
    return body;
  }

  /** The outermost macro that a token came through, be it in an argument; 0 when there is none. */
  outermost(expansion: number): number {
    let outermost = 0;
    for (let at = expansion; at !== 0; at = this.parents[at] as number) outermost = at;
    return outermost;
  }

  #grow(): void {
    const capacity = Math.ceil(this.locs.length * 1.5) + 8;
    this.macroIds = copied(new Int32Array(capacity), this.macroIds);
    this.locs = copied(new Uint32Array(capacity), this.locs);
    this.definitions = copied(new Uint32Array(capacity), this.definitions);
    this.parents = copied(new Int32Array(capacity), this.parents);
    this.isArgument = copied(new Uint8Array(capacity), this.isArgument);
  }
}

function copied<T extends Int32Array | Uint32Array | Uint8Array>(to: T, from: T): T {
  to.set(from);
  return to;
}
