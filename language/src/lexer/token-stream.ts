/**
 * Tokens as parallel typed arrays: one array a property, one index a token. A unit of the kernel has
 * a million of them, and objects of that number would cost more memory than everything else together.
 */

/** What a token is. Keywords are T_IDENTIFIER here; their `id` tells (see spellings.ts). */
export const T_EOF = 0;
export const T_IDENTIFIER = 1;
/** A preprocessing number: integers and floats alike. */
export const T_NUMBER = 2;
export const T_CHARACTER = 3;
export const T_STRING = 4;
export const T_PUNCTUATOR = 5;
/** A character that begins no token (a stray backslash, `@`, a quote without its end). */
export const T_OTHER = 6;

/** The token is the first of its line. */
export const F_LINE_START = 1;
/** White space or a comment stands before it. */
export const F_SPACE_BEFORE = 2;
/** Painted blue: an identifier that may never again expand (the standard's "no longer available"). */
export const F_NO_EXPAND = 4;
/**
 * Made by `#`, `##` or a built-in macro, so not written anywhere as it is; `loc` is the place of its
 * first operand, of the `#`, or of the built-in macro's name.
 */
export const F_SCRATCH = 8;
/** Spelled in the body of a `#define` (not in the text, and not in a macro's argument). */
export const F_MACRO_BODY = 16;
/** Raw tokens only: a line splice stands inside, so the bytes at `loc` are not the spelling. */
export const F_SPLICED = 32;
/** Inside the preprocessor only: the left operand of `##`. */
export const F_PASTE_LEFT = 64;
/** A punctuator written as its digraph (`<:` for `[`); `id` is the usual spelling's. */
export const F_DIGRAPH = 128;

/**
 * What the preprocessor hands to the parser. Only the first `length` entries count; the arrays are
 * replaced when they grow, so hold the stream, not its arrays.
 */
export interface TokenStream {
  readonly length: number;
  /** T_* */
  readonly kinds: Uint8Array;
  /** The interned spelling of every token, literals included. */
  readonly ids: Int32Array;
  /** Where it was spelled: a global location, see SourceMap. */
  readonly locs: Uint32Array;
  /** The expansion it came through last, 0 for none: see ExpansionTable. */
  readonly expansions: Int32Array;
  /** F_* */
  readonly flags: Uint8Array;
}
