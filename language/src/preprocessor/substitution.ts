import { P_COMMA } from '../lexer/spellings.ts';
import {
  F_PASTE_LEFT,
  F_SCRATCH,
  F_SPACE_BEFORE,
  T_PUNCTUATOR,
  T_STRING,
} from '../lexer/token-stream.ts';
import {
  ARG_COUNT,
  ARG_EXPANDED_COUNT,
  ARG_EXPANDED_START,
  ARG_SLOTS,
  ARG_START,
} from './arguments.ts';
import type { Expander } from './expander.ts';
import { F_STRINGIZE, type MacroDefinition, T_PARAMETER } from './macro-definition.ts';
import { T_PADDING } from './macro-pool.ts';
import { PAD_APART, PAD_SPACE, PAD_TIGHT } from './padding.ts';
import { pasteInPlace } from './paste.ts';
import { stringize } from './stringize.ts';
import type { TokenBuffer } from './token-buffer.ts';
import { VA_BEGIN, VA_END, VA_INCLUDE, VaOpt } from './va-opt.ts';

/**
 * Appends a macro's replacement list to the workspace, its parameters replaced by the arguments in
 * `slots` from `firstSlot` on; returns where it starts. After cpplib's replace_args(), its padding
 * included, because padding decides about white space in strings made later.
 */
export function replaceParameters(
  expander: Expander,
  definition: MacroDefinition,
  firstSlot: number,
  body: number,
  argumentPoint: number,
): number {
  const expandedBefore = expander.expanded.length;
  expandArguments(expander, definition, firstSlot, argumentPoint);
  const start = expander.work.length;
  if (!expander.stopped) expander.substitution.run(definition, firstSlot, body);
  expander.expanded.length = expandedBefore;
  return start;
}

/** Arguments are expanded in the order in which the body first needs them: __COUNTER__ shows it. */
function expandArguments(
  expander: Expander,
  definition: MacroDefinition,
  firstSlot: number,
  point: number,
): void {
  const { kinds, ids, flags } = expander.pool.bodies;
  for (let i = definition.bodyStart; i < definition.bodyEnd; i++) {
    if (kinds[i] !== T_PARAMETER || isOperand(flags, i, definition.bodyStart)) continue;
    expander.expandArgument(firstSlot + (ids[i] as number) * ARG_SLOTS, point);
  }
  if (definition.usesVaOpt) {
    expander.expandArgument(firstSlot + (definition.params.length - 1) * ARG_SLOTS, point);
  }
}

/** True for an operand of `#` or `##`, which is not macro-expanded. */
function isOperand(flags: Uint8Array, at: number, start: number): boolean {
  if (((flags[at] as number) & (F_STRINGIZE | F_PASTE_LEFT)) !== 0) return true;
  return at > start && ((flags[at - 1] as number) & F_PASTE_LEFT) !== 0;
}

/** No token. */
const NONE = -2;

/** Puts arguments into a replacement list. One object serves all of a unit's calls, one at a time. */
export class Substitution {
  readonly #expander: Expander;
  readonly #work: TokenBuffer;
  #definition!: MacroDefinition;
  #firstSlot = 0;
  #body = 0;
  #start = 0;
  #vaOpt: VaOpt | undefined;
  /** The last token before the __VA_OPT__ that is open; NONE when there is none. */
  #vaOptStart = NONE;

  constructor(expander: Expander) {
    this.#expander = expander;
    this.#work = expander.work;
  }

  run(definition: MacroDefinition, firstSlot: number, body: number): void {
    this.#definition = definition;
    this.#firstSlot = firstSlot;
    this.#body = body;
    this.#start = this.#work.length;
    this.#vaOptStart = NONE;
    this.#vaOpt = definition.usesVaOpt ? new VaOpt(this.#expander, this.#slot(-1)) : undefined;
    this.#copyBody();
  }

