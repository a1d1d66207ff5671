/**
 * The macro language of Kconfig (Documentation/kbuild/kconfig-macro-language.rst): variables,
 * functions, and `$(shell …)`, which is not run but answered by whoever is asked.
 */

/** What the macros of a tree need from outside. */
export interface MacroHost {
  /** A variable of the environment that make sets up. */
  environment(name: string): string | undefined;
  /** The output of a command, without running it. */
  shell(command: string): string;
  /** An error that `$(error-if …)` or bad syntax raises, and a warning; the text without a place. */
  report(text: string, isError: boolean): void;
  readonly file: string;
  readonly line: number;
}

interface Variable {
  value: string;
  isSimple: boolean;
  expanding: number;
}

/** scripts/kconfig/preprocess.c stops here. */
const MAX_ARGUMENTS = 16;
const MAX_EXPANSION = 1000;
/** What a recursive macro may grow to before we give it up. */
const MAX_LENGTH = 1 << 20;

export type AssignmentOperator = '=' | ':=' | '+=';

export class Macros {
  readonly #host: MacroHost;
  readonly #variables = new Map<string, Variable>();
  #depth = 0;

  constructor(host: MacroHost) {
    this.#host = host;
  }

  assign(name: string, operator: AssignmentOperator, text: string): void {
    const known = this.#variables.get(name);
    const append = operator === '+=' && known !== undefined;
    const isSimple = append ? known.isSimple : operator === ':=';
    const value = isSimple ? this.expand(text) : text;
    if (append) known.value = `${known.value} ${value}`;
    else this.#variables.set(name, { value, isSimple, expanding: 0 });
  }

  /** A text with everything in it that starts with `$(` replaced. */
  expand(text: string, args: readonly string[] = []): string {
    let dollar = text.indexOf('$');
    if (dollar < 0) return text;
    let out = '';
    let from = 0;
    while (dollar >= 0) {
      out += text.slice(from, dollar);
      const { value, end } = this.expandAt(text, dollar, args);
      if (out.length + value.length > MAX_LENGTH) return out;
      out += value;
      from = end;
      dollar = text.indexOf('$', end);
    }
    return out + text.slice(from);
  }

  /** What stands for the `$` at an offset, and where the text goes on. */
  expandAt(
    text: string,
    dollar: number,
    args: readonly string[] = [],
  ): { value: string; end: number } {
    if (text[dollar + 1] !== '(') return { value: '$', end: dollar + 1 };
    const start = dollar + 2;
    const end = closingParenthesis(text, start);
    if (end < 0) {
      this.#host.report(`unterminated reference to '${text.slice(start)}': missing ')'`, true);
      return { value: '', end: text.length };
    }
    return { value: this.#clause(text.slice(start, end), args), end: end + 1 };
  }

  #clause(text: string, args: readonly string[]): string {
    const number = /^\d+$/.test(text) ? Number(text) : 0;
    if (number > 0 && number <= args.length) return args[number - 1] ?? '';
    const parts = splitArguments(text);
    if (parts.length > MAX_ARGUMENTS) {
      this.#host.report('too many function arguments', true);
      return '';
    }
    const [name = '', ...own] = parts.map((part) => this.expand(part, args));
    return this.#variable(name, own) ?? this.#function(name, own) ?? this.#environment(name, own);
  }

  #variable(name: string, args: readonly string[]): string | undefined {
    const variable = this.#variables.get(name);
    if (variable === undefined) return undefined;
    if (args.length === 0 && variable.expanding > 0) {
      this.#host.report(`Recursive variable '${name}' references itself (eventually)`, true);
      return '';
    }
    if (this.#depth > MAX_EXPANSION) {
      this.#host.report('Too deep recursive expansion', true);
      return '';
    }
    if (variable.isSimple) return variable.value;
    variable.expanding++;
    this.#depth++;
    const value = this.expand(variable.value, args);
    this.#depth--;
    variable.expanding--;
    return value;
  }

  #function(name: string, args: readonly string[]): string | undefined {
    const [first = '', second = ''] = args;
    switch (name) {
      case 'error-if':
      case 'warning-if':
        if (first === 'y') this.#host.report(second, name === 'error-if');
        return '';
      case 'filename':
        return this.#host.file;
      case 'lineno':
        return String(this.#host.line);
      case 'info':
        return '';
      case 'shell':
        return this.#host.shell(first);
      default:
        return undefined;
    }
  }

  #environment(name: string, args: readonly string[]): string {
    return args.length > 0 ? '' : (this.#host.environment(name) ?? '');
  }
}

function closingParenthesis(text: string, start: number): number {
  let nest = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x28) nest++;
    else if (code === 0x29 && nest-- === 0) return at;
  }
  return -1;
}

/** Commas separate arguments where no parenthesis is open. */
function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let nest = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x28) nest++;
    else if (code === 0x29) nest--;
    else if (code === 0x2c && nest === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}
