import { P_COLON, P_LPAREN, P_RPAREN } from '../lexer/spellings.ts';
import {
  F_MACRO_BODY,
  F_SCRATCH,
  T_EOF,
  T_IDENTIFIER,
  T_NUMBER,
  T_PUNCTUATOR,
  T_STRING,
} from '../lexer/token-stream.ts';
import type { Expander } from './expander.ts';
import type { HeaderName } from './header-name.ts';
import { FIRST_BUILTIN } from './macro-pool.ts';

/** The macros that gcc 12 computes, in the order of their numbers in the macro pool. */
const NAMES = [
  '__LINE__',
  '__FILE__',
  '__BASE_FILE__',
  '__INCLUDE_LEVEL__',
  '__COUNTER__',
  '__DATE__',
  '__TIME__',
  '__TIMESTAMP__',
  '_Pragma',
  '__has_attribute',
  '__has_cpp_attribute',
  '__has_c_attribute',
  '__has_builtin',
  '__has_include',
  '__has_include_next',
  '__has_feature',
  '__has_extension',
  '__FILE_NAME__',
] as const;

/** Operators that only clang has: elsewhere the names are nothing special. */
const CLANG_ONLY: readonly string[] = ['__has_feature', '__has_extension'];

type BuiltinName = (typeof NAMES)[number];

/** What the built-in macros ask of the unit that is being read. */
export interface BuiltinHost {
  lineOf(loc: number): number;
  /** __LINE__ in an invocation over several lines is the last one, as in clang. */
  readonly tellsLastLine: boolean;
  fileName(): string;
  baseFileName(): string;
  includeLevel(): number;
  nextCounter(): number;
  dateAndTime(): { date: string; time: string };
  readHeader(): HeaderName | undefined;
  hasHeader(header: HeaderName, isNext: boolean): boolean;
  hasAttribute(name: string, scope: string | undefined): number;
  hasBuiltin(name: string): boolean;
  /** Undefined where the compiler has no such operator. */
  readonly hasFeature: ((name: string) => boolean) | undefined;
  runPragma(text: string, loc: number, expansion: number): void;
  problem(loc: number, message: string): void;
}

/** Expands the built-in macros (cpplib's builtin_macro and _cpp_builtin_macro_text). */
export class Builtins {
  readonly #expander: Expander;
  readonly #host: BuiltinHost;

  constructor(expander: Expander, host: BuiltinHost) {
    this.#expander = expander;
    this.#host = host;
  }

