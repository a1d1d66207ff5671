import {
  P_ARROW, P_COMMA, P_DEC, P_DOT, P_INC, P_LBRACKET, P_LPAREN, P_RBRACKET, P_RPAREN,
} from '../lexer/spellings.ts'; // biome-ignore format: a list
import { T_IDENTIFIER } from '../lexer/token-stream.ts';
import { findMember } from '../types/members.ts';
import {
  asRecord,
  type CType,
  ERROR,
  pointeeOf,
  qualifiersOf,
  qualify,
  resolve,
  unqualified,
} from '../types/types.ts';
import { builtinReturnType } from '../typing/builtin-functions.ts';
import type { Expression } from './ast.ts';
import { parseAssignment, parseExpression } from './expressions.ts';
import type { Parser } from './parser.ts';
import { parsePrimary } from './primary.ts';

/** postfix-expression, C11 6.5.2. */
export function parsePostfix(p: Parser): Expression {
  return parsePostfixOf(p, parsePrimary(p));
}

/** What follows an expression that was already read. */
export function parsePostfixOf(p: Parser, first: Expression): Expression {
  let e = first;
  for (;;) {
    switch (p.tok) {
      case P_ARROW:
      case P_DOT:
        e = parseMember(p, e);
        break;
      case P_LPAREN:
        e = parseCall(p, e);
        break;
      case P_LBRACKET:
        e = parseIndex(p, e);
        break;
      case P_INC:
      case P_DEC:
        e = {
          kind: 'unary',
          token: p.pos,
          operator: p.tok === P_INC ? 'post++' : 'post--',
          operand: e,
          type: unqualified(e.type),
        };
        p.advance();
        break;
      default:
        return e;
    }
  }
}

function parseMember(p: Parser, object: Expression): Expression {
  const arrow = p.tok === P_ARROW;
  p.advance();
  const token = p.pos;
  const nameId = p.tok;
  if (p.kind !== T_IDENTIFIER) {
    p.problem(`expected a member's name before ${p.describe()}`);
    return { kind: 'member', token, object, arrow, record: undefined, path: [], type: ERROR };
  }
  p.advance();
  const recordType = arrow ? pointeeOf(object.type) : object.type;
  const record = recordType && asRecord(recordType);
  const path = record ? findMember(record, nameId) : [];
  return {
    kind: 'member',
    token,
    object,
    arrow,
    record,
    path,
    type: memberType(recordType, path[path.length - 1]?.type),
  };
}

/** A member of a const object is const (C11 6.5.2.3p3). */
function memberType(recordType: CType | undefined, type: CType | undefined): CType {
  if (type === undefined || recordType === undefined) return ERROR;
  return qualify(type, qualifiersOf(recordType));
}

function parseIndex(p: Parser, object: Expression): Expression {
  const token = p.pos;
  p.advance();
  if (!p.nest()) {
    p.seek(token);
    p.skipBalanced();
    return { kind: 'error', token, type: ERROR };
  }
  const index = parseExpression(p);
  p.unnest();
  p.expect(P_RBRACKET);
  return {
    kind: 'index',
    token,
    object,
    index,
    type: pointeeOf(object.type) ?? pointeeOf(index.type) ?? ERROR,
  };
}

function parseCall(p: Parser, callee: Expression): Expression {
  const token = p.pos;
  if (!p.nest()) {
    p.skipBalanced();
    return { kind: 'error', token, type: ERROR };
  }
  p.advance();
  const args: Expression[] = [];
  if (p.tok !== P_RPAREN) {
    do {
      args.push(parseAssignment(p));
    } while (p.accept(P_COMMA));
  }
  p.unnest();
  if (!p.expect(P_RPAREN)) p.skipToEnd();
  return { kind: 'call', token, callee, args, type: callType(p, callee, args) };
}

function callType(p: Parser, callee: Expression, args: readonly Expression[]): CType {
  if (callee.kind === 'identifier' && callee.symbol === undefined) {
    return builtinReturnType(p, p.interner.text(callee.nameId), args) ?? p.types.int;
  }
  const type = resolve(callee.type);
  const called = type.kind === 'pointer' ? resolve(type.pointee) : type;
  return called.kind === 'function' ? unqualified(called.returnType) : ERROR;
}
