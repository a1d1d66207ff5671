import { D_DEFINE, type RawTokens } from '../lexer/raw-tokens.ts';
import { F_MACRO_BODY, F_SCRATCH, type TokenStream } from '../lexer/token-stream.ts';
import type { ExpansionTable } from '../preprocessor/expansions.ts';
import type { SourceFile, SourceMap } from '../source/source-map.ts';

/** Where a token of the stream was written in the text of a file. */
export interface WrittenPlace {
  readonly loc: number;
  /** It came through a macro's argument. */
  readonly inMacroArgument: boolean;
}

/**
 * Finds where tokens were written, by the rules of docs/accesses.md §2: in the text, in a macro's
 * argument, or through macros that only rename. Everything else was not written anywhere.
 */
export class WrittenPlaces {
  private readonly sources: SourceMap;
  private readonly stream: TokenStream;
  private readonly expansions: ExpansionTable;

  constructor(sources: SourceMap, stream: TokenStream, expansions: ExpansionTable) {
    this.sources = sources;
    this.stream = stream;
    this.expansions = expansions;
  }

  of(token: number): WrittenPlace | undefined {
    const flags = this.stream.flags[token] as number;
    if (flags & F_SCRATCH) return undefined;
    let loc = this.stream.locs[token] as number;
    let entry = this.stream.expansions[token] as number;
    if ((flags & F_MACRO_BODY) === 0) return { loc, inMacroArgument: entry !== 0 };
    const { locs, parents } = this.expansions;
    let inMacroArgument = false;
    for (;;) {
      while (this.expansions.isArgument[entry] === 1) {
        inMacroArgument = true;
        entry = parents[entry] as number;
      }
      if (entry === 0 || !this.isRenaming(this.expansions.definitions[entry] as number))
        return undefined;
      loc = locs[entry] as number;
      entry = parents[entry] as number;
      if (!this.isInDefine(loc)) return { loc, inMacroArgument: inMacroArgument || entry !== 0 };
    }
  }

  /** `#define name one-token`. */
  private isRenaming(definitionLoc: number): boolean {
    if (definitionLoc === 0) return false;
    const file = this.sources.fileAt(definitionLoc);
    const at = file && rawTokenAt(file.tokens, definitionLoc - file.base);
    const directive = file && at !== undefined ? directiveOf(file.tokens, at) : -1;
    if (file === undefined || at === undefined || directive < 0) return false;
    return (file.tokens.directives.ends[directive] as number) === at + 2;
  }

  private isInDefine(loc: number): boolean {
    const file = this.sources.fileAt(loc);
    return file !== undefined && isInDefine(file, loc - file.base);
  }
}

/** True for a byte offset inside a #define directive. */
function isInDefine(file: SourceFile, offset: number): boolean {
  const at = rawTokenAt(file.tokens, offset);
  const directive = at === undefined ? -1 : directiveOf(file.tokens, at);
  return directive >= 0 && file.tokens.directives.kinds[directive] === D_DEFINE;
}

/** The index of the raw token that begins at or holds the byte; undefined before the first. */
export function rawTokenAt(tokens: RawTokens, offset: number): number | undefined {
  let low = 0;
  let high = tokens.count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tokens.starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return tokens.count > 0 && (tokens.starts[low] as number) <= offset ? low : undefined;
}

/** The directive that a raw token belongs to, -1 for the text. */
function directiveOf(tokens: RawTokens, rawToken: number): number {
  const { directives } = tokens;
  let low = 0;
  let high = directives.count - 1;
  let found = -1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if ((directives.tokens[middle] as number) <= rawToken) {
      found = middle;
      low = middle + 1;
    } else high = middle - 1;
  }
  return found >= 0 && rawToken < (directives.ends[found] as number) ? found : -1;
}
