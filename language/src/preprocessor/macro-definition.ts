import type { RawTokens } from '../lexer/raw-tokens.ts';
import { P_COMMA, P_ELLIPSIS, P_HASH, P_HASHHASH, P_LPAREN, P_RPAREN } from '../lexer/spellings.ts';
import {
  F_DIGRAPH,
  F_MACRO_BODY,
  F_PASTE_LEFT,
  F_SPACE_BEFORE,
  T_IDENTIFIER,
  T_PUNCTUATOR,
} from '../lexer/token-stream.ts';
import type { MacroPool } from './macro-pool.ts';

/** A parameter in a macro's body; its `id` is the parameter's index. Never leaves the preprocessor. */
export const T_PARAMETER = 9;
/** On T_PARAMETER and `__VA_OPT__` in a body: the operand of `#`. */
export const F_STRINGIZE = 32;

/** A macro, as `#define` wrote it. */
export interface MacroDefinition {
  readonly nameId: number;
  /** Where its name stands in the #define. */
  readonly loc: number;
  readonly isFunctionLike: boolean;
  readonly isVariadic: boolean;
  readonly params: readonly number[];
  readonly usesVaOpt: boolean;
  /** The body's tokens in the pool's buffer. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
  readonly problem: string | undefined;
}

interface Parameters {
  readonly ids: number[];
  isVariadic: boolean;
  /** The first token after the closing parenthesis. */
  end: number;
  problem: string | undefined;
}

/**
 * Reads a #define from its name to the end of its line (6.10.3, with GNU named variadics). A wrong
 * one has a problem; gcc does not define it.
 */
export function parseDefinition(
  pool: MacroPool,
  tokens: RawTokens,
  base: number,
  name: number,
  end: number,
): MacroDefinition {
  const afterName = name + 1;
  const isFunctionLike =
    afterName < end &&
    tokens.ids[afterName] === P_LPAREN &&
    tokens.kinds[afterName] === T_PUNCTUATOR &&
    ((tokens.flags[afterName] as number) & F_SPACE_BEFORE) === 0;
  const parameters = isFunctionLike
    ? parseParameters(pool, tokens, afterName + 1, end)
    : { ids: [], isVariadic: false, end: afterName, problem: undefined };
  const bodyStart = pool.bodies.length;
  const body = new BodyReader(pool, parameters, isFunctionLike);
  body.read(tokens, base, end);
  return {
    nameId: tokens.ids[name] as number,
    loc: base + (tokens.starts[name] as number),
    isFunctionLike,
    isVariadic: parameters.isVariadic,
    params: parameters.ids,
    usesVaOpt: body.usesVaOpt,
    bodyStart,
    bodyEnd: pool.bodies.length,
    problem: parameters.problem ?? body.problem,
  };
}

/**
 * Whether a #define must be parsed to know that it is right: most are not used, and parsed never. True
 * for an operator in the body, and for a list of parameters that is not one name after the other.
 */
export function mayBeWrong(tokens: RawTokens, name: number, end: number): boolean {
  const { ids, kinds, flags } = tokens;
  let at = name + 1;
  const hasList =
    at < end && ids[at] === P_LPAREN && ((flags[at] as number) & F_SPACE_BEFORE) === 0;
  if (hasList && ids[at + 1] !== P_RPAREN) {
    const first = at + 1;
    do {
      at++;
      if (kinds[at] !== T_IDENTIFIER) return true;
      for (let i = first; i < at; i += 2) if (ids[i] === ids[at]) return true;
      at++;
    } while (at < end && ids[at] === P_COMMA);
    if (at >= end || ids[at] !== P_RPAREN) return true;
  }
  for (; at < end; at++)
    if (kinds[at] === T_PUNCTUATOR && (ids[at] === P_HASH || ids[at] === P_HASHHASH)) return true;
  return false;
}

