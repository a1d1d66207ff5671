import { macroPoolOf } from '../../../language/src/preprocessor/macro-pool.ts';
import type { SourceMap } from '../../../language/src/source/source-map.ts';

/** So many macros of texts that were replaced may be kept: some twenty megabytes. */
const MAX_OLD_MACROS = 50_000;
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
  #oldMacros = 0;

  /** To be called before a file's text is replaced. */
  note(sources: SourceMap, path: string): void {
    const tokens = sources.known(path)?.knownTokens;
    if (tokens) this.#oldMacros += macroPoolOf(sources).settle(tokens);
  }

  isTooLong(sources: SourceMap): boolean {
    return (
      this.#oldMacros > MAX_OLD_MACROS ||
      sources.interner.size > MAX_WORDS ||
      sources.endOfLocations > MAX_LOCATIONS
    );
  }
}
