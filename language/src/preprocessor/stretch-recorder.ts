import { D_DEFINE } from '../lexer/raw-tokens.ts';
import { T_IDENTIFIER } from '../lexer/token-stream.ts';
import { type NameSet, namesOfMacro } from './consulted-names.ts';
import type { Frame } from './frame.ts';
import type { MacroChanges } from './macro-state.ts';
import type { PreprocessorState } from './preprocessor-state.ts';
import type { Rows, StretchMemo, StretchPragma, StretchStart } from './stretch-memo.ts';
import type { TextOutput } from './text-output.ts';

/** How long each of a unit's growing lists was at some moment. */
interface Extent {
  readonly output: number;
  readonly expansions: number;
  readonly inactive: number;
  readonly pragmas: number;
  readonly deferred: number;
  readonly log: number;
  readonly once: number;
  readonly problems: number;
  readonly volatile: number;
}

interface Open {
  readonly frame: Frame;
  readonly pos: number;
  readonly before: StretchStart;
  readonly start: Extent;
}

/** A stretch of fewer raw tokens is as quick to read again. */
const MIN_TOKENS = 12;

/** Writes down what stretches of headers ask and give while a unit is preprocessed. */
export class StretchRecorder {
  /** Names that ## made. */
  readonly pasted: number[] = [];
  readonly #unit: PreprocessorState;
  readonly #text: TextOutput;
  readonly #memo: StretchMemo;
  readonly #names: NameSet;
  #open: Open | undefined;

  constructor(unit: PreprocessorState, text: TextOutput, memo: StretchMemo) {
    this.#unit = unit;
    this.#text = text;
    this.#memo = memo;
    this.#names = memo.names;
  }

  /** Forgets the stretch that has begun. */
  reset(): void {
    this.#open = undefined;
  }

  /** A stretch begins where a frame is. */
  begin(frame: Frame, before: StretchStart): void {
    this.pasted.length = 0;
    this.#open = { frame, pos: frame.pos, before, start: this.#extent };
  }

  /** A frame comes to an #include or to its end; if its stretch would go so again, it is kept. */
  end(frame: Frame): void {
    const open = this.#open;
    this.#open = undefined;
    if (open?.frame !== frame || frame.pos - open.pos < MIN_TOKENS) return;
    const { start } = open;
    const now = this.#extent;
    const isSame =
      now.volatile === start.volatile &&
      now.problems === start.problems &&
      now.once === start.once &&
      frame.lineDelta === 0 &&
      frame.presumedName === undefined;
    if (isSame && this.#memo.wants(frame.tokens, open.pos)) this.#keep(open);
  }

  get #extent(): Extent {
    const unit = this.#unit;
    return {
      output: unit.tokens.length,
      expansions: unit.expansions.length,
      inactive: unit.inactive.length,
      pragmas: unit.pragmas.length,
      deferred: unit.deferred.length,
      log: unit.macros.logLength,
      once: unit.onceFiles.length,
      problems: unit.problems.length,
      volatile: unit.volatile,
    };
  }