function parseParameters(
  pool: MacroPool,
  tokens: RawTokens,
  start: number,
  end: number,
): Parameters {
  const result: Parameters = { ids: [], isVariadic: false, end, problem: undefined };
  let at = start;
  if (tokens.ids[at] === P_RPAREN && at < end) return { ...result, end: at + 1 };
  for (;;) {
    if (at >= end) return { ...result, problem: 'missing ")" in macro parameter list' };
    const id = tokens.ids[at] as number;
    if (tokens.kinds[at] === T_IDENTIFIER) {
      if (result.ids.includes(id)) {
        return { ...result, problem: `duplicate macro parameter "${pool.interner.text(id)}"` };
      }
      result.ids.push(id);
      at++;
      if (tokens.ids[at] === P_ELLIPSIS && at < end) {
        result.isVariadic = true;
        at++;
      }
    } else if (id === P_ELLIPSIS) {
      result.ids.push(pool.vaArgsId);
      result.isVariadic = true;
      at++;
    } else return { ...result, problem: 'expected a parameter name in the macro parameter list' };
    const separator = at < end ? tokens.ids[at] : 0;
    if (separator === P_RPAREN) return { ...result, end: at + 1 };
    if (separator !== P_COMMA || result.isVariadic) {
      return { ...result, problem: 'expected "," or ")" in macro parameter list' };
    }
    at++;
  }
}

/** Writes a body into the pool with its parameters, `#` and `##` resolved, as cpplib stores it. */
class BodyReader {
  usesVaOpt = false;
  problem: string | undefined;
  readonly #pool: MacroPool;
  readonly #parameters: Parameters;
  readonly #isFunctionLike: boolean;
  #first = 0;
  #afterPaste = false;

  constructor(pool: MacroPool, parameters: Parameters, isFunctionLike: boolean) {
    this.#pool = pool;
    this.#parameters = parameters;
    this.#isFunctionLike = isFunctionLike;
  }

  read(tokens: RawTokens, base: number, end: number): void {
    const bodies = this.#pool.bodies;
    this.#first = bodies.length;
    for (let i = this.#parameters.end; i < end; i++) {
      const flags = (tokens.flags[i] as number) & (F_SPACE_BEFORE | F_DIGRAPH);
      const loc = base + (tokens.starts[i] as number);
      this.#add(tokens.kinds[i] as number, tokens.ids[i] as number, loc, flags);
    }
    if (this.#afterPaste) this.problem ??= "'##' cannot appear at either end of a macro expansion";
    if (this.#isFunctionLike && this.#endsWithHash()) this.#badHash();
    if (bodies.length > this.#first) {
      bodies.flags[this.#first] = (bodies.flags[this.#first] as number) & ~F_SPACE_BEFORE;
    }
  }

  #add(kind: number, id: number, loc: number, flags: number): void {
    const bodies = this.#pool.bodies;
    if (kind === T_PUNCTUATOR && id === P_HASHHASH) {
      this.#addPaste();
      return;
    }
    this.#afterPaste = false;
    const parameter = kind === T_IDENTIFIER ? this.#parameters.ids.indexOf(id) : -1;
    const isVaOpt = kind === T_IDENTIFIER && id === this.#pool.vaOptId;
    if (isVaOpt && this.#parameters.isVariadic) this.usesVaOpt = true;
    const isOperand = parameter >= 0 || (isVaOpt && this.#parameters.isVariadic);
    let extra = F_MACRO_BODY;
    if (this.#isFunctionLike && this.#endsWithHash()) {
      if (isOperand) {
        bodies.length--;
        extra |= F_STRINGIZE | ((bodies.flags[bodies.length] as number) & F_SPACE_BEFORE);
      } else this.#badHash();
    }
    if (parameter >= 0) bodies.push(T_PARAMETER, parameter, loc, 0, flags | extra);
    else bodies.push(kind, id, loc, 0, flags | extra);
  }

  /** Several `##` in a row count as one. */
  #addPaste(): void {
    const bodies = this.#pool.bodies;
    if (bodies.length === this.#first) {
      this.problem ??= "'##' cannot appear at either end of a macro expansion";
    } else {
      const last = bodies.length - 1;
      bodies.flags[last] = (bodies.flags[last] as number) | F_PASTE_LEFT;
    }
    this.#afterPaste = true;
  }

  #endsWithHash(): boolean {
    const { kinds, ids, flags, length } = this.#pool.bodies;
    const last = length - 1;
    if (last < this.#first || kinds[last] !== T_PUNCTUATOR || ids[last] !== P_HASH) return false;
    return ((flags[last] as number) & F_PASTE_LEFT) === 0 || !this.#afterPaste;
  }

  #badHash(): void {
    this.problem ??= "'#' is not followed by a macro parameter";
  }
}
