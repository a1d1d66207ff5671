import { P_LPAREN } from '../lexer/spellings.ts';
import {
  F_DIGRAPH,
  F_LINE_START,
  F_MACRO_BODY,
  F_NO_EXPAND,
  F_SCRATCH,
  F_SPACE_BEFORE,
  T_IDENTIFIER,
  T_PUNCTUATOR,
} from '../lexer/token-stream.ts';
import type { DeferredBodies } from './deferred-bodies.ts';
import type { Expander } from './expander.ts';
import type { Frame } from './frame.ts';
import { FIRST_DEFINED, T_PADDING } from './macro-pool.ts';
import { PAD_APART, PAD_SPACE, PAD_TIGHT } from './padding.ts';
import type { TokenBuffer } from './token-buffer.ts';

/** The flags of a token that the output keeps. */
export const OUTPUT_FLAGS = F_NO_EXPAND | F_SCRATCH | F_MACRO_BODY | F_DIGRAPH;
/** No padding stands before the next token. */
export const NO_PADDING = -1;

/** Carries the text between directives to the output, its macros expanded. */
export class TextOutput {
  /** What stands before the next token, left over from an expansion. */
  padding = NO_PADDING;
  /** F_LINE_START when the next token is the first that its line gave. */
  lineStart = 0;
  /** The raw token at which the last expansion began. */
  expandedFrom = -1;
  readonly #deferred: DeferredBodies;
  readonly #expander: Expander;
  readonly #tokens: TokenBuffer;

  constructor(expander: Expander, tokens: TokenBuffer, deferred: DeferredBodies) {
    this.#deferred = deferred;
    this.#expander = expander;
    this.#tokens = tokens;
  }

