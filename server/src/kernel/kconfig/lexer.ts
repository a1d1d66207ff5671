/** The tokens of a Kconfig file. Nothing is made for help texts and comments: they are most of it. */
import type { Macros } from './macros.ts';

export type TokenKind = 'word' | 'quoted' | 'operator' | 'eol' | 'end';

const NEWLINE = 0x0a;
const TAB = 0x09;
const SPACE = 0x20;
const HASH = 0x23;
const DOLLAR = 0x24;
const BACKSLASH = 0x5c;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const CARRIAGE_RETURN = 0x0d;

/** Letters, digits, `_` and `-` make words. */
const isWord = new Uint8Array(256);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-') {
  isWord[char.charCodeAt(0)] = 1;
}

const OPERATORS = ['||', '&&', '!=', '<=', '>=', ':=', '+=', '=', '<', '>', '!', '(', ')'];

/** What the lexer asks of the reader around it. */
export interface LexerHost {
  readonly macros: Macros;
  warn(text: string, line: number): void;
}

export class Lexer {
  readonly text: string;
  readonly file: string;
  readonly #host: LexerHost;
  #at = 0;
  /** The line of the next character, from 1. */
  line = 1;
  kind: TokenKind = 'eol';
  /** A word's letters, a quoted text, an operator. */
  value = '';
  /** A word that macros made is never a keyword. */
  isExpanded = false;

  constructor(file: string, text: string, host: LexerHost) {
    this.file = file;
    this.text = text;
    this.#host = host;
  }

  /** Reads one token; true unless the line has ended. */
  next(): boolean {
    this.isExpanded = false;
    for (;;) {
      const code = this.text.charCodeAt(this.#at);
      if (code === SPACE || code === TAB || code === CARRIAGE_RETURN) this.#at++;
      else if (code === HASH) this.#skipLine();
      else if (code === BACKSLASH && this.#continuesAt(this.#at)) this.#continueLine();
      else if (code < 256 && isWord[code]) return this.#word();
      else if (Number.isNaN(code)) return this.#set('end', '');
      else if (code === NEWLINE) return this.#endLine();
      else if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) return this.#quoted(code);
      else if (code === DOLLAR) {
        if (this.#expandedWord()) return true;
      } else if (this.#operator()) return true;
    }
  }

  /** The rest of the line as it is, for `NAME = value`. */
  restOfLine(): string {
    while (/[ \t]/.test(this.text[this.#at] ?? '')) this.#at++;
    const from = this.#at;
    this.#skipLine();
    return this.text.slice(from, this.#at).replace(/\r$/, '');
  }

  /** Goes behind the end of the line that is being read. */
  skipRest(): void {
    while (this.kind !== 'eol' && this.kind !== 'end') this.next();
  }

  /**
   * A help text: up to the first line that is indented less than its first one. Called behind the
   * end of the line that says `help`.
   */
  skipHelp(): { start: number; end: number } {
    const start = this.#at;
    let least = 0;
    let isFirst = true;
    while (this.#at < this.text.length) {
      const { width, at, isBlank } = this.#indentation();
      if (!isBlank) {
        if (!isFirst && (width === 0 || width < least)) break;
        if (least === 0) least = width;
      }
      isFirst = false;
      this.#at = at;
      this.#skipLine();
      this.#at++;
      this.line++;
    }
    this.#at = Math.min(this.#at, this.text.length);
    return { start, end: this.#at };
  }

  #indentation(): { width: number; at: number; isBlank: boolean } {
    let width = 0;
    let at = this.#at;
    let code = this.text.charCodeAt(at);
    while (code === SPACE || code === TAB) {
      width = code === TAB ? (width & ~7) + 8 : width + 1;
      code = this.text.charCodeAt(++at);
    }
    return { width, at, isBlank: code === NEWLINE || code === CARRIAGE_RETURN };
  }

  #skipLine(): void {
    const end = this.text.indexOf('\n', this.#at);
    this.#at = end < 0 ? this.text.length : end;
  }

  #continuesAt(at: number): boolean {
    const next = this.text.charCodeAt(at + 1);
    return next === NEWLINE || (next === CARRIAGE_RETURN && this.text[at + 2] === '\n');
  }

  #continueLine(): void {
    this.#at = this.text.indexOf('\n', this.#at) + 1;
    this.line++;
  }

  #set(kind: TokenKind, value: string): boolean {
    this.kind = kind;
    this.value = value;
    return kind !== 'eol' && kind !== 'end';
  }

  #endLine(): boolean {
    this.#at++;
    this.line++;
    return this.#set('eol', '');
  }

  #word(): boolean {
    const from = this.#at;
    let code = this.text.charCodeAt(this.#at);
    while (code < 256 && isWord[code]) code = this.text.charCodeAt(++this.#at);
    if (code === DOLLAR) {
      this.#at = from;
      return this.#expandedWord() || this.next();
    }
    return this.#set('word', this.text.slice(from, this.#at));
  }

  /** A word with `$(…)` in it; it is none when nothing is left of it. */
  #expandedWord(): boolean {
    let value = '';
    for (;;) {
      const code = this.text.charCodeAt(this.#at);
      if (code < 256 && isWord[code]) {
        value += this.text[this.#at++];
      } else if (code === DOLLAR) {
        const line = this.#restAsText();
        const expanded = this.#host.macros.expandAt(line, 0);
        value += expanded.value;
        this.#at += expanded.end;
      } else break;
    }
    this.isExpanded = true;
    return value !== '' && this.#set('word', value);
  }

  #restAsText(): string {
    const end = this.text.indexOf('\n', this.#at);
    return this.text.slice(this.#at, end < 0 ? this.text.length : end);
  }

  #quoted(open: number): boolean {
    this.#at++;
    let value = '';
    for (;;) {
      const code = this.text.charCodeAt(this.#at);
      if (code === open) {
        this.#at++;
        break;
      }
      if (Number.isNaN(code)) break;
      if (code === NEWLINE) {
        this.#host.warn('multi-line strings not supported', this.line);
        break;
      }
      if (code === BACKSLASH) {
        value += this.text[this.#at + 1] === '\n' ? '' : (this.text[this.#at + 1] ?? '');
        this.#at += this.text[this.#at + 1] === '\n' ? 1 : 2;
      } else if (code === DOLLAR) {
        const expanded = this.#host.macros.expandAt(this.#restAsText(), 0);
        value += expanded.value;
        this.#at += expanded.end;
      } else {
        const from = this.#at++;
        while (isPlain(this.text.charCodeAt(this.#at))) this.#at++;
        value += this.text.slice(from, this.#at);
      }
    }
    return this.#set('quoted', value);
  }

  #operator(): boolean {
    const found = OPERATORS.find((each) => this.text.startsWith(each, this.#at));
    if (found === undefined) {
      this.#host.warn(`ignoring unsupported character '${this.text[this.#at]}'`, this.line);
      this.#at++;
      return false;
    }
    this.#at += found.length;
    return this.#set('operator', found);
  }
}

/** What neither ends a quoted text nor means something in it. */
function isPlain(code: number): boolean {
  return (
    code !== DOUBLE_QUOTE &&
    code !== SINGLE_QUOTE &&
    code !== BACKSLASH &&
    code !== DOLLAR &&
    code !== NEWLINE &&
    !Number.isNaN(code)
  );
}
