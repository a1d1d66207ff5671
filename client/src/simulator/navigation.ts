/** Going through a run by its call tree. Steps count from 1; the one after the last is the end. */
import type { SimulationCallSpan, SimulatorMove } from '../../../server/src/protocol.ts';

/** The calls of a run, in the order in which they began, made quick to ask. */
export class CallTree {
  readonly spans: readonly SimulationCallSpan[];
  readonly #steps: number;
  /** Spans that begin at a step, by that step; those without a step inside are left out. */
  readonly #starting = new Map<number, SimulationCallSpan[]>();
  readonly #ending = new Map<number, SimulationCallSpan[]>();

  /** @param steps how many steps the run has */
  constructor(spans: readonly SimulationCallSpan[], steps: number) {
    this.spans = spans;
    this.#steps = steps;
    for (const span of spans) {
      if (span.end <= span.first) continue;
      add(this.#starting, span.first, span);
      add(this.#ending, span.end, span);
    }
  }

  /** Where a move from a step leads; the step itself when it leads nowhere. */
  move(step: number, move: SimulatorMove): number {
    const target = this.#target(step, move);
    return Math.min(this.#steps + 1, Math.max(1, target));
  }

  #target(step: number, move: SimulatorMove): number {
    switch (move) {
      case 'in':
        return step + 1;
      case 'back':
        return step - 1;
      case 'start':
        return 1;
      case 'end':
        return this.#steps + 1;
      case 'out':
        return this.innermost(step)?.end ?? this.#steps + 1;
      case 'over':
        return this.#over(step);
      case 'backOver':
        return this.#backOver(step);
    }
  }

  /** The innermost call that a step is in. */
  innermost(step: number): SimulationCallSpan | undefined {
    return this.spans[this.innermostIndex(step)];
  }

  /** Its number; -1 outside of all calls. */
  innermostIndex(step: number): number {
    // Calls are in the order of their beginnings, so the last that holds the step is the innermost.
    let at = this.#lastBefore(step);
    while (at >= 0 && step >= (this.spans[at]?.end ?? 0)) at--;
    return at;
  }

  /**
   * The first step of the next call of a function; it goes on at the start. Where no function has the
   * name, a part of a name will do.
   */
  find(text: string, step: number): number | undefined {
    const withSteps = this.spans.filter((span) => span.first < span.end);
    const named = withSteps.filter((span) => span.function === text);
    const found =
      named.length > 0 ? named : withSteps.filter((span) => span.function.includes(text));
    return (found.find(({ first }) => first > step) ?? found[0])?.first;
  }

  /** Whether a function is called, also one without a step of its own. */
  calls(name: string): boolean {
    return this.spans.some((span) => span.function === name);
  }

  /** How many calls are open around a step. */
  depth(step: number): number {
    const span = this.innermost(step);
    return span === undefined ? 0 : span.depth + 1;
  }

  /** A statement may call several functions, one after the other. */
  #over(step: number): number {
    const depth = this.depth(step);
    let at = step + 1;
    for (;;) {
      const called = this.#starting.get(at)?.find((span) => span.depth === depth);
      if (called === undefined) return at;
      at = called.end;
    }
  }

  /** From the first step of a call, back to the statement that called it. */
  #backOver(step: number): number {
    const inside = this.innermost(step);
    const isFirst = inside?.first === step;
    const depth = Math.max(1, this.depth(step) - (isFirst ? 1 : 0));
    let at = step - 1;
    for (;;) {
      const called = this.#ending.get(at + 1)?.find((span) => span.depth === depth);
      if (called === undefined) return at;
      at = called.first - 1;
    }
  }

  /** The last call that begins at a step or before it, by halving. */
  #lastBefore(step: number): number {
    let low = 0;
    let high = this.spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.spans[middle]?.first ?? 0) <= step) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

function add(map: Map<number, SimulationCallSpan[]>, step: number, span: SimulationCallSpan): void {
  const known = map.get(step);
  if (known) known.push(span);
  else map.set(step, [span]);
}
