import {K_LAST, 
  keywordId, P_COLON, P_COMMA, P_ELLIPSIS, P_LBRACE, P_LPAREN, P_RBRACE, P_RPAREN, P_SEMI, P_STAR,
} from '../lexer/spellings.ts'; // biome-ignore format: a list
import { T_IDENTIFIER } from '../lexer/token-stream.ts';
import { atAsm, parseAsm } from './asm.ts';
import type {
  CaseStatement,
  CompoundStatement,
  Expression,
  ForStatement,
  GotoStatement,
  IfStatement,
  Statement,
} from './ast.ts';
import { NO_ATTRIBUTES, parseAttributes } from './attributes.ts';
import { parseConditional, parseExpression } from './expressions.ts';
import { parseLocalDeclaration } from './local-declarations.ts';
import type { Parser } from './parser.ts';
import { isUnknownType } from './specifiers.ts';
import { statementEnd } from './statement-end.ts';
import { parseStaticAssert } from './static-assert.ts';
import { isTypeStart } from './type-names.ts';

const K_BREAK = keywordId('break');
const K_CASE = keywordId('case');
const K_CONTINUE = keywordId('continue');
const K_DEFAULT = keywordId('default');
const K_DO = keywordId('do');
const K_ELSE = keywordId('else');
const K_FOR = keywordId('for');
const K_GOTO = keywordId('goto');
const K_IF = keywordId('if');
const K_LABEL = keywordId('__label__');
const K_RETURN = keywordId('return');
const K_STATIC_ASSERT = keywordId('_Static_assert');
const K_SWITCH = keywordId('switch');
const K_WHILE = keywordId('while');

/** compound-statement, C11 6.8.2: a block with a scope of its own. */
export function parseCompound(p: Parser): CompoundStatement {
  const mark = p.scope.enter();
  const block = parseBlock(p);
  p.scope.leave(mark);
  return block;
}

/** The braces and what is between, in the scope that is open (a function's body shares its parameters'). */
export function parseBlock(p: Parser): CompoundStatement {
  const token = p.pos;
  if (!p.expect(P_LBRACE)) return { kind: 'compound', token, endToken: p.pos, statements: [] };
  const statements: Statement[] = [];
  if (!p.nest()) {
    p.seek(token);
    p.skipBalanced();
    return { kind: 'compound', token, endToken: p.pos, statements };
  }
  while (!p.atEnd && p.tok !== P_RBRACE) {
    const start = p.pos;
    // Labels are items of their own: a row of them is as long as it likes.
    while (atLabel(p)) statements.push(parseLabel(p));
    if (p.tok !== P_RBRACE) statements.push(parseBlockItem(p));
    if (p.pos === start) p.advance();
  }
  p.unnest();
  if (p.atEnd) p.problem(`'{' is not closed`, token);
  p.expect(P_RBRACE);
  return { kind: 'compound', token, endToken: p.pos, statements };
}

function parseBlockItem(p: Parser): Statement {
  const id = p.tok;
  if (id === K_STATIC_ASSERT) {
    const token = p.pos;
    const assertion = parseStaticAssert(p);
    return {
      kind: 'declaration',
      token,
      symbols: [],
      expressions: assertion ? [assertion.condition] : [],
    };
  }
  if (id === K_LABEL) return skipLabelDeclaration(p);
  if (isTypeStart(p) && !isStatementAttribute(p)) return parseLocalDeclaration(p);
  if (isUnknownType(p)) return parseLocalDeclaration(p);
  return parseStatement(p);
}

/** `__attribute__((fallthrough));`: an attribute that is a statement. */
function isStatementAttribute(p: Parser): boolean {
  if (!p.interner.text(p.tok).startsWith('__attribute')) return false;
  let depth = 0;
  for (let i = p.pos + 1; ; i++) {
    const id = p.stream.ids[i] as number;
    if (id === P_LPAREN) depth++;
    else if (id === P_RPAREN && --depth === 0)
      return p.stream.ids[i + 1] === P_SEMI || p.stream.ids[i + 1] === P_RBRACE;
    else if (depth === 0) return false;
    if (p.stream.kinds[i] === 0) return false;
  }
}

