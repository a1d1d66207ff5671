import type { RawTokens } from '../lexer/raw-tokens.ts';

/**
 * One file's text as a unit reads it. `base` makes locations global: `base + byte offset` names a byte
 * of a file of the profile in 32 bits.
 */
export interface SourceFile {
  /** Index in the source map. */
  readonly index: number;
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly base: number;
  /** Its tokens, lexed when first asked for and kept as long as the bytes are. */
  readonly tokens: RawTokens;
}

/** A place in a file, for people: line and column from 1, the column in bytes. */
export interface Place {
  readonly file: SourceFile;
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}
