import {K_LAST, 
  keywordId, P_AMP, P_ANDAND, P_DEC, P_INC, P_LBRACE, P_LPAREN, P_MINUS, P_NOT, P_PLUS, P_RPAREN, P_STAR, P_TILDE,
} from '../lexer/spellings.ts'; // biome-ignore format: a list
import {
  type CType,
  ERROR,
  pointeeOf,
  pointerTo,
  resolve,
  unqualified,
  VOID,
} from '../types/types.ts';
import { promotedOperand } from '../typing/promoted-operand.ts';
import type { Expression, TypeName, UnaryOperator } from './ast.ts';
import { parseInitializerList } from './initializers.ts';
import type { Parser } from './parser.ts';
import { parsePostfix, parsePostfixOf } from './postfix.ts';
import { isTypeStart, parseTypeName } from './type-names.ts';
import { incompleteRecord, recordText } from './visibility.ts';

const K_SIZEOF = keywordId('sizeof');
const K_EXTENSION = keywordId('__extension__');
const ALIGNOF = new Set([keywordId('_Alignof'), keywordId('__alignof__'), keywordId('__alignof')]);
const PARTS = new Map<number, UnaryOperator>([
  [keywordId('__real__'), '__real__'], [keywordId('__real'), '__real__'], [keywordId('__imag__'), '__imag__'], [keywordId('__imag'), '__imag__'],
]); // biome-ignore format: a table
const OPERATORS = new Map<number, UnaryOperator>([
  [P_AMP, '&'],
  [P_STAR, '*'],
  [P_PLUS, '+'],
  [P_MINUS, '-'],
  [P_TILDE, '~'],
  [P_NOT, '!'],
  [P_INC, '++'],
  [P_DEC, '--'],
]);

/** cast-expression, C11 6.5.4: a cast, a compound literal, or a unary expression. */
export function parseCast(p: Parser): Expression {
  if (p.tok !== P_LPAREN || !isTypeStart(p, 1)) return parseUnary(p);
  const token = p.pos;
  if (!p.nest()) {
    p.skipBalanced();
    return { kind: 'error', token, type: ERROR };
  }
  p.advance();
  const typeName = parseTypeName(p);
  p.expect(P_RPAREN);
  const result =
    p.tok === P_LBRACE
      ? parsePostfixOf(p, compoundLiteral(p, token, typeName))
      : castOf(p, token, typeName);
  p.unnest();
  return result;
}

function castOf(p: Parser, token: number, typeName: TypeName): Expression {
  const operand = parseCast(p);
  return { kind: 'cast', token, operand, typeName, type: unqualified(typeName.type) };
}

function compoundLiteral(p: Parser, token: number, typeName: TypeName): Expression {
  const initializer = parseInitializerList(p, typeName.type);
  return { kind: 'compoundLiteral', token, typeName, initializer, type: initializer.type };
}

/** unary-expression, C11 6.5.3, with GNU's `&&label`, `__real__` and `__extension__`. */
function parseUnary(p: Parser): Expression {
  const id = p.tok;
  if (id > K_LAST) return parsePostfix(p);
  const operator = OPERATORS.get(id) ?? PARTS.get(id);
  if (operator !== undefined) return parseOperator(p, operator);
  if (id === K_SIZEOF || ALIGNOF.has(id)) return parseSizeof(p, id !== K_SIZEOF);
  if (id === P_ANDAND) return parseLabelAddress(p);
  if (id === K_EXTENSION) {
    p.advance();
    return parseCast(p);
  }
  return parsePostfix(p);
}

function parseOperator(p: Parser, operator: UnaryOperator): Expression {
  const token = p.pos;
  if (!p.nest()) {
    p.advance();
    return { kind: 'error', token, type: ERROR };
  }
  p.advance();
  const operand = parseCast(p);
  p.unnest();
  return { kind: 'unary', token, operator, operand, type: unaryType(p, operator, operand) };
}

function unaryType(p: Parser, operator: UnaryOperator, operand: Expression): CType {
  const { types } = p;
  switch (operator) {
    case '&': return pointerTo(operand.type);
    case '*': return resolve(operand.type).kind === 'function' ? operand.type : (pointeeOf(operand.type) ?? ERROR);
    case '!': return types.int;
    case '++': case '--': return unqualified(operand.type);
    case '__real__': case '__imag__': return partType(operand.type);
    default: return promotedOperand(p.types, operand);
  } // biome-ignore format: a table
}

function partType(type: CType): CType {
  const t = resolve(type);
  return t.kind === 'complex' ? t.element : type;
}

function parseSizeof(p: Parser, alignof: boolean): Expression {
  const token = p.pos;
  p.advance();
  const { sizeT } = p.types;
  if (p.tok !== P_LPAREN || !isTypeStart(p, 1)) {
    const operand = parseUnary(p);
    return { kind: 'sizeof', token, alignof, operand, typeName: undefined, type: sizeT };
  }
  const open = p.pos;
  p.advance();
  const typeName = parseTypeName(p);
  p.expect(P_RPAREN);
  if (p.tok !== P_LBRACE) {
    reportIncompleteOperand(p, typeName.type, token);
    return { kind: 'sizeof', token, alignof, operand: undefined, typeName, type: sizeT };
  }
  const operand = parsePostfixOf(p, compoundLiteral(p, open, typeName));
  return { kind: 'sizeof', token, alignof, operand, typeName: undefined, type: sizeT };
}

/** A type without a definition has no size. */
function reportIncompleteOperand(p: Parser, type: CType, token: number): void {
  const record = incompleteRecord(p, type);
  if (record) p.problem(`'sizeof' of the incomplete type '${recordText(record)}'`, token);
}

function parseLabelAddress(p: Parser): Expression {
  const token = p.pos;
  p.advance();
  const nameId = p.tok;
  if (p.atName) p.advance();
  else p.problem(`expected a label before ${p.describe()}`);
  return { kind: 'labelAddress', token, nameId, type: pointerTo(VOID) };
}
