import { F_DIGRAPH, F_SCRATCH, F_SPACE_BEFORE, T_EOF } from '../lexer/token-stream.ts';
import { inDirective } from './directive-line.ts';
import type { Expander } from './expander.ts';
import type { Frame } from './frame.ts';
import type { IncludeStack } from './include-stack.ts';
import { T_PADDING } from './macro-pool.ts';
import { PAD_APART } from './padding.ts';
import type { PragmaActions } from './pragmas.ts';
import type { PreprocessorState } from './preprocessor-state.ts';
import { OUTPUT_FLAGS } from './text-output.ts';
import type { TokenBuffer } from './token-buffer.ts';

/** Runs #pragma, _Pragma and #ident: some act here, the others are kept for the compiler. */
export class PragmaDirectives {
  readonly #unit: PreprocessorState;
  readonly #expander: Expander;
  readonly #actions: PragmaActions;
  readonly #includes: IncludeStack;

  constructor(
    unit: PreprocessorState,
    expander: Expander,
    actions: PragmaActions,
    includes: IncludeStack,
  ) {
    this.#unit = unit;
    this.#includes = includes;
    this.#expander = expander;
    this.#actions = actions;
  }

  /** `#pragma` at `hash`: acts on it, or keeps it for the compiler. */
  run(frame: Frame, hash: number, end: number): void {
    const { interner } = this.#unit.sources;
    const once = interner.intern('once');
    if (hash + 2 < end && frame.tokens.ids[hash + 2] === once) {
      this.#includes.readOnlyOnce(frame);
      return;
    }
    this.keep(frame, hash, end, frame.tokens.ids[hash + 1] as number);
    const entry = this.#unit.pragmas.length - 1;
    const { tokens } = this.#unit.pragmas;
    if (this.#isExpandedPragma(tokens, entry)) this.#expandPragma(frame, hash + 3, end);
    if (this.#actions.run(tokens, this.#unit.pragmas.start(entry) + 1, tokens.length)) {
      this.#unit.pragmas.truncate(entry);
      this.#unit.noteVolatile();
    }
  }

  /** gcc registers these with expansion, and so prints them expanded. */
  #isExpandedPragma(tokens: TokenBuffer, entry: number): boolean {
    const word = tokens.ids[this.#unit.pragmas.start(entry) + 1];
    const { interner } = this.#unit.sources;
    return word === interner.intern('message') || word === interner.intern('redefine_extname');
  }

  #expandPragma(frame: Frame, start: number, end: number): void {
    const { tokens } = this.#unit.pragmas;
    tokens.length = this.#unit.pragmas.start(this.#unit.pragmas.length - 1) + 2;
    const expander = this.#expander;
    inDirective(this.#expander, frame, start, end, () => {
      while (expander.nextSolid() !== T_EOF) {
        const flags = (expander.flags & OUTPUT_FLAGS) | F_SPACE_BEFORE;
        tokens.push(expander.kind, expander.id, expander.loc, expander.expansion, flags);
      }
    });
  }

  /** Keeps a directive's tokens beside the output; `nameId` stands for its name (#sccs is #ident). */
  keep(frame: Frame, hash: number, end: number, nameId: number): void {
    const { kinds, ids, starts, flags } = frame.tokens;
    this.#unit.pragmas.begin(this.#unit.tokens.length);
    for (let i = hash + 1; i < end; i++) {
      const flag = (flags[i] as number) & (F_SPACE_BEFORE | F_DIGRAPH);
      const loc = frame.base + (starts[i] as number);
      const id = i === hash + 1 ? nameId : (ids[i] as number);
      this.#unit.pragmas.tokens.push(kinds[i] as number, id, loc, 0, flag);
    }
  }

  /** `_Pragma`: as #pragma with the text of the string. */
  runText(literal: string, loc: number, expansion: number): void {
    const quote = literal.indexOf('"');
    const text = literal.slice(quote + 1, -1).replace(/\\([\\"])/g, '$1');
    const raw = this.#unit.sources.lexer.lex(new TextEncoder().encode(`pragma ${text}`));
    this.#expander.macros.cover(this.#unit.sources.interner.size);
    this.#unit.pragmas.begin(this.#unit.tokens.length);
    const { tokens } = this.#unit.pragmas;
    const entry = this.#unit.pragmas.length - 1;
    for (let i = 0; i < raw.count - 1; i++) {
      const flag = ((raw.flags[i] as number) & (F_SPACE_BEFORE | F_DIGRAPH)) | F_SCRATCH;
      tokens.push(raw.kinds[i] as number, raw.ids[i] as number, loc, expansion, flag);
    }
    if (this.#actions.run(tokens, this.#unit.pragmas.start(entry) + 1, tokens.length)) {
      this.#unit.pragmas.truncate(entry);
      this.#unit.noteVolatile();
    }
    this.#expander.pushToken(T_PADDING, PAD_APART, 0, 0, 0);
  }
}
