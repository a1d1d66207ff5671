/**
 * What the expander reads from before it goes on with the file, after cpplib's macro.cc: ranges of
 * its workspace, one on the other. Names and points belong to a context, so that popping one gives
 * the macro that made it free again.
 */
export class ContextStack {
  /** 0 when tokens come from the file. */
  depth = 0;
  /** The next token of each context, and the end of it: indices into the workspace. */
  positions = new Int32Array(64);
  ends = new Int32Array(64);
  /** The spelling of the macro whose body the context is, 0 for others. */
  names = new Int32Array(64);
  /** Where __LINE__ in the context counts as standing; 0 for tokens as the file has them. */
  points = new Float64Array(64);

  push(start: number, end: number, nameId: number, point: number): void {
    const depth = ++this.depth;
    if (depth === this.positions.length) this.#grow();
    this.points[depth] = point;
    this.positions[depth] = start;
    this.ends[depth] = end;
    this.names[depth] = nameId;
  }

  /** Ends the innermost context; returns the macro that is free again, 0 for none. */
  pop(): number {
    const name = this.names[this.depth] as number;
    this.depth--;
    return name !== 0 && this.depth > 0 && this.names[this.depth] === name ? 0 : name;
  }

  /** Reads the innermost context's last token again. */
  backUp(): void {
    this.positions[this.depth] = (this.positions[this.depth] as number) - 1;
  }

  #grow(): void {
    const capacity = this.positions.length * 2;
    this.positions = copyInto(new Int32Array(capacity), this.positions);
    this.ends = copyInto(new Int32Array(capacity), this.ends);
    this.names = copyInto(new Int32Array(capacity), this.names);
    this.points = copyInto(new Float64Array(capacity), this.points);
  }
}

function copyInto<T extends Int32Array | Float64Array>(larger: T, smaller: T): T {
  larger.set(smaller);
  return larger;
}
