import { keywordId, P_LPAREN } from '../../../../language/src/lexer/spellings.ts';
import { F_MACRO_BODY } from '../../../../language/src/lexer/token-stream.ts';
import type { DeferredBody } from '../../../../language/src/preprocessor/deferred-bodies.ts';
import type { FunctionDefinition } from '../../../../language/src/syntax/symbols.ts';
import type { TranslationUnit } from '../../../../language/src/unit/translation-unit.ts';

const TYPEOF = new Set([keywordId('typeof'), keywordId('__typeof__'), keywordId('__typeof')]);

/** How far behind an opening parenthesis a cast's type can be named: `(const volatile struct page`. */
const MAX_WORDS_BEFORE = 5;

/**
 * Tells, from its tokens alone, whether a function's body may cast to a pointer to one of some records:
 * parsing every body of a file only to find no cast would cost more than everything else.
 */
export class CastCandidates {
  readonly #unit: TranslationUnit;
  readonly #names: ReadonlySet<number>;

  /** `names` are the spellings of the records, see spellingsOf(). */
  constructor(unit: TranslationUnit, names: ReadonlySet<number>) {
    this.#unit = unit;
    this.#names = names;
  }

  /** False when no such cast can be in the body. */
  mayCast({ bodyToken, endToken }: FunctionDefinition): boolean {
    const deferred = this.#unit.preprocessor.deferred.at(bodyToken);
    if (deferred) return this.#mayCastWritten(deferred);
    const { ids, flags } = this.#unit.tokens;
    for (let i = bodyToken; i < endToken; i++) {
      const id = ids[i] as number;
      if (this.#names.has(id) && this.#isBehindParenthesis(i)) return true;
      // Many macros say typeof; a cast counts where it is written.
      const isWritten = ((flags[i] as number) & F_MACRO_BODY) === 0;
      if (isWritten && TYPEOF.has(id) && ids[i - 1] === P_LPAREN) return true;
    }
    return false;
  }

  /** A header's body that was passed over is read as it is written, where a macro may hide the cast. */
  #mayCastWritten({ file: index, open, close }: DeferredBody): boolean {
    const file = this.#unit.sources.file(index);
    if (!file) return false;
    const { ids } = file.tokens;
    for (let i = open; i < close; i++) {
      if (this.#names.has(ids[i] as number) || TYPEOF.has(ids[i] as number)) return true;
    }
    return false;
  }

  #isBehindParenthesis(token: number): boolean {
    const { ids } = this.#unit.tokens;
    for (let i = token - 1; i >= token - MAX_WORDS_BEFORE; i--) {
      if (ids[i] === P_LPAREN) return true;
    }
    return false;
  }
}
