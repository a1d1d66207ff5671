/**
 * Extended regular expressions as sed reads them (POSIX.1-2017, XBD 9.4), without back-references,
 * intervals and named classes. Each place of a text is tried once for each step of the pattern, so no
 * pattern of a tree takes longer than the product of the two lengths. Of several alternatives the
 * first that fits is taken, where POSIX asks for the longest.
 */
type Step =
  | { readonly kind: 'char'; readonly accepts: (char: string) => boolean }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'save'; readonly slot: number }
  /** Goes to the first target, and to the others when that leads nowhere. */
  | { readonly kind: 'jump'; readonly to: readonly number[] };

interface Span {
  readonly start: number;
  readonly end: number;
}

/** What matched; group 0 is everything. A group that took no part is undefined. */
export interface SedMatch extends Span {
  readonly groups: readonly (Span | undefined)[];
}

/** A matcher from a position on; undefined when the pattern has something that is not read. */
export function compileSedPattern(
  pattern: string,
): ((text: string, from: number) => SedMatch | undefined) | undefined {
  const compiler = new Compiler(pattern);
  const steps = compiler.compile();
  if (!steps) return undefined;
  return (text, from) => {
    for (let start = from; start <= text.length; start++) {
      const slots = run(steps, text, start);
      if (slots) return matchOf(slots);
    }
    return undefined;
  };
}

function matchOf(slots: readonly (number | undefined)[]): SedMatch {
  const groups: (Span | undefined)[] = [];
  for (let slot = 0; slot < slots.length; slot += 2) {
    const [start, end] = [slots[slot], slots[slot + 1]];
    groups.push(start === undefined || end === undefined ? undefined : { start, end });
  }
  return { start: slots[0] ?? 0, end: slots[1] ?? 0, groups };
}

interface Thread {
  readonly step: number;
  readonly at: number;
  readonly slots: readonly (number | undefined)[];
}

/** Depth first with a memory of what was tried; the groups' slots of the first way that fits. */
function run(steps: readonly Step[], text: string, start: number): Thread['slots'] | undefined {
  const tried = new Set<number>();
  const open: Thread[] = [{ step: 0, at: start, slots: [start] }];
  for (let thread = open.pop(); thread; thread = open.pop()) {
    const { step: index, at, slots } = thread;
    const step = steps[index];
    if (!step) return withSlot(slots, 1, at);
    const key = index * (text.length + 1) + at;
    if (tried.has(key)) continue;
    tried.add(key);
    const char = text[at];
    const next = index + 1;
    if (step.kind === 'jump') {
      for (const to of step.to.toReversed()) open.push({ step: to, at, slots });
    } else if (step.kind === 'save') {
      open.push({ step: next, at, slots: withSlot(slots, step.slot, at) });
    } else if (step.kind === 'char') {
      if (char !== undefined && step.accepts(char)) open.push({ step: next, at: at + 1, slots });
    } else if (at === (step.kind === 'start' ? 0 : text.length)) {
      open.push({ step: next, at, slots });
    }
  }
  return undefined;
}

function withSlot(slots: Thread['slots'], slot: number, at: number): Thread['slots'] {
  const copy = [...slots];
  copy[slot] = at;
  return copy;
}

class NotRead extends Error {}

/** Recursive descent over the pattern; the targets of jumps are counted from the piece's beginning. */
class Compiler {
  readonly #pattern: string;
  #at = 0;
  #groups = 0;
  #depth = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  compile(): readonly Step[] | undefined {
    try {
      const steps = this.#alternatives();
      return this.#at === this.#pattern.length ? steps : undefined;
    } catch (error) {
      if (error instanceof NotRead) return undefined;
      throw error;
    }
  }

  #alternatives(): Step[] {
    let steps = this.#sequence();
    while (this.#peek() === '|') {
      this.#at++;
      const other = this.#sequence();
      const end = steps.length + other.length + 2;
      const split = jump(1, steps.length + 2);
      steps = [split, ...moved(steps, 1), jump(end), ...moved(other, steps.length + 2)];
    }
    return steps;
  }

  #sequence(): Step[] {
    const steps: Step[] = [];
    for (let char = this.#peek(); char !== undefined && !'|)'.includes(char); char = this.#peek()) {
      steps.push(...moved(this.#repeated(this.#atom()), steps.length));
    }
    return steps;
  }

  #repeated(piece: Step[]): Step[] {
    const size = piece.length;
    const sign = this.#peek();
    if (sign !== undefined && '*+?{'.includes(sign)) this.#at++;
    if (sign === '{') throw new NotRead();
    if (sign === '*') return [jump(1, size + 2), ...moved(piece, 1), jump(0)];
    if (sign === '+') return [...piece, jump(0, size + 1)];
    return sign === '?' ? [jump(1, size + 1), ...moved(piece, 1)] : piece;
  }

  #atom(): Step[] {
    const char = this.#pattern[this.#at++] ?? '';
    if (char === '(') return this.#group();
    if (char === '[') return [{ kind: 'char', accepts: this.#set() }];
    if (char === '.') return [{ kind: 'char', accepts: () => true }];
    if (char === '^') return [{ kind: 'start' }];
    if (char === '$') return [{ kind: 'end' }];
    if ('*+?{'.includes(char)) throw new NotRead();
    if (char !== '\\') return [{ kind: 'char', accepts: (each) => each === char }];
    const escaped = this.#pattern[this.#at++] ?? '';
    if (escaped === '' || /\w/.test(escaped)) throw new NotRead();
    return [{ kind: 'char', accepts: (each) => each === escaped }];
  }

  #group(): Step[] {
    if (++this.#depth > 50) throw new NotRead();
    const slot = 2 * ++this.#groups;
    const body = this.#alternatives();
    if (this.#peek() !== ')') throw new NotRead();
    this.#at++;
    this.#depth--;
    return [{ kind: 'save', slot }, ...moved(body, 1), { kind: 'save', slot: slot + 1 }];
  }

  /** `[^a-z_]`: a bracket that comes first stands for itself. */
  #set(): (char: string) => boolean {
    const isNegated = this.#peek() === '^';
    if (isNegated) this.#at++;
    const end = this.#pattern.indexOf(']', this.#at + 1);
    const body = this.#pattern.slice(this.#at, end);
    if (end < 0 || body.includes('[')) throw new NotRead();
    this.#at = end + 1;
    const ranges = [...body.matchAll(/(.)-(.)|(.)/gs)].map(
      ([, from, to, one]) => [from ?? one ?? '', to ?? one ?? ''] as const,
    );
    return (char) => ranges.some(([from, to]) => char >= from && char <= to) !== isNegated;
  }

  #peek(): string | undefined {
    return this.#pattern[this.#at];
  }
}

const jump = (...to: number[]): Step => ({ kind: 'jump', to });

function moved(steps: readonly Step[], by: number): Step[] {
  return steps.map((step) =>
    step.kind === 'jump' ? { ...step, to: step.to.map((target) => target + by) } : step,
  );
}
