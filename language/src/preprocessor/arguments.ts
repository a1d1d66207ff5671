import { P_COMMA, P_LPAREN, P_RPAREN } from '../lexer/spellings.ts';
import { T_EOF, T_PUNCTUATOR } from '../lexer/token-stream.ts';
import type { Expander } from './expander.ts';
import type { MacroDefinition } from './macro-definition.ts';
import { T_PADDING } from './macro-pool.ts';
import { PAD_APART, PAD_TIGHT } from './padding.ts';

/** Each argument of an invocation has four numbers in `slots`; these are their offsets. */
export const ARG_START = 0;
export const ARG_COUNT = 1;
/** -1 before the argument was macro-expanded. */
export const ARG_EXPANDED_START = 2;
export const ARG_EXPANDED_COUNT = 3;
export const ARG_SLOTS = 4;

/** Reads up to a `(`. If another token comes first, it is given back, with the padding before it. */
export function findParenthesis(expander: Expander): boolean {
  let padding = -1;
  while (expander.next() === T_PADDING) {
    if (padding <= PAD_APART || (padding === PAD_TIGHT && expander.id === PAD_APART)) {
      padding = expander.id;
    }
  }
  if (expander.kind === T_PUNCTUATOR && expander.id === P_LPAREN) return true;
  const atInputEnd = expander.kind === T_EOF && expander.depth === 0;
  if (!atInputEnd) {
    expander.backUp();
    if (expander.depth === 0) expander.peekedAt = expander.input.pos;
    if (padding >= 0) expander.pushToken(T_PADDING, padding, 0, 0, 0);
  }
  return false;
}

/** Collects the arguments after a `(`; false (with a problem) when they do not fit the macro. */
export function collectArguments(
  expander: Expander,
  definition: MacroDefinition,
  id: number,
  loc: number,
  expansion: number,
): boolean {
  expander.parsingArguments = 2;
  const { work, slots } = expander;
  const first = slots.length;
  const paramCount = definition.params.length;
  for (let i = 0; i < Math.max(paramCount, 1); i++) {
    slots.push(work.length);
    slots.push(0);
    slots.push(-1);
    slots.push(0);
  }
  let argumentExpansion = 0;
  let textExpansion = 0;
  let argumentCount = 0;
  let closed = false;
  while (!closed) {
    const slot = first + Math.min(argumentCount, Math.max(paramCount - 1, 0)) * ARG_SLOTS;
    argumentCount++;
    const keepsCommas = definition.isVariadic && argumentCount === paramCount;
    const start = work.length;
    let parens = 0;
    for (;;) {
      const kind = expander.next();
      if (kind === T_PADDING) {
        if (work.length === start) continue;
      } else if (kind === T_PUNCTUATOR) {
        if (expander.id === P_LPAREN) parens++;
        else if (expander.id === P_RPAREN) {
          if (parens-- === 0) {
            closed = true;
            break;
          }
        } else if (expander.id === P_COMMA && parens === 0 && !keepsCommas) break;
      } else if (kind === T_EOF) {
        if (expander.depth > 0 || expander.inDirective) expander.backUp();
        const name = expander.interner.text(id);
        expander.host.problem(loc, `unterminated argument list invoking macro "${name}"`);
        return false;
      }
      let through = expander.expansion;
      if (kind !== T_PADDING && through === expansion) {
        argumentExpansion ||= expander.expansions.add(id, loc, definition.loc, expansion, 1);
        through = argumentExpansion;
      } else if (kind !== T_PADDING && through === 0) {
        // The name came from another macro's body, its arguments from the text behind that macro.
        textExpansion ||= expander.expansions.add(id, loc, definition.loc, 0, 1);
        through = textExpansion;
      }
      work.push(kind, expander.id, expander.loc, through, expander.flags);
    }
    let end = work.length;
    while (end > start && work.kinds[end - 1] === T_PADDING) end--;
    work.length = end;
    work.push(T_EOF, 0, 0, 0, 0);
    slots.set(slot + ARG_START, start);
    slots.set(slot + ARG_COUNT, end - start);
  }
  return argumentsFit(expander, definition, id, loc, argumentCount, first);
}

function argumentsFit(
  expander: Expander,
  definition: MacroDefinition,
  id: number,
  loc: number,
  collected: number,
  first: number,
): boolean {
  const wanted = definition.params.length;
  const onlyEmpty = collected === 1 && expander.slots.at(first + ARG_COUNT) === 0;
  const given = onlyEmpty && wanted === 0 ? 0 : collected;
  const restOmitted = definition.isVariadic && given + 1 === wanted;
  if (given !== wanted && !restOmitted) {
    const name = expander.interner.text(id);
    const message =
      given < wanted
        ? `macro "${name}" requires ${wanted} arguments, but only ${given} given`
        : `macro "${name}" passed ${given} arguments, but takes just ${wanted}`;
    expander.host.problem(loc, message);
    return false;
  }
  // GNU C: `, ## rest` loses its comma when there is no rest at all; replaceParameters() looks for -1.
  if (definition.isVariadic && (restOmitted || onlyEmpty)) {
    const last = first + (wanted - 1) * ARG_SLOTS;
    expander.slots.set(last + ARG_START, -1);
    expander.slots.set(last + ARG_COUNT, 0);
  }
  return true;
}