  #copyBody(): void {
    const { bodyStart, bodyEnd } = this.#definition;
    const bodies = this.#expander.pool.bodies;
    for (let i = bodyStart; i < bodyEnd; i++) {
      const kind = bodies.kinds[i] as number;
      const id = bodies.ids[i] as number;
      const flags = bodies.flags[i] as number;
      const isRight = i > bodyStart && ((bodies.flags[i - 1] as number) & F_PASTE_LEFT) !== 0;
      if (this.#vaOpt) {
        const state = this.#vaOpt.update(kind, id, flags);
        if (state !== VA_INCLUDE) {
          if (state === VA_BEGIN) this.#beginVaOpt(i > bodyStart && !isRight, flags);
          else if (state === VA_END) this.#endVaOpt(flags, bodies.locs[i] as number);
          continue;
        }
      }
      const loc = bodies.locs[i] as number;
      if (kind === T_PARAMETER) this.#replace(id, loc, flags, i > bodyStart, isRight);
      else this.#work.push(kind, id, loc, this.#body, flags);
    }
  }

  #slot(parameter: number): number {
    const count = this.#definition.params.length;
    return this.#firstSlot + (parameter < 0 ? count - 1 : parameter) * ARG_SLOTS;
  }

  #pad(source: number): void {
    this.#work.push(T_PADDING, source, 0, 0, 0);
  }

  #lastIsVaOptStart(): boolean {
    return this.#vaOptStart !== NONE && this.#work.length - 1 === this.#vaOptStart;
  }

  #replace(
    parameter: number,
    loc: number,
    flags: number,
    hasLeft: boolean,
    isRight: boolean,
  ): void {
    const { slots, expanded } = this.#expander;
    const work = this.#work;
    const slot = this.#slot(parameter);
    const isLeft = (flags & F_PASTE_LEFT) !== 0;
    const isString = (flags & F_STRINGIZE) !== 0;
    let source = work;
    let from = slots.at(slot + ARG_START);
    let count = slots.at(slot + ARG_COUNT);
    let pasteAt = NONE;
    if (!isString && !isLeft && isRight) {
      pasteAt = this.#joinRight(parameter, from, count);
    } else if (!isString && !isLeft) {
      source = expanded;
      from = slots.at(slot + ARG_EXPANDED_START);
      count = slots.at(slot + ARG_EXPANDED_COUNT);
      if (this.#lastIsVaOptStart()) {
        for (; count > 0 && expanded.kinds[from] === T_PADDING; from++) count--;
      }
    }
    const pads = !this.#expander.inDirective || this.#expander.wantsPadding;
    if (pads && hasLeft && !isRight && !this.#lastIsVaOptStart()) {
      this.#pad(flags & F_SPACE_BEFORE ? PAD_SPACE : PAD_TIGHT);
    }
    if (isString) {
      const id = stringize(this.#expander, work, from, count);
      work.push(T_STRING, id, loc, this.#body, F_SCRATCH);
      count = 1;
    } else if (count > 0) work.pushRange(source, from, from + count);
    if (count > 0 && isLeft) pasteAt = work.length - 1;
    if (pads && !isLeft) this.#pad(PAD_APART);
    if (pasteAt >= this.#start) this.#copyPasteFlag(pasteAt, flags);
  }

  /**
   * For a parameter right of `##`: which token's paste flag depends on it. The comma before an
   * omitted rest is taken away here.
   */
  #joinRight(parameter: number, from: number, count: number): number {
    const work = this.#work;
    const last = work.length - 1;
    if (last < this.#start) return NONE;
    const isComma = work.kinds[last] === T_PUNCTUATOR && work.ids[last] === P_COMMA;
    const isRest = this.#definition.isVariadic && parameter === this.#definition.params.length - 1;
    if (isComma && isRest) {
      if (from >= 0) return last;
      work.length--;
      return NONE;
    }
    return count === 0 && last !== this.#vaOptStart ? last : NONE;
  }

  #copyPasteFlag(at: number, flags: number): void {
    const { work } = this.#expander;
    work.flags[at] = ((work.flags[at] as number) & ~F_PASTE_LEFT) | (flags & F_PASTE_LEFT);
  }

  #beginVaOpt(padsLeft: boolean, flags: number): void {
    if (padsLeft && !this.#lastIsVaOptStart()) {
      this.#pad(flags & F_SPACE_BEFORE ? PAD_SPACE : PAD_TIGHT);
    }
    const last = this.#work.length - 1;
    this.#vaOptStart = last >= this.#start ? last : NONE;
  }

  #endVaOpt(flags: number, loc: number): void {
    const work = this.#work;
    const start = this.#vaOptStart;
    this.#vaOptStart = NONE;
    const last = work.length - 1;
    if (this.#vaOpt?.isStringized) {
      this.#stringizeVaOpt(start === NONE ? this.#start : start + 1, loc, flags);
      return;
    }
    if (last === start) this.#copyPasteFlag(start, 0);
    if ((flags & F_PASTE_LEFT) === 0) this.#pad(PAD_APART);
    else this.#pasteVaOptEnd(start === NONE ? this.#start : start + 1, flags);
  }

  /**
   * `__VA_OPT__(x) ## y`: what only keeps an argument from being pasted is taken away behind it. Where the
   * last argument was nothing, the padding before it stays, and nothing is pasted.
   */
  #pasteVaOptEnd(from: number, flags: number): void {
    const work = this.#work;
    const isApart = (at: number) => work.kinds[at] === T_PADDING && work.ids[at] === PAD_APART;
    while (work.length > from && isApart(work.length - 1)) work.length--;
    const last = work.length - 1;
    if (last >= this.#start && work.kinds[last] !== T_PADDING) this.#copyPasteFlag(last, flags);
  }

  /** `#__VA_OPT__(…)`: what it produced is pasted where it asks for it and made a string. */
  #stringizeVaOpt(from: number, loc: number, flags: number): void {
    const work = this.#work;
    const count = pasteInPlace(this.#expander, from);
    const id = stringize(this.#expander, work, from, count);
    work.length = from;
    work.push(T_STRING, id, loc, this.#body, F_SCRATCH | (flags & F_PASTE_LEFT));
  }
}
