import type { TokenStream } from '../lexer/token-stream.ts';
import type { ExpansionTable } from '../preprocessor/expansions.ts';
import type { Place, SourceFile, SourceMap } from '../source/source-map.ts';

/** Where the tokens of a unit's stream come from. */
export class TokenPlaces {
  readonly #sources: SourceMap;
  readonly #tokens: TokenStream;
  readonly #expansions: ExpansionTable;

  constructor(sources: SourceMap, tokens: TokenStream, expansions: ExpansionTable) {
    this.#sources = sources;
    this.#tokens = tokens;
    this.#expansions = expansions;
  }

  /** Where a token was spelled. */
  spelled(token: number): Place | undefined {
    return this.#sources.place(this.#tokens.locs[token] as number);
  }

  /**
   * Where a compiler says that a token is: the name of the outermost macro that it came through, or
   * its own place.
   */
  expanded(token: number): Place | undefined {
    const { locs, expansions } = this.#tokens;
    const outermost = this.#expansions.outermost(expansions[token] as number);
    const loc = outermost === 0 ? locs[token] : this.#expansions.locs[outermost];
    return this.#sources.place(loc as number);
  }

  /** The location of a token's text in a file, macros looked through. */
  written(token: number): number {
    const { locs, expansions } = this.#tokens;
    return this.#expansions.fileLocation(locs[token] as number, expansions[token] as number);
  }

  /** True when a token's text, macros looked through, stands in the file. */
  isIn(token: number, file: SourceFile): boolean {
    const loc = this.written(token);
    return loc >= file.base && loc < file.base + file.bytes.length;
  }

  /** The file in which a token's text stands, macros looked through. */
  file(token: number): SourceFile | undefined {
    return this.#sources.fileAt(this.written(token));
  }
}
