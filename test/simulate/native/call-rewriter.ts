/** Gives the calls of a C text another form. */

/** A call and the offsets of its parts in the text. */
export interface Call {
  /** The first byte of what is called, and the one behind its last. */
  readonly start: number;
  readonly open: number;
  readonly close: number;
  /** Where each argument begins and ends. */
  readonly args: readonly (readonly [start: number, end: number])[];
  /** Undefined for a call through a pointer. */
  readonly name: string | undefined;
  readonly isVoid: boolean;
}

/** An operator with calls on both sides: which of them comes first is left open by C. */
export interface Operation {
  readonly start: number;
  readonly operator: number;
  /** The first byte of the right operand, and the last one of all. */
  readonly right: number;
  readonly close: number;
}

type Part = Call | Operation;

/** Writes a text again with its calls in their new form. */
export class CallRewriter {
  readonly text: string;
  private readonly source: Buffer;
  private readonly parts: readonly Part[];
  private readonly insertions: ReadonlyMap<number, string>;
  private next = 0;
  private names = 0;

  /** @param insertions texts by the offset that they come before */
  constructor(text: string, parts: Part[], insertions: ReadonlyMap<number, string>) {
    this.source = Buffer.from(text);
    // Outer parts before the ones that they hold.
    this.parts = parts.sort((a, b) => a.start - b.start || b.close - a.close);
    this.insertions = insertions;
    this.text = this.copy(0, this.source.length);
  }

  private copy(start: number, end: number): string {
    let written = '';
    let at = start;
    for (;;) {
      const part = this.parts[this.next];
      if (part === undefined || part.start >= end) break;
      this.next++;
      written += this.plain(at, part.start);
      written += 'operator' in part ? this.operation(part) : this.call(part);
      at = part.close + 1;
    }
    return written + this.plain(at, end);
  }

  private plain(start: number, end: number): string {
    let written = '';
    let at = start;
    for (const [offset, insertion] of this.insertions) {
      if (offset < at || offset > end || offset === start) continue;
      written += this.source.toString('utf8', at, offset) + insertion;
      at = offset;
    }
    return written + this.source.toString('utf8', at, end);
  }

  private operation({ start, operator, right, close }: Operation): string {
    const name = `native_l${this.names++}`;
    const left = this.copy(start, operator);
    const sign = this.plain(operator, right);
    return `({ __auto_type ${name} = (${left}); ${name} ${sign} (${this.copy(right, close + 1)}); })`;
  }

  private call(call: Call): string {
    const number = this.names++;
    const isDirect = call.name !== undefined;
    const callee = this.copy(call.start, call.open);
    const before = this.next;
    const args = call.args.map(([start, end]) => this.copy(start, end));
    const isOrdered = args.length > 1 && this.next > before;
    const held = args.map((arg, i) =>
      isOrdered ? `__auto_type native_a${number}_${i} = (${arg}); ` : '',
    );
    const passed = isOrdered ? args.map((_, i) => `native_a${number}_${i}`) : args;
    const pointer = isDirect ? '' : `__auto_type native_f${number} = (${callee}); `;
    const target = isDirect ? callee : `native_f${number}`;
    const who = isDirect ? `"${call.name}", 0` : `0, (void *)${target}`;
    const made = `${target}(${passed.join(', ')})`;
    const [keep, tell] = call.isVoid
      ? [`${made}; native_returned(${who}, 0, 0);`, '']
      : [
          `__auto_type native_r${number} = ${made}; native_returned(${who}, &native_r${number}, sizeof(native_r${number}));`,
          ` native_r${number};`,
        ];
    return `({ ${pointer}${held.join('')}${keep}${tell} })`;
  }
}
