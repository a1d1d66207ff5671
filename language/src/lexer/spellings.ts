/**
 * The spellings that every interner holds from the start, in this order, so that a punctuator or a
 * keyword is known by its number: `ids[i] === P_LBRACE` is the parser's whole test.
 * Keywords are identifiers to the preprocessor (it may define them) and words to the parser.
 */

/** Number 0 is no spelling at all (end of input). */
export const PUNCTUATORS = [
  '(', ')', '{', '}', '[', ']', ';', ',', '.', '->', '++', '--', '&', '*', '+', '-', '~', '!',
  '/', '%', '<<', '>>', '<', '>', '<=', '>=', '==', '!=', '^', '|', '&&', '||', '?', ':', '...',
  '=', '*=', '/=', '%=', '+=', '-=', '<<=', '>>=', '&=', '^=', '|=', '#', '##',
] as const; // biome-ignore format: a table

// Typed as number, not as literals: a test of a cursor that moves must not narrow it for the next test.
export const P_LPAREN: number = 1;
export const P_RPAREN: number = 2;
export const P_LBRACE: number = 3;
export const P_RBRACE: number = 4;
export const P_LBRACKET: number = 5;
export const P_RBRACKET: number = 6;
export const P_SEMI: number = 7;
export const P_COMMA: number = 8;
export const P_DOT: number = 9;
export const P_ARROW: number = 10;
export const P_INC: number = 11;
export const P_DEC: number = 12;
export const P_AMP: number = 13;
export const P_STAR: number = 14;
export const P_PLUS: number = 15;
export const P_MINUS: number = 16;
export const P_TILDE: number = 17;
export const P_NOT: number = 18;
export const P_SLASH: number = 19;
export const P_PERCENT: number = 20;
export const P_SHL: number = 21;
export const P_SHR: number = 22;
export const P_LT: number = 23;
export const P_GT: number = 24;
export const P_LE: number = 25;
export const P_GE: number = 26;
export const P_EQ: number = 27;
export const P_NE: number = 28;
export const P_CARET: number = 29;
export const P_PIPE: number = 30;
export const P_ANDAND: number = 31;
export const P_OROR: number = 32;
export const P_QUESTION: number = 33;
export const P_COLON: number = 34;
export const P_ELLIPSIS: number = 35;
export const P_ASSIGN: number = 36;
export const P_MUL_ASSIGN: number = 37;
export const P_DIV_ASSIGN: number = 38;
export const P_MOD_ASSIGN: number = 39;
export const P_ADD_ASSIGN: number = 40;
export const P_SUB_ASSIGN: number = 41;
export const P_SHL_ASSIGN: number = 42;
export const P_SHR_ASSIGN: number = 43;
export const P_AND_ASSIGN: number = 44;
export const P_XOR_ASSIGN: number = 45;
export const P_OR_ASSIGN: number = 46;
export const P_HASH: number = 47;
export const P_HASHHASH: number = 48;
/** The last punctuator. */
export const P_LAST: number = 48;

/** Every spelling of a keyword, alternates included; K_* name the ones the parser tests for. */
export const KEYWORDS = [
  'auto', 'break', 'case', 'char', 'const', 'continue', 'default', 'do', 'double', 'else',
  'enum', 'extern', 'float', 'for', 'goto', 'if', 'inline', 'int', 'long', 'register',
  'restrict', 'return', 'short', 'signed', 'sizeof', 'static', 'struct', 'switch', 'typedef', 'union',
  'unsigned', 'void', 'volatile', 'while', '_Alignas', '_Alignof', '_Atomic', '_Bool', '_Complex', '_Generic',
  '_Imaginary', '_Noreturn', '_Static_assert', '_Thread_local', '__alignof__', '__alignof', 'asm', '__asm__', '__asm', '__attribute__',
  '__attribute', '__auto_type', '__builtin_choose_expr', '__builtin_offsetof', '__builtin_types_compatible_p', '__builtin_va_arg', '__const', '__const__', '__extension__', '__func__',
  '__FUNCTION__', '__PRETTY_FUNCTION__', '__imag__', '__imag', '__inline', '__inline__', '__int128', '__int128_t', '__uint128_t', '__label__',
  '__real__', '__real', '__restrict', '__restrict__', '__signed', '__signed__', '__thread', 'typeof', '__typeof', '__typeof__',
  '__typeof_unqual__', '__volatile', '__volatile__', '__complex__', '__complex', '_Float16', '_Float32', '_Float64', '_Float128', '__float128',
  '_Float32x', '_Float64x', '__builtin_va_list', '__seg_gs', '__seg_fs', 'typeof_unqual', '__typeof_unqual', '_Nullable', '__builtin_convertvector', '__builtin_has_attribute',
] as const; // biome-ignore format: a table

/** The first keyword's number; identifiers have higher numbers than the last keyword. */
export const K_FIRST = P_LAST + 1;
export const K_LAST = P_LAST + KEYWORDS.length;

/** The number of a keyword's spelling. Call it once, at module level. */
export function keywordId(spelling: (typeof KEYWORDS)[number]): number {
  return K_FIRST + KEYWORDS.indexOf(spelling);
}
