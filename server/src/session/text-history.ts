import { macroPoolOf } from '../../../language/src/preprocessor/macro-pool.ts';
import type { SourceMap } from '../../../language/src/source/source-map.ts';

/** What is kept of texts that were replaced may weigh so much. */
const MAX_OLD_BYTES = 14 << 20;
/** A definition, and a token of a header, of which stretches are kept; see StretchMemo. */
const MACRO_BYTES = 400;
const TOKEN_BYTES = 14;
/** The words of all texts that there ever were; the largest units of a kernel have some 200,000. */
const MAX_WORDS = 1 << 20;
/** Locations are numbers of 32 bits, and every text that outgrows its room takes new ones. */
const MAX_LOCATIONS = 2 ** 31;

/**
 * What the texts of a profile leave behind when they are replaced. Numbers of macros, words and
 * locations are never given out twice, so that what was computed with them holds; after some thousand
 * edits all of it is begun anew.
 */
export class TextHistory {
  #oldBytes = 0;

  /** To be called before a file's text is replaced. */
  note(sources: SourceMap, path: string, isMain: boolean): void {
    const tokens = sources.known(path)?.knownTokens;
    if (!tokens) return;
    this.#oldBytes += macroPoolOf(sources).settle(tokens) * MACRO_BYTES;
    if (!isMain) this.#oldBytes += tokens.count * TOKEN_BYTES;
  }

  isTooLong(sources: SourceMap): boolean {
    return (
      this.#oldBytes > MAX_OLD_BYTES ||
      sources.interner.size > MAX_WORDS ||
      sources.endOfLocations > MAX_LOCATIONS
    );
  }
}