function skipLabelDeclaration(p: Parser): Statement {
  const token = p.pos;
  p.skipToSemicolon();
  return { kind: 'empty', token };
}

/** statement, C11 6.8. */
function parseStatement(p: Parser): Statement {
  const token = p.pos;
  if (p.focus !== undefined && passOver(p, p.focus)) return { kind: 'empty', token };
  if (!p.nest()) {
    p.skipToSemicolon();
    return { kind: 'empty', token };
  }
  const statement = parseOneStatement(p, token);
  p.unnest();
  return statement;
}

/** Passes over a statement without the token that is asked about. */
function passOver(p: Parser, focus: number): boolean {
  const end = statementEnd(p.stream, p.pos);
  if (end === undefined || end > p.limit || (p.pos <= focus && focus < end)) return false;
  p.seek(end);
  return true;
}

function parseOneStatement(p: Parser, token: number): Statement {
  switch (p.tok) {
    case P_LBRACE: return parseCompound(p);
    case P_SEMI: return parseWord(p, 'empty', token);
    case K_IF: return scoped(p, token, parseIf);
    case K_FOR: return scoped(p, token, parseFor);
    case K_WHILE: return scoped(p, token, parseWhile);
    case K_DO: return scoped(p, token, parseDo);
    case K_SWITCH: return scoped(p, token, parseSwitch);
    case K_CASE: case K_DEFAULT: return parseLabelled(p, token);
    case K_RETURN: return parseReturn(p, token);
    case K_BREAK: p.advance(); return parseWord(p, 'break', token);
    case K_CONTINUE: p.advance(); return parseWord(p, 'continue', token);
    case K_GOTO: return parseGoto(p, token);
    default: return parseOther(p, token);
  } // biome-ignore format: a table
}

/** A selection or an iteration is a block, and its branches are too (C11 6.8.4p3, 6.8.5p5). */
function scoped(
  p: Parser,
  token: number,
  parse: (p: Parser, token: number) => Statement,
): Statement {
  const mark = p.scope.enter();
  const statement = parse(p, token);
  p.scope.leave(mark);
  return statement;
}

function parseOther(p: Parser, token: number): Statement {
  if (atAsm(p)) return parseAsm(p);
  if (atLabel(p)) return parseLabelled(p, token);
  if (isStatementAttribute(p)) {
    parseAttributes(p, NO_ATTRIBUTES);
    return parseWord(p, 'empty', token);
  }
  const expression = parseExpression(p);
  endStatement(p);
  return { kind: 'expression', token, expression };
}

function endStatement(p: Parser): void {
  if (!p.expect(P_SEMI)) p.skipToSemicolon();
}

function parseWord(p: Parser, kind: 'break' | 'continue' | 'empty', token: number): Statement {
  endStatement(p);
  return { kind, token };
}

function parseCondition(p: Parser): Expression {
  p.expect(P_LPAREN);
  const condition = parseExpression(p);
  p.expect(P_RPAREN);
  return condition;
}

/** Braces make a scope of their own. */
function parseBranch(p: Parser): Statement {
  return p.tok === P_LBRACE ? parseStatement(p) : scoped(p, p.pos, parseStatement);
}

function parseIf(p: Parser, token: number): IfStatement {
  const arms = [parseArm(p, token)];
  // A row of `else if` may be long.
  while (p.tok === K_ELSE && p.peek() === K_IF) {
    p.advance();
    arms.push(parseArm(p, p.pos));
  }
  let otherwise = p.accept(K_ELSE) ? parseBranch(p) : undefined;
  for (let i = arms.length - 1; i > 0; i--) otherwise = { ...(arms[i] as IfStatement), otherwise };
  return { ...(arms[0] as IfStatement), otherwise };
}