  #keep(open: Open): void {
    const { frame, before, start } = open;
    const { padding, lineStart } = this.#text;
    const memo = this.#memo;
    memo.makeRoom();
    const changes = this.#unit.macros.changesSince(start.log);
    const expansionShift = memo.expansions.length - start.expansions;
    memo.add(frame.tokens, open.pos, {
      before,
      after: { conditions: [...frame.conditions], padding, lineStart },
      pos: frame.pos,
      directive: frame.directive,
      reads: this.#keepReads(open, changes),
      tokens: this.#keepTokens(start.output, this.#unit.tokens.length, expansionShift),
      pragmas: this.#keepPragmas(start, expansionShift),
      expansions: this.#keepExpansions(start),
      changes: this.#keepPairs(changes.ids, changes.macros),
      inactive: this.#keepInactive(start),
      deferred: this.#keepDeferred(start),
    });
  }

  #keepPairs(a: Int32Array, b: Int32Array): Rows {
    const { numbers } = this.#memo;
    const start = numbers.length;
    for (let i = 0; i < a.length; i++) {
      numbers.push(a[i] as number);
      numbers.push(b[i] as number);
    }
    return { start, end: numbers.length };
  }

  #keepTokens(from: number, to: number, expansionShift: number, tokens = this.#unit.tokens): Rows {
    const kept = this.#memo.tokens;
    const start = kept.length;
    kept.pushShifted(tokens, from, to, expansionShift);
    return { start, end: kept.length };
  }

  #keepExpansions({ expansions: from }: Extent): Rows {
    const kept = this.#memo.expansions;
    const start = kept.length;
    kept.append(this.#unit.expansions, 0, from, this.#unit.expansions.length);
    return { start, end: kept.length };
  }

  #keepPragmas({ pragmas: from, output }: Extent, expansionShift: number): StretchPragma[] {
    const { pragmas } = this.#unit;
    const kept: StretchPragma[] = [];
    for (let i = from; i < pragmas.length; i++) {
      const [start, end] = [pragmas.start(i), pragmas.end(i)];
      const tokens = this.#keepTokens(start, end, expansionShift, pragmas.tokens);
      kept.push({ output: pragmas.outputIndex(i) - output, tokens });
    }
    return kept;
  }

  #keepInactive({ inactive: from }: Extent): Rows {
    const { numbers } = this.#memo;
    const { starts, ends, reasons } = this.#unit.inactive.since(from);
    const start = numbers.length;
    for (let i = 0; i < starts.length; i++) {
      numbers.push(starts[i] as number);
      numbers.push(ends[i] as number);
      numbers.push(reasons[i] as number);
    }
    return { start, end: numbers.length };
  }

  #keepDeferred({ deferred: from, output, log }: Extent): Rows {
    const { numbers } = this.#memo;
    const { outputs, opens, closes, logs } = this.#unit.deferred.since(from);
    const start = numbers.length;
    for (let i = 0; i < outputs.length; i++) {
      numbers.push((outputs[i] as number) - output);
      numbers.push(opens[i] as number);
      numbers.push(closes[i] as number);
      numbers.push((logs[i] as number) - log);
    }
    return { start, end: numbers.length };
  }

  /** The names that may have been asked about, and what they named when the stretch began. */
  #keepReads(open: Open, changes: MacroChanges): Rows {
    const { macros } = this.#unit;
    const names = this.#names;
    names.clear();
    const first = firstValues(changes);
    const namedThen = (id: number) => first.get(id) ?? macros.of[id] ?? 0;
    this.#addNamesOfText(open);
    for (const id of changes.ids) names.add(id);
    for (const id of this.pasted) names.add(id);
    this.#addNamesOfMacros(open.start, changes, namedThen);
    const ids = Int32Array.from(names.list);
    return this.#keepPairs(ids, ids.map(namedThen));
  }

  /** All names but those in the bodies of #defines and in what was left out or passed over. */
  #addNamesOfText({ frame, pos, start }: Open): void {
    const { kinds, ids, directives } = frame.tokens;
    const passed = passedOver(this.#unit, frame, start);
    let next = 0;
    let directive = firstFrom(directives.tokens, directives.count, pos);
    for (let at = pos; at < frame.pos; ) {
      if (at === passed[next]) {
        at = passed[next + 1] as number;
        next += 2;
        // A body or a group that is left out may hold directives.
        while ((directives.tokens[directive] as number) < at) directive++;
      } else if (at === directives.tokens[directive] && directive < directives.count) {
        const isDefine = directives.kinds[directive] === D_DEFINE;
        const end = directives.ends[directive++] as number;
        // `#define NAME` asks what the name was; the body is asked about when it expands.
        const last = isDefine ? Math.min(at + 3, end) : end;
        for (; at < last; at++) if (kinds[at] === T_IDENTIFIER) this.#names.add(ids[at] as number);
        at = end;
      } else {
        if (kinds[at] === T_IDENTIFIER) this.#names.add(ids[at] as number);
        at++;
      }
    }
  }

  /** What the bodies of expanded macros name: of all definitions that the names had meanwhile. */
  #addNamesOfMacros(
    { expansions: from }: Extent,
    changes: MacroChanges,
    namedThen: (id: number) => number,
  ): void {
    const { pool, expansions } = this.#unit;
    const names = this.#names;
    const expanded = new Set<number>();
    for (let i = from; i < expansions.length; i++) expanded.add(expansions.macroIds[i] as number);
    for (const id of expanded) {
      names.add(id);
      for (const name of namesOfMacro(pool, namedThen(id))) names.add(name);
    }
    for (let i = 0; i < changes.ids.length; i++) {
      if (!expanded.has(changes.ids[i] as number)) continue;
      for (const name of namesOfMacro(pool, changes.macros[i] as number)) names.add(name);
    }
  }
}

/** Ranges of raw tokens, in order, that were left out or are read when someone asks. */
function passedOver(unit: PreprocessorState, { tokens }: Frame, start: Extent): number[] {
  const ranges: (readonly [number, number])[] = [];
  const { starts, ends } = unit.inactive.since(start.inactive);
  for (let i = 0; i < starts.length; i++) {
    const first = firstFrom(tokens.starts, tokens.count, starts[i] as number);
    ranges.push([first, firstFrom(tokens.starts, tokens.count, ends[i] as number)]);
  }
  const { opens, closes } = unit.deferred.since(start.deferred);
  for (let i = 0; i < opens.length; i++)
    ranges.push([(opens[i] as number) + 1, closes[i] as number]);
  return ranges
    .filter(([first, end]) => first < end)
    .sort(([a], [b]) => a - b)
    .flat();
}

/** The first index of rising numbers whose number is not less. */
function firstFrom(rising: ArrayLike<number>, count: number, least: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What each name named before its first change. */
function firstValues({ ids, before }: MacroChanges): Map<number, number> {
  const first = new Map<number, number>();
  for (let i = 0; i < ids.length; i++) {
    if (!first.has(ids[i] as number)) first.set(ids[i] as number, before[i] as number);
  }
  return first;
}
