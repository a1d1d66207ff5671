/**
 * A file as tokens, before any preprocessing: the same for every unit that reads the file, so it is
 * made once for each content.
 */
export interface RawTokens {
  /** How many tokens there are, the closing T_EOF included. */
  readonly count: number;
  readonly kinds: Uint8Array;
  readonly ids: Int32Array;
  /** Byte offsets in the file. */
  readonly starts: Uint32Array;
  readonly flags: Uint8Array;
  readonly directives: DirectiveTable;
  readonly problems: readonly LexicalProblem[];
}

/** What the lexer found wrong: it goes on regardless. */
export interface LexicalProblem {
  readonly offset: number;
  readonly message: string;
}

/** Every `#` that begins a line, in order, with what is needed to skip a group in one jump. */
export interface DirectiveTable {
  readonly count: number;
  /** The raw token index of the `#`; one more entry at the end holds the index of T_EOF. */
  readonly tokens: Int32Array;
  /** The raw token index of the first token after the directive's line. */
  readonly ends: Int32Array;
  /** D_* */
  readonly kinds: Uint8Array;
  /**
   * For #if, #ifdef, #ifndef, #elif and #else: the directive that ends their group (#elif, #else or
   * #endif); `count` when the file ends first. 0 for all others.
   */
  readonly next: Int32Array;
  /** The spelling of the macro that guards the whole file against a second reading, or 0. */
  readonly guardId: number;
  /** What became of each #define: an index of the macro pool, 0 before it was first met. */
  readonly macros: Int32Array;
}

/** What a directive is; 0 where there is none. */
export const D_IF = 1;
export const D_IFDEF = 2;
export const D_IFNDEF = 3;
export const D_ELIF = 4;
/** gcc 12 has #elifdef and #elifndef in every GNU mode. */
export const D_ELIFDEF = 5;
export const D_ELIFNDEF = 6;
export const D_ELSE = 7;
export const D_ENDIF = 8;
export const D_DEFINE = 9;
export const D_UNDEF = 10;
export const D_INCLUDE = 11;
export const D_INCLUDE_NEXT = 12;
export const D_IMPORT = 13;
export const D_LINE = 14;
export const D_ERROR = 15;
export const D_WARNING = 16;
export const D_PRAGMA = 17;
export const D_IDENT = 18;
export const D_ASSERT = 19;
export const D_UNASSERT = 20;
/** `# 12 "file"` */
export const D_LINE_MARKER = 21;
/** A `#` alone on its line. */
export const D_NULL = 22;
export const D_UNKNOWN = 23;
