import {
  P_ARROW, P_COMMA, P_DOT, P_LBRACKET, P_LPAREN, P_RBRACKET, P_RPAREN,
} from '../lexer/spellings.ts'; // biome-ignore format: a list
import { T_IDENTIFIER } from '../lexer/token-stream.ts';
import { findMember } from '../types/members.ts';
import { asRecord, type CType, pointeeOf } from '../types/types.ts';
import type { Designator, Expression } from './ast.ts';
import { parseExpression } from './expressions.ts';
import type { Parser } from './parser.ts';
import { parseTypeName } from './type-names.ts';
import { isCompleteHere, recordText, reportNoMember } from './visibility.ts';

/** `__builtin_offsetof(type, member.designator[index])`, gcc manual 6.55; `->` on an array counts as `[0].`. */
export function parseBuiltinOffsetof(p: Parser): Expression {
  const token = p.pos;
  p.advance();
  p.expect(P_LPAREN);
  const typeName = parseTypeName(p);
  p.expect(P_COMMA);
  const designators = parseDesignators(p, typeName.type);
  if (!p.expect(P_RPAREN)) p.skipToEnd();
  return { kind: 'offsetof', token, typeName, designators, type: p.types.sizeT };
}

function parseDesignators(p: Parser, type: CType): Designator[] {
  const designators: Designator[] = [];
  let current: CType | undefined = type;
  do {
    const designator =
      p.tok === P_LBRACKET ? parseIndexDesignator(p) : memberDesignator(p, current);
    if (designator === undefined) break;
    designators.push(designator);
    current = designatedType(current, designator);
  } while (p.tok === P_LBRACKET || p.accept(P_DOT) || p.accept(P_ARROW));
  return designators;
}

/** A member's name here; the dot before it is read. */
export function memberDesignator(p: Parser, type: CType | undefined): Designator | undefined {
  if (p.kind !== T_IDENTIFIER) {
    p.problem(`expected a member's name before ${p.describe()}`);
    return undefined;
  }
  const record = type && asRecord(type);
  const path = record ? findMember(record, p.tok) : [];
  const token = p.pos;
  if (record && path.length === 0) {
    if (isCompleteHere(p, record)) reportNoMember(p, record, p.tok, token);
    else p.problem(`invalid use of undefined type '${recordText(record)}'`, token);
  }
  p.advance();
  return { token, record, path, index: undefined, lastIndex: undefined };
}

function parseIndexDesignator(p: Parser): Designator {
  const token = p.pos;
  p.advance();
  const index = parseExpression(p);
  p.expect(P_RBRACKET);
  return { token, record: undefined, path: [], index, lastIndex: undefined };
}

/** The type that one designator leads to. */
export function designatedType(type: CType | undefined, designator: Designator): CType | undefined {
  if (designator.index) return type && pointeeOf(type);
  return designator.path[designator.path.length - 1]?.type;
}
