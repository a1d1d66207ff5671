import {
  P_AMP, P_ANDAND, P_ASSIGN, P_CARET, P_COLON, P_COMMA, P_EQ, P_GE, P_GT, P_LAST, P_LE, P_LT, P_MINUS, P_NE, P_OR_ASSIGN, P_OROR, P_PERCENT,
  P_PIPE, P_PLUS, P_QUESTION, P_SHL, P_SHR, P_SLASH, P_STAR,
} from '../lexer/spellings.ts'; // biome-ignore format: a list
import { type CType, ERROR, resolve, unqualified } from '../types/types.ts';
import { decay, isPointer, promote, usualConversions } from '../typing/arithmetic.ts';
import { conditionalType } from '../typing/conditional.ts';
import type { Expression } from './ast.ts';
import type { Parser } from './parser.ts';
import { parseCast } from './unary.ts';

const PRECEDENCE = new Uint8Array(P_LAST + 1);
const LEVELS = [
  [P_OROR], [P_ANDAND], [P_PIPE], [P_CARET], [P_AMP], [P_EQ, P_NE], [P_LT, P_GT, P_LE, P_GE], [P_SHL, P_SHR], [P_PLUS, P_MINUS],
  [P_STAR, P_SLASH, P_PERCENT],
]; // biome-ignore format: a table
for (const [i, operators] of LEVELS.entries())
  for (const operator of operators) PRECEDENCE[operator] = i + 1;

/** expression, C11 6.5.17. */
export function parseExpression(p: Parser): Expression {
  let left = parseAssignment(p);
  while (p.tok === P_COMMA) {
    const token = p.pos;
    p.advance();
    const right = parseAssignment(p);
    left = { kind: 'comma', token, left, right, type: decay(right.type) };
  }
  return left;
}

/** assignment-expression, C11 6.5.16. */
export function parseAssignment(p: Parser): Expression {
  const left = parseConditional(p);
  if (p.tok < P_ASSIGN || p.tok > P_OR_ASSIGN) return left;
  const token = p.pos;
  const operator = p.tok;
  p.advance();
  if (!p.nest()) return { kind: 'error', token, type: ERROR };
  const right = parseAssignment(p);
  p.unnest();
  return { kind: 'assign', token, operator, left, right, type: unqualified(left.type) };
}

/** conditional-expression, C11 6.5.15, with the GNU form `a ?: b`. */
export function parseConditional(p: Parser): Expression {
  const condition = parseBinary(p, 1);
  if (p.tok !== P_QUESTION) return condition;
  const token = p.pos;
  p.advance();
  if (!p.nest()) return { kind: 'error', token, type: ERROR };
  const then = p.tok === P_COLON ? undefined : parseExpression(p);
  p.expect(P_COLON);
  const otherwise = parseConditional(p);
  p.unnest();
  return {
    kind: 'conditional',
    token,
    condition,
    then,
    otherwise,
    type: conditionalType(p, then ?? condition, otherwise),
  };
}

/** Precedence climbing over the binary operators. */
function parseBinary(p: Parser, minimum: number): Expression {
  let left = parseCast(p);
  for (;;) {
    const operator = p.tok;
    const precedence = operator <= P_LAST ? (PRECEDENCE[operator] as number) : 0;
    if (precedence < minimum || precedence === 0) return left;
    const token = p.pos;
    p.advance();
    const right = parseBinary(p, precedence + 1);
    left = {
      kind: 'binary',
      token,
      operator,
      left,
      right,
      type: binaryType(p, operator, left.type, right.type),
    };
  }
}

function binaryType(p: Parser, operator: number, left: CType, right: CType): CType {
  const { types } = p;
  if (operator >= P_LT && operator <= P_NE) return vectorComparison(p, left) ?? types.int;
  if (operator === P_ANDAND || operator === P_OROR) return types.int;
  if (operator === P_SHL || operator === P_SHR) return promote(types, left);
  if (operator !== P_PLUS && operator !== P_MINUS) return usualConversions(types, left, right);
  const l = decay(left);
  const r = decay(right);
  if (isPointer(l)) return operator === P_MINUS && isPointer(r) ? types.ptrdiffT : l;
  if (isPointer(r)) return r;
  return usualConversions(types, l, r);
}

/** Comparing vectors gives a vector of the same size. */
function vectorComparison(_p: Parser, left: CType): CType | undefined {
  const t = resolve(left);
  return t.kind === 'vector' ? t : undefined;
}