  /**
   * Copies the text up to the next directive or the end of the file, or to the raw token `end`. The hot
   * loop: tokens that are no macros go straight from the file to the output. `atLineStart` is called
   * before each line.
   */
  copy(frame: Frame, end: number, atLineStart: (() => void) | undefined): void {
    const { kinds, ids, starts, flags } = frame.tokens;
    const { base, stop } = frame;
    const out = this.#tokens;
    out.reserve(end - frame.pos + 1);
    let outKinds = out.kinds;
    let outIds = out.ids;
    let outLocs = out.locs;
    let outExpansions = out.expansions;
    let outFlags = out.flags;
    let of = this.#expander.macros.of;
    let n = out.length;
    let pos = frame.pos;
    let bodyAt = frame.nextBody(pos);
    while (pos < end) {
      const kind = kinds[pos] as number;
      const id = ids[pos] as number;
      let flag = (flags[pos] as number) & (F_LINE_START | F_SPACE_BEFORE | F_DIGRAPH);
      if (atLineStart !== undefined && (flag & F_LINE_START) !== 0) {
        out.length = n;
        frame.pos = pos;
        atLineStart();
      }
      if (kind === T_IDENTIFIER && of[id] !== 0) {
        out.length = n;
        frame.pos = pos;
        this.#expandAt(frame, out);
        pos = frame.pos;
        if (frame.stop !== stop || this.#expander.input !== frame) return;
        out.reserve(Math.max(end - pos, 0) + 1);
        outKinds = out.kinds;
        outIds = out.ids;
        outLocs = out.locs;
        outExpansions = out.expansions;
        outFlags = out.flags;
        of = this.#expander.macros.of;
        n = out.length;
        if (pos > bodyAt) bodyAt = frame.nextBody(pos);
        continue;
      }
      if (this.padding !== NO_PADDING) flag = this.#withPadding(flag);
      outKinds[n] = kind;
      outIds[n] = id;
      outLocs[n] = base + (starts[pos] as number);
      outExpansions[n] = 0;
      outFlags[n] = flag;
      n++;
      if (pos++ !== bodyAt) continue;
      this.#deferBody(n - 1, frame);
      pos = frame.bodyEnd;
      bodyAt = frame.nextBody(pos);
    }
    out.length = n;
    frame.pos = pos;
  }

  #deferBody(output: number, frame: Frame): void {
    const log = this.#expander.macros.logLength;
    this.#deferred.add(output, {
      file: frame.file.index,
      open: frame.nextBody(0),
      close: frame.bodyEnd,
      log,
    });
  }

  /** Expands the run of tokens from `frame.pos` to `frame.stop` into a buffer. */
  expandRun(frame: Frame, out: TokenBuffer): void {
    const { kinds, ids, starts, flags } = frame.tokens;
    while (frame.pos < frame.stop) {
      const at = frame.pos;
      const id = ids[at] as number;
      if (kinds[at] === T_IDENTIFIER && this.#expander.macros.of[id] !== 0) {
        this.#expandAt(frame, out);
        continue;
      }
      const flag = (flags[at] as number) & (F_LINE_START | F_SPACE_BEFORE | F_DIGRAPH);
      out.push(
        kinds[at] as number,
        id,
        frame.base + (starts[at] as number),
        0,
        this.#withPadding(flag),
      );
      frame.pos++;
    }
  }

  /** Flags of an output token, with the white space that an expansion before it left behind. */
  #withPadding(flags: number): number {
    let result = flags;
    if (this.padding > PAD_APART) {
      result = (flags & ~F_SPACE_BEFORE) | (this.padding === PAD_SPACE ? F_SPACE_BEFORE : 0);
    }
    result |= this.lineStart;
    this.padding = NO_PADDING;
    this.lineStart = 0;
    return result;
  }

  /** Expands the macro name at `frame.pos` and whatever it leads to. */
  #expandAt(frame: Frame, out: TokenBuffer): void {
    const expander = this.#expander;
    const { kinds, ids, starts, flags } = frame.tokens;
    const at = frame.pos++;
    this.expandedFrom = at;
    const flag = flags[at] as number;
    expander.begin();
    expander.kind = T_IDENTIFIER;
    expander.id = ids[at] as number;
    expander.loc = frame.base + (starts[at] as number);
    expander.expansion = 0;
    expander.flags = flag & (F_SPACE_BEFORE | F_DIGRAPH);
    if ((flag & F_LINE_START) !== 0) this.lineStart = F_LINE_START;
    const macro = this.#expander.macros.of[expander.id] as number;
    if (this.#isPlainName(frame, macro, kinds, ids)) {
      this.#emit(out);
      return;
    }
    const isObjectLike = macro >= FIRST_DEFINED && !this.#expander.pool.get(macro).isFunctionLike;
    expander.outermostPoint = isObjectLike ? expander.loc : 0;
    if (expander.enter(macro) === 0) this.#emit(out);
    else this.#pad(flag & F_SPACE_BEFORE ? PAD_SPACE : PAD_TIGHT);
    while (expander.depth > 0) {
      if (expander.next() === T_PADDING) this.#pad(expander.id);
      else this.#emit(out);
      if (expander.stopped) expander.dropContexts();
    }
  }

  /** True for a function-like macro's name without a parenthesis after it on the same run of text. */
  #isPlainName(frame: Frame, macro: number, kinds: Uint8Array, ids: Int32Array): boolean {
    if (macro < FIRST_DEFINED || frame.pos >= frame.stop) return false;
    if (kinds[frame.pos] === T_PUNCTUATOR && ids[frame.pos] === P_LPAREN) return false;
    if (!this.#expander.pool.get(macro).isFunctionLike) return false;
    this.#expander.peekedAt = frame.pos;
    return true;
  }

  #pad(source: number): void {
    if (this.padding <= PAD_APART || (this.padding === PAD_TIGHT && source === PAD_APART)) {
      this.padding = source;
    }
  }

  #emit(out: TokenBuffer): void {
    const expander = this.#expander;
    const flags = this.#withPadding(expander.flags & F_SPACE_BEFORE);
    out.push(
      expander.kind,
      expander.id,
      expander.loc,
      expander.expansion,
      flags | (expander.flags & OUTPUT_FLAGS),
    );
  }
}
