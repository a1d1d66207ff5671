import { keywordId, P_COMMA, P_LBRACE, P_RBRACE, P_SEMI } from '../lexer/spellings.ts';
import { type RecordType, resolve } from '../types/types.ts';
import { atAsm, parseAsm } from './asm.ts';
import type { CompoundStatement, Expression } from './ast.ts';
import { parseInitDeclarator } from './local-declarations.ts';
import { readOldStyleParameters } from './old-style-parameters.ts';
import type { Parser } from './parser.ts';
import { isSpecifier, parseSpecifiers } from './specifiers.ts';
import { parseBlock } from './statements.ts';
import { parseStaticAssert } from './static-assert.ts';
import type {
  ExternalDeclaration,
  Findings,
  FunctionDefinition,
  ObjectSym,
  Sym,
} from './symbols.ts';

const K_STATIC_ASSERT = keywordId('_Static_assert');

/** external-declaration, C11 6.9. Bodies of functions are passed over; parseBody reads one when asked. */
export function parseExternalDeclaration(p: Parser): ExternalDeclaration | undefined {
  const startToken = p.pos;
  if (p.accept(P_SEMI)) return undefined;
  if (p.tok === K_STATIC_ASSERT) {
    const assertion = parseStaticAssert(p);
    return {
      startToken,
      endToken: p.pos,
      symbols: [],
      definition: undefined,
      assertion,
      expressions: [],
    };
  }
  if (atAsm(p)) {
    parseAsm(p);
    return undefined;
  }
  if (!startsDeclaration(p)) return recover(p);
  return parseDeclaration(p, startToken);
}

/** A specifier, or a name: `f() { … }` without a type is an int function. */
function startsDeclaration(p: Parser): boolean {
  return isSpecifier(p, p.tok) || p.atName;
}

function recover(p: Parser): undefined {
  p.problem(`expected a declaration before ${p.describe()}`);
  if (p.tok === P_RBRACE) p.advance();
  else p.skipToSemicolon();
}

function parseDeclaration(p: Parser, startToken: number): ExternalDeclaration {
  const specifiers = parseSpecifiers(p);
  const expressions: Expression[] = specifiers.expressions;
  if (!specifiers.hasType && p.atName)
    p.warning(`type defaults to 'int' in declaration of ${p.describe()}`, p.pos);
  const symbols: Sym[] = [];
  let definition: FunctionDefinition | undefined;
  if (p.tok !== P_SEMI) {
    do {
      const parameters = { list: undefined as readonly ObjectSym[] | undefined };
      const symbol = parseInitDeclarator(p, specifiers, expressions, parameters);
      if (symbol === undefined) break;
      symbols.push(symbol);
      definition =
        symbols.length === 1
          ? definitionOf(p, symbol, parameters.list ?? [], startToken)
          : undefined;
      if (definition) break;
    } while (p.accept(P_COMMA));
  }
  if (!definition && !p.expect(P_SEMI)) p.skipToSemicolon();
  return { startToken, endToken: p.pos, symbols, definition, assertion: undefined, expressions };
}

/** A body follows, perhaps behind the declarations of old-style parameters. */
function definitionOf(
  p: Parser,
  symbol: Sym,
  parameters: readonly ObjectSym[],
  startToken: number,
): FunctionDefinition | undefined {
  if (symbol.kind !== 'function' || resolve(symbol.type).kind !== 'function') return undefined;
  readOldStyleParameters(p, symbol, parameters);
  if (p.tok !== P_LBRACE) return undefined;
  const bodyToken = p.pos;
  p.skipBalanced();
  const definition: FunctionDefinition = {
    symbol,
    startToken,
    bodyToken,
    homeToken: undefined,
    endToken: p.pos,
    parameters,
    body: undefined,
    findings: undefined,
  };
  reportSecondDefinition(p, symbol);
  symbol.definition = definition;
  return definition;
}

/** GNU lets an `extern inline` one be followed by another. */
function reportSecondDefinition(p: Parser, symbol: ObjectSym): void {
  for (let s = symbol.previous; s; s = s.previous) {
    if (s.definition === undefined || (s.inline && s.storage === 'extern')) continue;
    p.problem(`redefinition of '${symbol.name}'`, symbol.token);
    return;
  }
}

/** Parses the body of a function that was passed over; the result is kept. */
export function parseBody(p: Parser, definition: FunctionDefinition): CompoundStatement {
  if (definition.body) return definition.body;
  const findings = { problems: [], assertions: [], records: [] };
  definition.findings = findings;
  definition.body = readBody(p, definition, findings, undefined);
  return definition.body;
}

/** A function's body, or as much of it as was parsed, with the records that are defined in it. */
export interface BodyPart {
  readonly body: CompoundStatement;
  readonly records: readonly RecordType[];
}

/**
 * As much of a function's body as tells what one of its tokens is: the statement that holds it, what is
 * around that, and the declarations before it. Nothing is kept.
 */
export function parseAround(p: Parser, definition: FunctionDefinition, token: number): BodyPart {
  const findings: Findings = { problems: [], assertions: [], records: [] };
  return { body: readBody(p, definition, findings, token), records: findings.records };
}

function readBody(
  p: Parser,
  definition: FunctionDefinition,
  findings: Findings,
  focus: number | undefined,
): CompoundStatement {
  const { pos, currentFunction } = p;
  const outerFindings = p.findings;
  p.currentFunction = definition.symbol;
  p.findings = findings;
  p.focus = focus;
  const { home, undeclared } = p;
  p.home = definition.homeToken;
  p.undeclared = new Set();
  const mark = p.scope.enter();
  for (const parameter of definition.parameters) p.scope.declare(parameter.nameId, parameter);
  p.limit = definition.endToken;
  p.seek(definition.bodyToken);
  const body = parseBlock(p);
  p.scope.leave(mark);
  p.focus = undefined;
  p.home = home;
  p.undeclared = undeclared;
  p.currentFunction = currentFunction;
  p.findings = outerFindings;
  p.limit = Number.POSITIVE_INFINITY;
  p.seek(pos);
  return body;
}
