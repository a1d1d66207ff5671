import {
  P_ARROW, P_COMMA, P_DEC, P_DOT, P_INC, P_LBRACKET, P_LPAREN, P_RBRACKET, P_RPAREN,
} from '../lexer/spellings.ts'; // biome-ignore format: a list
import { T_IDENTIFIER } from '../lexer/token-stream.ts';
import { findMember } from '../types/members.ts';
import { typeName } from '../types/type-name.ts';
import {
  asRecord,
  type CType,
  ERROR,
  pointeeOf,
  qualifiersOf,
  qualify,
  type RecordType,
  resolve,
  unqualified,
  VOID,
} from '../types/types.ts';
import { builtinReturnType } from '../typing/builtin-functions.ts';
import type { Expression } from './ast.ts';
import { parseAssignment, parseExpression } from './expressions.ts';
import type { Parser } from './parser.ts';
import { parsePrimary } from './primary.ts';
import {
  isCompleteHere,
  recordText,
  reportIncompletePointee,
  reportNoMember,
} from './visibility.ts';

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
  reportMember(p, { object, arrow, record, isFound: path.length > 0, token, nameId });
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

interface MentionedMember {
  readonly object: Expression;
  readonly arrow: boolean;
  readonly record: RecordType | undefined;
  readonly isFound: boolean;
  readonly token: number;
  readonly nameId: number;
}

/** Says what is wrong with a member that is asked for, if anything is. */
function reportMember(p: Parser, m: MentionedMember): void {
  const { record, token, nameId } = m;
  if (record === undefined) {
    reportNoRecord(p, m);
    return;
  }
  if (!m.arrow && resolve(m.object.type).kind !== 'record') return;
  if (!isCompleteHere(p, record))
    p.problem(`invalid use of undefined type '${recordText(record)}'`, token);
  else if (!m.isFound) reportNoMember(p, record, nameId, token);
}

/** What has no type was told of already. */
function reportNoRecord(p: Parser, { object, arrow, token, nameId }: MentionedMember): void {
  const { kind } = resolve(object.type);
  if (kind === 'error' || (arrow && resolve(pointeeOf(object.type) ?? VOID).kind === 'error'))
    return;
  const name = p.interner.text(nameId);
  if (arrow && pointeeOf(object.type) === undefined)
    p.problem(`invalid type argument of '->' (have '${typeName(object.type)}')`, token - 1);
  else p.problem(`request for member '${name}' in something not a structure or union`, token);
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
  reportIncompletePointee(p, object.type, token);
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
