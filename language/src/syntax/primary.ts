import {K_LAST, 
  keywordId, P_COLON, P_COMMA, P_LBRACE, P_LPAREN, P_RPAREN,
} from '../lexer/spellings.ts'; // biome-ignore format: a list
import { T_CHARACTER, T_IDENTIFIER, T_NUMBER, T_STRING } from '../lexer/token-stream.ts';
import { type CType, ERROR, Q_CONST, qualify, resolve, VOID } from '../types/types.ts';
import { compatible, decay } from '../typing/arithmetic.ts';
import { constantValue } from '../typing/constant.ts';
import type { Expression, GenericAssociation } from './ast.ts';
import { parseAssignment, parseExpression } from './expressions.ts';
import { characterValue, literalElement, literalUnits, readNumber } from './literals.ts';
import { parseBuiltinOffsetof } from './offsetof.ts';
import type { Parser } from './parser.ts';
import { parseCompound } from './statements.ts';
import { isTypeStart, parseTypeName } from './type-names.ts';
import { isDeclared, reportUndeclared } from './visibility.ts';

const K_GENERIC = keywordId('_Generic');
const K_DEFAULT = keywordId('default');
const K_OFFSETOF = keywordId('__builtin_offsetof');
const K_VA_ARG = keywordId('__builtin_va_arg');
const K_TYPES_COMPATIBLE = keywordId('__builtin_types_compatible_p');
const K_CHOOSE = keywordId('__builtin_choose_expr');
const K_HAS_ATTRIBUTE = keywordId('__builtin_has_attribute');
const K_CONVERT = keywordId('__builtin_convertvector');
const FUNCTION_NAMES = new Set([
  keywordId('__func__'),
  keywordId('__FUNCTION__'),
  keywordId('__PRETTY_FUNCTION__'),
]);

/** primary-expression, C11 6.5.1, with GNU's statement expressions and builtin forms. */
export function parsePrimary(p: Parser): Expression {
  const token = p.pos;
  switch (p.kind) {
    case T_IDENTIFIER:
      return p.tok > K_LAST ? parseIdentifier(p) : parseKeyword(p);
    case T_NUMBER:
      return parseNumber(p);
    case T_STRING:
      return parseString(p);
    case T_CHARACTER: {
      const { value, type } = characterValue(p.interner.text(p.tok), p.types);
      p.advance();
      return { kind: 'integer', token, value, type };
    }
    default:
      return p.tok === P_LPAREN ? parseParenthesis(p) : failed(p);
  }
}

function failed(p: Parser): Expression {
  p.problem(`expected an expression before ${p.describe()}`);
  return { kind: 'error', token: p.pos, type: ERROR };
}

function parseIdentifier(p: Parser): Expression {
  const token = p.pos;
  const nameId = p.tok;
  const symbol = p.scope.symbol(nameId);
  p.advance();
  if (symbol === undefined || !(symbol.local || isDeclared(p, nameId)))
    reportUndeclared(p, nameId, token, p.tok === P_LPAREN);
  else if (symbol.kind === 'typedef')
    p.problem(`expected an expression before '${symbol.name}'`, token);
  const type = symbol === undefined || symbol.kind === 'typedef' ? ERROR : symbol.type;
  return { kind: 'identifier', token, nameId, symbol, type };
}

function parseNumber(p: Parser): Expression {
  const token = p.pos;
  const text = p.interner.text(p.tok);
  p.advance();
  const number = readNumber(text, p.types);
  if (number === undefined) {
    p.problem(`'${text}' is no number`, token);
    return { kind: 'error', token, type: ERROR };
  }
  if (typeof number.value === 'bigint')
    return { kind: 'integer', token, value: number.value, type: number.type };
  return { kind: 'float', token, value: number.value, type: number.type };
}

/** Adjacent literals are one (translation phase 6). */
function parseString(p: Parser): Expression {
  const token = p.pos;
  let element = p.types.char;
  let length = 1;
  const first = p.pos;
  while (p.kind === T_STRING) {
    const own = literalElement(p.interner.text(p.tok), p.types);
    if (own !== p.types.char) element = own;
    p.advance();
  }
  for (let t = first; t < p.pos; t++) {
    if (p.stream.kinds[t] === T_STRING)
      length += literalUnits(p.interner.text(p.stream.ids[t] as number), element.sizeBytes).length;
  }
  return { kind: 'string', token, endToken: p.pos, type: { kind: 'array', element, length } };
}

function parseParenthesis(p: Parser): Expression {
  const token = p.pos;
  if (!p.nest()) {
    p.skipBalanced();
    return { kind: 'error', token, type: ERROR };
  }
  p.advance();
  const inner = p.tok === P_LBRACE ? parseStatementExpression(p, token) : parseExpression(p);
  p.unnest();
  if (!p.expect(P_RPAREN)) p.skipToEnd();
  return inner;
}

