import {
  P_AMP, P_ANDAND, P_ASSIGN, P_CARET, P_COLON, P_COMMA, P_EQ, P_GE, P_GT, P_LAST, P_LBRACE, P_LBRACKET, P_LE, P_LPAREN, P_LT, P_MINUS, P_NE, P_OR_ASSIGN, P_OROR, P_PERCENT,
  P_PIPE, P_PLUS, P_QUESTION, P_RBRACE, P_RBRACKET, P_RPAREN, P_SEMI, P_SHL, P_SHR, P_SLASH, P_STAR,
} from '../lexer/spellings.ts'; // biome-ignore format: a list
import { type CType, ERROR, resolve, unqualified } from '../types/types.ts';
import { decay, isPointer, usualConversions } from '../typing/arithmetic.ts';
import { conditionalType } from '../typing/conditional.ts';
import { promotedOperand } from '../typing/promoted-operand.ts';
import type { Expression } from './ast.ts';
import type { Parser } from './parser.ts';
import { parseCast } from './unary.ts';

/** Longer chains of binary operators are given up: their tree is as deep as they are long. */
const MAX_CHAIN = 1000;

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
  const first = parseConditional(p);
  if (p.tok < P_ASSIGN || p.tok > P_OR_ASSIGN) return first;
  // `a = b = c` is read from the left and put together from the right, be it as long as it likes.
  const targets = [first];
  const tokens: number[] = [];
  while (p.tok >= P_ASSIGN && p.tok <= P_OR_ASSIGN) {
    tokens.push(p.pos);
    p.advance();
    targets.push(parseConditional(p));
  }
  let right = targets.pop() as Expression;
  for (let i = tokens.length - 1; i >= 0; i--) {
    const token = tokens[i] as number;
    const left = targets[i] as Expression;
    const operator = p.stream.ids[token] as number;
    right = { kind: 'assign', token, operator, left, right, type: unqualified(left.type) };
  }
  return right;
}

/** `condition ? then :`, to which what follows is still to come. */
interface Arm {
  readonly token: number;
  readonly condition: Expression;
  readonly then: Expression | undefined;
}

/** conditional-expression, C11 6.5.15, with the GNU form `a ?: b`. */
export function parseConditional(p: Parser): Expression {
  let last = parseBinary(p, 1);
  if (p.tok !== P_QUESTION) return last;
  const arms: Arm[] = [];
  while (p.tok === P_QUESTION) {
    const arm = parseArm(p, last);
    if (arm === undefined) return { kind: 'error', token: p.pos, type: ERROR };
    arms.push(arm);
    last = parseBinary(p, 1);
  }
  for (let arm = arms.pop(); arm; arm = arms.pop()) {
    const type = conditionalType(p, arm.then ?? arm.condition, last);
    last = { kind: 'conditional', ...arm, otherwise: last, type };
  }
  return last;
}

function parseArm(p: Parser, condition: Expression): Arm | undefined {
  const token = p.pos;
  p.advance();
  if (!p.nest()) return undefined;
  const then = p.tok === P_COLON ? undefined : parseExpression(p);
  p.expect(P_COLON);
  p.unnest();
  return { token, condition, then };
}

/** Precedence climbing over the binary operators. */
function parseBinary(p: Parser, minimum: number): Expression {
  let left = parseCast(p);
  for (let length = 0; ; length++) {
    const operator = p.tok;
    const precedence = operator <= P_LAST ? (PRECEDENCE[operator] as number) : 0;
    if (precedence < minimum || precedence === 0) return left;
    const token = p.pos;
    p.advance();
    if (length === MAX_CHAIN) return chainTooLong(p, token);
    const right = parseBinary(p, precedence + 1);
    left = {
      kind: 'binary',
      token,
      operator,
      left,
      right,
      type: binaryType(p, operator, left, right),
    };
  }
}

/** Skips the rest of an expression whose tree would be too deep to walk. */
function chainTooLong(p: Parser, token: number): Expression {
  p.problem(`more than ${MAX_CHAIN} operators in a row`, token);
  while (
    !p.atEnd &&
    p.tok !== P_SEMI &&
    p.tok !== P_COMMA &&
    p.tok !== P_RPAREN &&
    p.tok !== P_RBRACE &&
    p.tok !== P_RBRACKET
  ) {
    if (p.tok === P_LPAREN || p.tok === P_LBRACE || p.tok === P_LBRACKET) p.skipBalanced();
    else p.advance();
  }
  return { kind: 'error', token, type: ERROR };
}

function binaryType(p: Parser, operator: number, left: Expression, right: Expression): CType {
  const { types } = p;
  if (operator >= P_LT && operator <= P_NE)
    return vectorComparison(p, left.type) ?? vectorComparison(p, right.type) ?? types.int;
  if (operator === P_ANDAND || operator === P_OROR) return types.int;
  if (operator === P_SHL || operator === P_SHR) return promotedOperand(types, left);
  const l = decay(left.type);
  const r = decay(right.type);
  if (isPointer(l)) return operator === P_MINUS && isPointer(r) ? types.ptrdiffT : l;
  if (isPointer(r)) return r;
  return usualConversions(types, promotedOperand(types, left), promotedOperand(types, right));
}

/** Comparing vectors gives a vector of signed integers of the same size (gcc manual, Vector Extensions). */
function vectorComparison(p: Parser, operand: CType): CType | undefined {
  const t = resolve(operand);
  if (t.kind !== 'vector') return undefined;
  const { types } = p;
  const own = resolve(t.element);
  if (own.kind === 'integer' && own.signed && own !== types.char) return t;
  const size = p.layouts.sizeBytes(own);
  const signed = [types.schar, types.short, types.int, types.long, types.llong, types.int128];
  const element = signed.find(({ sizeBytes }) => sizeBytes === size);
  return element ? { kind: 'vector', element, sizeBytes: t.sizeBytes } : t;
}
