import type { TokenStream } from '../lexer/token-stream.ts';
import type { SourceFile } from '../source/source-map.ts';
import { parseExternalDeclaration } from '../syntax/external-declarations.ts';
import type { Parser } from '../syntax/parser.ts';
import { PendingDeclarations } from '../syntax/pending-declarations.ts';
import type { PendingTables } from '../syntax/pending-tables.ts';
import type { ExternalDeclaration } from '../syntax/symbols.ts';
import { DeclarationMarks } from './declaration-marks.ts';
import type { TokenPlaces } from './token-places.ts';

/** Reads the declarations of a unit in slices: those of headers are noted, the rest is parsed. */
export class DeclarationReader {
  readonly parser: Parser;
  readonly places: TokenPlaces;
  /** The declarations that were parsed in the order of the source. */
  readonly parsed: ExternalDeclaration[] = [];
  /** True when the end of the unit was reached. */
  isDone = false;
  readonly #tokens: TokenStream;
  readonly #tables: PendingTables;
  readonly #marks = new DeclarationMarks();
  #pending: PendingDeclarations | undefined;
  /** Until the first declaration of the main file. */
  #isInHeaders = true;

  /** @param tables for what the headers declare */
  constructor(parser: Parser, tokens: TokenStream, places: TokenPlaces, tables: PendingTables) {
    this.parser = parser;
    this.places = places;
    this.#tokens = tokens;
    this.#tables = tables;
  }

  /** Declarations of headers, which wait to be asked for. */
  get pending(): PendingDeclarations | undefined {
    return this.#pending;
  }

  /** To be called when the stream is complete, the first time and after each change. */
  begin(): void {
    const { parser } = this;
    parser.begin(parser.pos);
    if (this.#pending) return;
    this.#pending = new PendingDeclarations(parser, this.#tokens, this.#tables);
    parser.pending = this.#pending;
    parser.scope.pending = this.#pending;
  }

  /** Reads about so many tokens on; true at the end of the unit. */
  read(tokens: number, main: SourceFile | undefined): boolean {
    const { parser } = this;
    const end = parser.pos + Math.max(1, tokens);
    while (!parser.atEnd && parser.pos < end) {
      if (this.#isInHeaders && this.#passHeaders(end, main)) continue;
      if (!this.#isInHeaders) this.#marks.push(parser, this.parsed.length);
      const start = parser.pos;
      const declaration = parseExternalDeclaration(parser);
      if (declaration) this.parsed.push(declaration);
      if (parser.pos === start) parser.advance();
    }
    this.isDone = parser.atEnd;
    return this.isDone;
  }

  /**
   * Goes back to a declaration of the main file that begins before a token, to read on from there. False,
   * with nothing done, when there is none.
   */
  takeBack(token: number): boolean {
    const kept = this.#marks.rollback(this.parser, token);
    if (kept === undefined) return false;
    this.parsed.length = kept.declarations;
    this.parser.pos = kept.token;
    this.isDone = false;
    return true;
  }

  /** Notes declarations of headers without parsing them; false when the parser is to read one now. */
  #passHeaders(end: number, main: SourceFile | undefined): boolean {
    const { parser } = this;
    const start = parser.pos;
    let at = start;
    while (at < end && this.#pending && main) {
      this.#isInHeaders = !this.places.isIn(at, main);
      const next = this.#isInHeaders ? this.#pending.add(at) : -1;
      if (next < 0) break;
      at = next;
    }
    parser.seek(at);
    return at > start;
  }
}