/** The value is that of the last statement, when it is an expression (gcc manual, Statement Exprs). */
function parseStatementExpression(p: Parser, token: number): Expression {
  const { focus } = p;
  // The type of what is around depends on all of it.
  p.focus = undefined;
  const body = parseCompound(p);
  p.focus = focus;
  let last = body.statements[body.statements.length - 1];
  while (last?.kind === 'label' && last.body) last = last.body;
  const type = last?.kind === 'expression' ? decayed(last.expression.type) : VOID;
  return { kind: 'statementExpression', token, body, type };
}

function decayed(type: CType): CType {
  const kind = resolve(type).kind;
  return kind === 'array' || kind === 'function' ? decay(type) : type;
}

function parseKeyword(p: Parser): Expression {
  switch (p.tok) {
    case K_GENERIC: return parseGeneric(p);
    case K_OFFSETOF: return parseBuiltinOffsetof(p);
    case K_VA_ARG: return parseVaArg(p);
    case K_TYPES_COMPATIBLE: return parseTypesCompatible(p);
    case K_CHOOSE: return parseChoose(p);
    case K_HAS_ATTRIBUTE: return parseHasAttribute(p);
    case K_CONVERT: return parseVaArg(p);
    default: return FUNCTION_NAMES.has(p.tok) ? parseFunctionName(p) : failed(p);
  } // biome-ignore format: a table
}

function parseFunctionName(p: Parser): Expression {
  const token = p.pos;
  p.advance();
  const name = p.currentFunction?.name;
  const length = name === undefined ? undefined : name.length + 1;
  return {
    kind: 'string',
    token,
    endToken: p.pos,
    type: { kind: 'array', element: qualify(p.types.char, Q_CONST), length },
  };
}

/** generic-selection, C11 6.5.1.1; the control is taken as an rvalue. */
function parseGeneric(p: Parser): Expression {
  const token = p.pos;
  p.advance();
  p.expect(P_LPAREN);
  const control = parseAssignment(p);
  const associations: GenericAssociation[] = [];
  while (p.accept(P_COMMA)) {
    const typeName = p.tok === K_DEFAULT ? undefined : parseTypeName(p);
    if (typeName === undefined) p.advance();
    p.expect(P_COLON);
    associations.push({ typeName, expression: parseAssignment(p) });
  }
  p.expect(P_RPAREN);
  const wanted = decay(control.type);
  const match = associations.find(
    (a) => a.typeName !== undefined && sameForGeneric(p, wanted, a.typeName.type),
  );
  const chosen = match ?? associations.find((a) => a.typeName === undefined);
  return {
    kind: 'generic',
    token,
    control,
    associations,
    chosen,
    type: chosen?.expression.type ?? ERROR,
  };
}

function sameForGeneric(p: Parser, wanted: CType, type: CType): boolean {
  const t = resolve(type);
  return (t === type || type.kind !== 'qualified') && compatible(p.layouts, wanted, t);
}

function parseVaArg(p: Parser): Expression {
  const token = p.pos;
  p.advance();
  p.expect(P_LPAREN);
  const list = parseAssignment(p);
  p.expect(P_COMMA);
  const typeName = parseTypeName(p);
  p.expect(P_RPAREN);
  return { kind: 'vaArg', token, list, typeName, type: typeName.type };
}

function parseTypesCompatible(p: Parser): Expression {
  const token = p.pos;
  p.advance();
  p.expect(P_LPAREN);
  const left = parseTypeName(p);
  p.expect(P_COMMA);
  const right = parseTypeName(p);
  p.expect(P_RPAREN);
  return { kind: 'typesCompatible', token, left, right, type: p.types.int };
}

function parseChoose(p: Parser): Expression {
  const token = p.pos;
  p.advance();
  p.expect(P_LPAREN);
  const condition = parseAssignment(p);
  p.expect(P_COMMA);
  const then = parseAssignment(p);
  p.expect(P_COMMA);
  const otherwise = parseAssignment(p);
  p.expect(P_RPAREN);
  const value = constantValue(p, condition);
  const chosen = value === undefined ? undefined : value !== 0n ? then : otherwise;
  return {
    kind: 'choose',
    token,
    condition,
    then,
    otherwise,
    chosen,
    type: chosen?.type ?? then.type,
  };
}

function parseHasAttribute(p: Parser): Expression {
  const token = p.pos;
  p.advance();
  p.expect(P_LPAREN);
  const operand = isTypeStart(p) ? undefined : parseAssignment(p);
  if (operand === undefined) parseTypeName(p);
  while (!p.atEnd && p.tok !== P_RPAREN) {
    if (p.tok === P_LPAREN) p.skipBalanced();
    else p.advance();
  }
  p.expect(P_RPAREN);
  return { kind: 'hasAttribute', token, operand, type: p.types.int };
}