  /** Makes the names macros. */
  define(): void {
    const { interner, macros } = this.#expander;
    NAMES.forEach((name, index) => {
      if (CLANG_ONLY.includes(name) && !this.#host.hasFeature) return;
      const id = interner.intern(name);
      macros.cover(interner.size);
      macros.set(id, FIRST_BUILTIN + index);
    });
  }

  /** The name of the loaded identifier is a built-in's: pushes what it stands for. */
  expand(macro: number): 0 | 1 | 2 {
    const name = NAMES[macro - FIRST_BUILTIN] as BuiltinName;
    const expander = this.#expander;
    const { id, loc, expansion, flags } = expander;
    if (name === '_Pragma') return this.#pragma(loc, expansion);
    const entry = expander.expansions.add(id, loc, 0, expansion, 0);
    const text = this.#text(name, loc);
    const made = expander.interner.intern(text);
    expander.macros.cover(expander.interner.size);
    const kind = text.startsWith('"') ? T_STRING : T_NUMBER;
    expander.pushToken(kind, made, loc, entry, F_SCRATCH | (flags & F_MACRO_BODY));
    return 1;
  }

  #text(name: BuiltinName, loc: number): string {
    const host = this.#host;
    switch (name) {
      case '__LINE__':
        return String(host.lineOf(this.#linePlace(loc)));
      case '__FILE__':
        return quoted(host.fileName());
      case '__FILE_NAME__':
        return quoted(host.fileName().replace(/^.*\//s, ''));
      case '__BASE_FILE__':
        return quoted(host.baseFileName());
      case '__INCLUDE_LEVEL__':
        return String(host.includeLevel());
      case '__COUNTER__':
        return String(host.nextCounter());
      case '__DATE__':
        return quoted(host.dateAndTime().date);
      case '__TIME__':
        return quoted(host.dateAndTime().time);
      case '__TIMESTAMP__':
        return quoted(`??? ${host.dateAndTime().date} ${host.dateAndTime().time}`);
      case '__has_include':
      case '__has_include_next':
        return this.#hasInclude(name, loc);
      case '__has_builtin':
        return this.#hasName(name, (word) => host.hasBuiltin(word));
      case '__has_feature':
      case '__has_extension':
        return this.#hasName(name, (word) => host.hasFeature?.(word) ?? false);
      default:
        return this.#hasAttribute(name);
    }
  }

  /** Which place __LINE__ tells the line of. */
  #linePlace(loc: number): number {
    const expander = this.#expander;
    if (!this.#host.tellsLastLine) return expander.outermostPoint || expander.point || loc;
    const { base, tokens, pos } = expander.input;
    return expander.depth > 0 && !expander.inDirective
      ? base + (tokens.starts[pos - 1] as number)
      : loc;
  }

  #hasInclude(name: string, loc: number): string {
    const expander = this.#expander;
    if (!expander.inDirective) {
      this.#host.problem(loc, `"${name}" used outside of preprocessing directive`);
    }
    if (!this.#open(name)) return '0';
    expander.nextSolid();
    const header = this.#host.readHeader();
    if (!header) {
      this.#host.problem(loc, `operator "${name}" requires a header-name`);
      return '0';
    }
    this.#close(name);
    return this.#host.hasHeader(header, name === '__has_include_next') ? '1' : '0';
  }

  /** The name is not macro-expanded. */
  #hasName(operator: string, has: (word: string) => boolean): string {
    const expander = this.#expander;
    expander.preventExpansion++;
    let answer = false;
    if (this.#open(operator)) {
      if (expander.nextSolid() === T_IDENTIFIER) {
        answer = has(expander.interner.text(expander.id));
      }
      this.#close(operator);
    }
    expander.preventExpansion--;
    return answer ? '1' : '0';
  }

  #hasAttribute(operator: string): string {
    const expander = this.#expander;
    const { interner } = expander;
    if (!this.#open(operator)) return '0';
    expander.nextSolid();
    let name = interner.text(expander.id);
    let scope: string | undefined;
    expander.nextSolid();
    if (this.#isPunctuator(P_COLON)) {
      expander.nextSolid();
      expander.nextSolid();
      scope = name;
      name = interner.text(expander.id);
      expander.nextSolid();
    } else if (operator === '__has_c_attribute') scope = '';
    if (!this.#isPunctuator(P_RPAREN)) {
      expander.backUp();
      this.#host.problem(expander.loc, `missing ')' after "${operator}"`);
    }
    return String(this.#host.hasAttribute(name, scope));
  }

  #open(operator: string): boolean {
    this.#expander.nextSolid();
    if (this.#isPunctuator(P_LPAREN)) return true;
    this.#host.problem(this.#expander.loc, `missing '(' before "${operator}" operand`);
    this.#expander.backUp();
    return false;
  }

  #close(operator: string): void {
    this.#expander.nextSolid();
    if (this.#isPunctuator(P_RPAREN)) return;
    this.#host.problem(this.#expander.loc, `missing ')' after "${operator}" operand`);
    this.#expander.backUp();
  }

  #isPunctuator(id: number): boolean {
    return this.#expander.kind === T_PUNCTUATOR && this.#expander.id === id;
  }

  /** `_Pragma("…")` acts where it is read; in directives and macro arguments it is left alone. */
  #pragma(loc: number, expansion: number): 0 | 1 | 2 {
    const expander = this.#expander;
    if (expander.inDirective || expander.argumentDepth > 0) return 0;
    const { kind, id, flags } = expander;
    const text = this.#pragmaText();
    if (text === undefined) {
      this.#host.problem(loc, '_Pragma takes a parenthesized string literal');
      Object.assign(expander, { kind, id, loc, expansion, flags });
      return 0;
    }
    this.#host.runPragma(text, loc, expansion);
    return 1;
  }

  #pragmaText(): string | undefined {
    const expander = this.#expander;
    expander.nextSolid();
    if (expander.kind === T_EOF) expander.backUp();
    if (!this.#isPunctuator(P_LPAREN)) return undefined;
    const isString = expander.nextSolid() === T_STRING;
    const text = expander.interner.text(expander.id);
    if (expander.kind === T_EOF) expander.backUp();
    if (!isString) return undefined;
    expander.nextSolid();
    return this.#isPunctuator(P_RPAREN) ? text : undefined;
  }
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`;
}