/** `if (condition) statement`, without what follows. */
function parseArm(p: Parser, token: number): IfStatement {
  p.advance();
  const condition = parseCondition(p);
  const then = parseBranch(p);
  return { kind: 'if', token, condition, then, otherwise: undefined };
}

function parseFor(p: Parser, token: number): ForStatement {
  p.advance();
  p.expect(P_LPAREN);
  const init = parseForInit(p);
  const condition = p.tok === P_SEMI ? undefined : parseExpression(p);
  p.expect(P_SEMI);
  const step = p.tok === P_RPAREN ? undefined : parseExpression(p);
  p.expect(P_RPAREN);
  const body = parseBranch(p);
  return { kind: 'for', token, init, condition, step, body };
}

function parseForInit(p: Parser): Statement | undefined {
  if (p.accept(P_SEMI)) return undefined;
  if (isTypeStart(p)) return parseLocalDeclaration(p);
  const token = p.pos;
  const expression = parseExpression(p);
  p.expect(P_SEMI);
  return { kind: 'expression', token, expression };
}

function parseWhile(p: Parser, token: number): Statement {
  p.advance();
  const condition = parseCondition(p);
  return { kind: 'while', token, condition, body: parseBranch(p) };
}

function parseDo(p: Parser, token: number): Statement {
  p.advance();
  const body = parseBranch(p);
  p.expect(K_WHILE);
  const condition = parseCondition(p);
  endStatement(p);
  return { kind: 'do', token, condition, body };
}

function parseSwitch(p: Parser, token: number): Statement {
  p.advance();
  const value = parseCondition(p);
  return { kind: 'switch', token, value, body: parseBranch(p) };
}

/** `name:`, `case 1:` or `default:`. */
function atLabel(p: Parser): boolean {
  const id = p.tok;
  if (id > K_LAST) return p.kind === T_IDENTIFIER && p.peek() === P_COLON;
  return id === K_CASE || id === K_DEFAULT;
}

/** A label without what follows it. */
function parseLabel(p: Parser): Statement {
  return p.tok > K_LAST ? parseNamedLabel(p) : parseCase(p);
}

/** Labels and their statement where there is no block around them. */
function parseLabelled(p: Parser, token: number): Statement {
  const statements: Statement[] = [];
  while (atLabel(p)) statements.push(parseLabel(p));
  // C2x and GNU let a declaration or the block's end stand there.
  if (p.tok !== P_RBRACE) statements.push(parseBlockItem(p));
  return statements.length === 1
    ? (statements[0] as Statement)
    : { kind: 'compound', token, endToken: p.pos, statements };
}

function parseCase(p: Parser): CaseStatement {
  const token = p.pos;
  const isDefault = p.tok === K_DEFAULT;
  p.advance();
  const first = isDefault ? undefined : parseConditional(p);
  const last = !isDefault && p.accept(P_ELLIPSIS) ? parseConditional(p) : undefined;
  p.expect(P_COLON);
  return { kind: 'case', token, first, last, body: undefined };
}

function parseNamedLabel(p: Parser): Statement {
  const token = p.pos;
  const nameId = p.tok;
  p.advance();
  p.advance();
  parseLabelAttributes(p);
  return { kind: 'label', token, nameId, body: undefined };
}

function parseLabelAttributes(p: Parser): void {
  if (!isStatementAttribute(p)) parseAttributes(p, NO_ATTRIBUTES);
}

function parseReturn(p: Parser, token: number): Statement {
  p.advance();
  const value = p.tok === P_SEMI ? undefined : parseExpression(p);
  endStatement(p);
  return { kind: 'return', token, value };
}

function parseGoto(p: Parser, token: number): GotoStatement {
  p.advance();
  const computed = p.accept(P_STAR) ? parseExpression(p) : undefined;
  const labelId = computed ? 0 : p.tok;
  if (!computed) p.advance();
  while (p.accept(P_COMMA)) p.advance();
  endStatement(p);
  return { kind: 'goto', token, labelId, computed };
}
