import {
  K_LAST, KEYWORDS, keywordId, P_ASSIGN, P_COMMA, P_LBRACE, P_LBRACKET, P_LPAREN, P_RBRACE, P_RBRACKET, P_RPAREN, P_SEMI, P_STAR,
} from '../lexer/spellings.ts'; // biome-ignore format: a list
import { T_EOF, T_IDENTIFIER, type TokenStream } from '../lexer/token-stream.ts';

const C_OTHER = 0;
const C_TAG = 1;
const C_ENUM = 2;
/** Words with a parenthesis of their own behind them that declares nothing. */
const C_PARENTHESIZED = 3;
const C_ASM = 4;
const C_ASSERT = 5;
const C_WORD = 6;

const CLASSES: Partial<Record<(typeof KEYWORDS)[number], number>> = {
  struct: C_TAG, union: C_TAG, enum: C_ENUM,
  __attribute__: C_PARENTHESIZED, __attribute: C_PARENTHESIZED, _Alignas: C_PARENTHESIZED,
  typeof: C_PARENTHESIZED, __typeof: C_PARENTHESIZED, __typeof__: C_PARENTHESIZED,
  asm: C_ASM, __asm: C_ASM, __asm__: C_ASM, _Static_assert: C_ASSERT,
  typedef: C_WORD, extern: C_WORD, static: C_WORD, const: C_WORD, volatile: C_WORD, inline: C_WORD, __inline: C_WORD,
  __inline__: C_WORD, void: C_WORD, char: C_WORD, short: C_WORD, int: C_WORD, long: C_WORD, signed: C_WORD, __signed__: C_WORD,
  unsigned: C_WORD, float: C_WORD, double: C_WORD, _Bool: C_WORD, __int128: C_WORD, _Noreturn: C_WORD, __extension__: C_WORD,
  __builtin_va_list: C_WORD, restrict: C_WORD, __restrict: C_WORD, _Thread_local: C_WORD, __thread: C_WORD,
}; // biome-ignore format: a table

const CLASS_OF = new Uint8Array(K_LAST + 1);
for (const word of KEYWORDS) CLASS_OF[keywordId(word)] = CLASSES[word] ?? C_OTHER;
const K_ATTRIBUTE = keywordId('__attribute__');

/** Setting a length costs more than most declarations have names. */
function empty(list: number[]): void {
  while (list.length > 0) list.pop();
}

/** What may stand behind a list of parameters; else declarations of old style follow it. */
function isSuffix(id: number): boolean {
  return id === K_ATTRIBUTE || CLASS_OF[id] === C_ASM;
}

/**
 * Finds the end of an external declaration and the names that it declares, without parsing it. It
 * knows how headers are written, and answers -1 for what it is not sure of: then the parser reads the
 * declaration at once. A test holds it to the parser on every header of real kernels.
 */
export class DeclarationScanner {
  readonly #stream: TokenStream;
  #ids: Int32Array;
  #kinds: Uint8Array;
  /** Ordinary names that the last declaration declares. One too many does no harm, only work. */
  readonly names: number[] = [];
  /** Tags of records and enums that it defines, at any depth. */
  readonly tags: number[] = [];
  /** Tags that are visible at file level from it on, defined or not. */
  readonly mentions: number[] = [];
  hasBody = false;
  /** A static assertion, at file level or between the braces of a record. */
  hasAssertion = false;
  /** Set when something came that the scanner leaves to the parser. */
  #isUnsure = false;

  constructor(stream: TokenStream) {
    this.#stream = stream;
    this.#ids = stream.ids;
    this.#kinds = stream.kinds;
  }

  /** The token behind the declaration that begins at a token; -1 when unsure. */
  scan(start: number): number {
    this.#ids = this.#stream.ids;
    this.#kinds = this.#stream.kinds;
    this.#isUnsure = false;
    this.hasBody = false;
    this.hasAssertion = false;
    for (const list of [this.names, this.tags, this.mentions]) empty(list);
    const end = this.#declaration(start);
    return this.#isUnsure ? -1 : end;
  }

