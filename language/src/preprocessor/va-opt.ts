import { P_LPAREN, P_RPAREN } from '../lexer/spellings.ts';
import { T_IDENTIFIER, T_PUNCTUATOR } from '../lexer/token-stream.ts';
import { ARG_EXPANDED_COUNT, ARG_EXPANDED_START } from './arguments.ts';
import type { Expander } from './expander.ts';
import { F_STRINGIZE } from './macro-definition.ts';
import { T_PADDING } from './macro-pool.ts';

/** The token is an ordinary part of the body. */
export const VA_INCLUDE = 0;
/** The token is left out. */
const VA_DROP = 1;
/** The token is __VA_OPT__ itself. */
export const VA_BEGIN = 2;
/** The token is the parenthesis that closes it. */
export const VA_END = 3;

/** Follows a body's tokens through `__VA_OPT__( … )`, after cpplib's vaopt_state. */
export class VaOpt {
  isStringized = false;
  readonly #vaOptId: number;
  /** What becomes of the tokens in the parentheses. */
  readonly #inside: number;
  /** 0 outside, 1 after the name, else 1 plus the depth of parentheses. */
  #state = 0;

  constructor(expander: Expander, restSlot: number) {
    this.#vaOptId = expander.pool.vaOptId;
    this.#inside = hasTokens(expander, restSlot) ? VA_INCLUDE : VA_DROP;
  }

  update(kind: number, id: number, flags: number): number {
    if (this.#state === 0) {
      if (kind !== T_IDENTIFIER || id !== this.#vaOptId) return VA_INCLUDE;
      this.#state = 1;
      this.isStringized = (flags & F_STRINGIZE) !== 0;
      return VA_BEGIN;
    }
    if (this.#state === 1) {
      this.#state = 2;
      return VA_DROP;
    }
    if (kind === T_PUNCTUATOR && id === P_LPAREN) this.#state++;
    else if (kind === T_PUNCTUATOR && id === P_RPAREN && --this.#state === 1) {
      this.#state = 0;
      return VA_END;
    }
    return this.#inside;
  }
}

/** True when the rest argument, fully expanded, has a token. */
function hasTokens(expander: Expander, slot: number): boolean {
  const start = expander.slots.at(slot + ARG_EXPANDED_START);
  const end = start + expander.slots.at(slot + ARG_EXPANDED_COUNT);
  for (let i = start; i < end; i++) if (expander.expanded.kinds[i] !== T_PADDING) return true;
  return false;
}