  #unsure(): number {
    this.#isUnsure = true;
    return -1;
  }

  #declaration(start: number): number {
    const ids = this.#ids;
    /** What the declarator has: no name, a name, parameters too. */
    let parts = 0;
    for (let at = start; !this.#isUnsure; ) {
      const id = ids[at] as number;
      if (id > K_LAST) {
        if (parts === 2 || this.#kinds[at] !== T_IDENTIFIER) return this.#unsure();
        if (this.#isDeclarator(at)) {
          this.names.push(id);
          parts = 1;
        }
        at++;
      } else if (id === P_SEMI) return at + 1;
      else if (id === P_LPAREN) {
        if (parts === 0) this.#nestedName(at);
        if (++parts > 2) return this.#unsure();
        at = this.#balanced(at);
      } else if (id === P_STAR) at++;
      else if (id === P_LBRACKET) at = this.#balanced(at);
      else if (id === P_COMMA) {
        parts = 0;
        at++;
      } else if (id === P_LBRACE) {
        if (parts === 0 || ids[at - 1] !== P_RPAREN) return this.#unsure();
        this.hasBody = true;
        return this.#bodyEnd(at);
      } else if (parts === 2 && !isSuffix(id)) return this.#unsure();
      else at = this.#word(at, start);
    }
    return -1;
  }

  /** A keyword, and what belongs to it. */
  #word(at: number, start: number): number {
    switch (CLASS_OF[this.#ids[at] as number]) {
      case C_TAG:
      case C_ENUM:
        return this.#tagged(at);
      case C_PARENTHESIZED:
        return this.#parenthesized(at);
      case C_ASM:
        return at === start ? this.#unsure() : this.#parenthesized(at);
      case C_ASSERT:
        this.hasAssertion = true;
        return at === start ? this.#parenthesized(at) : this.#unsure();
      case C_WORD:
        return at + 1;
      default:
        return this.#unsure();
    }
  }

  /** An identifier is declared when a declarator goes on or ends behind it, attributes passed over. */
  #isDeclarator(at: number): boolean {
    const behind = this.#behindAttributes(at + 1);
    const next = this.#ids[behind] as number;
    // `type (*name)(void)`: no list of parameters begins with a star.
    if (next === P_LPAREN) return this.#ids[behind + 1] !== P_STAR;
    return (
      next === P_SEMI ||
      next === P_LBRACKET ||
      next === P_COMMA ||
      next === P_ASSIGN ||
      (next <= K_LAST && CLASS_OF[next] === C_ASM)
    );
  }

  #behindAttributes(at: number): number {
    let next = at;
    while (this.#ids[next] === K_ATTRIBUTE && this.#ids[next + 1] === P_LPAREN)
      next = this.#balanced(next + 1);
    return next;
  }

  /** `(*name)`, `(*name[2])`, `(*name(void))`: the name in a declarator's own parentheses. */
  #nestedName(open: number): void {
    let at = open + 1;
    while (this.#ids[at] === P_STAR) at++;
    while (CLASS_OF[this.#ids[at] as number] === C_WORD) at++;
    const isName = this.#kinds[at] === T_IDENTIFIER && (this.#ids[at] as number) > K_LAST;
    const next = this.#ids[at + 1];
    if (isName && (next === P_RPAREN || next === P_LBRACKET || next === P_LPAREN))
      this.names.push(this.#ids[at] as number);
    else this.#isUnsure = true;
  }

  #parenthesized(at: number): number {
    return this.#ids[at + 1] === P_LPAREN ? this.#balanced(at + 1) : this.#unsure();
  }

  /** struct-or-union-specifier or enum-specifier, its braces included. */
  #tagged(keyword: number): number {
    const ids = this.#ids;
    let at = this.#behindAttributes(keyword + 1);
    const tagId = this.#kinds[at] === T_IDENTIFIER && (ids[at] as number) > K_LAST ? ids[at] : 0;
    if (tagId) at = this.#behindAttributes(at + 1);
    if (tagId) this.mentions.push(tagId);
    if (ids[at] !== P_LBRACE) return tagId ? at : this.#unsure();
    if (tagId) this.tags.push(tagId);
    const isEnum = CLASS_OF[ids[keyword] as number] === C_ENUM;
    return isEnum ? this.#enumerators(at) : this.#members(at);
  }

  #enumerators(open: number): number {
    let at = open;
    while (!this.#isUnsure) {
      const id = this.#ids[at] as number;
      if (id === P_LBRACE || id === P_COMMA) {
        at++;
        const name = this.#ids[at] as number;
        if (name > K_LAST && this.#kinds[at] === T_IDENTIFIER) this.names.push(name);
        else if (name !== P_RBRACE) return this.#unsure();
      } else if (id === P_RBRACE) return at + 1;
      else if (id === P_LPAREN) at = this.#balanced(at);
      else if (this.#kinds[at] === T_EOF) return this.#unsure();
      else at++;
    }
    return -1;
  }

  /** Between the braces of a record: tags and enumerators in there belong to the file, too. */
  #members(open: number): number {
    let at = open + 1;
    while (!this.#isUnsure) {
      const id = this.#ids[at] as number;
      if (id === P_RBRACE) return at + 1;
      if (id === P_LPAREN || id === P_LBRACKET) at = this.#balanced(at);
      else if (id === P_LBRACE || this.#kinds[at] === T_EOF) return this.#unsure();
      else if (id <= K_LAST && (CLASS_OF[id] === C_TAG || CLASS_OF[id] === C_ENUM))
        at = this.#tagged(at);
      else {
        if (id <= K_LAST && CLASS_OF[id] === C_ASSERT) this.hasAssertion = true;
        at++;
      }
    }
    return -1;
  }

  /** Behind the bracket that closes the one at a token. What has braces in it is left to the parser. */
  #balanced(open: number): number {
    const ids = this.#ids;
    let depth = 0;
    for (let at = open; ; at++) {
      const id = ids[at] as number;
      if (id > P_SEMI) continue;
      if (id === P_LPAREN || id === P_LBRACKET) depth++;
      else if (id === P_RPAREN || id === P_RBRACKET) {
        if (--depth === 0) return at + 1;
      } else if (id !== 0 || this.#kinds[at] === T_EOF) return this.#unsure();
    }
  }

  #bodyEnd(open: number): number {
    const ids = this.#ids;
    let depth = 0;
    for (let at = open; ; at++) {
      const id = ids[at] as number;
      if (id === P_LBRACE) depth++;
      else if (id === P_RBRACE) {
        if (--depth === 0) return at + 1;
      } else if (id === 0 && this.#kinds[at] === T_EOF) return this.#unsure();
    }
  }
}
