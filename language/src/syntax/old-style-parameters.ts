import { P_COMMA, P_SEMI } from '../lexer/spellings.ts';
import { resolve } from '../types/types.ts';
import { NO_ATTRIBUTES, parseAttributes } from './attributes.ts';
import { decayParameter, parseDeclarator } from './declarators.ts';
import type { Parser } from './parser.ts';
import { isSpecifier, parseSpecifiers } from './specifiers.ts';
import type { ObjectSym } from './symbols.ts';

/**
 * The declaration list between an identifier list and a function's body, C11 6.9.1p6. It gives the
 * parameters their types; those that it does not name stay int.
 */
export function readOldStyleParameters(
  p: Parser,
  symbol: ObjectSym,
  parameters: readonly ObjectSym[],
): void {
  const type = resolve(symbol.type);
  if (type.kind !== 'function' || type.prototyped || parameters.length === 0) return;
  const mark = p.scope.enter();
  for (const parameter of parameters) p.scope.declare(parameter.nameId, parameter);
  readDeclarations(p, parameters);
  p.scope.leave(mark);
  // The symbols were made from the names alone: the function's type follows them.
  const typed = type.parameters.map((parameter) => {
    const own = parameters.find((s) => s.token === parameter.token);
    return own ? { ...parameter, type: own.type } : parameter;
  });
  symbol.type = { ...type, parameters: typed };
}

function readDeclarations(p: Parser, parameters: readonly ObjectSym[]): void {
  while (!p.atEnd && isSpecifier(p, p.tok)) {
    const start = p.pos;
    readDeclaration(p, parameters);
    if (p.pos === start) return;
  }
}

function readDeclaration(p: Parser, parameters: readonly ObjectSym[]): void {
  const specifiers = parseSpecifiers(p);
  if (p.tok !== P_SEMI) {
    do {
      const declarator = parseDeclarator(p, specifiers.type);
      parseAttributes(p, NO_ATTRIBUTES);
      const parameter = parameters.find((s) => s.nameId === declarator.nameId);
      if (parameter) parameter.type = decayParameter(declarator.type);
    } while (p.accept(P_COMMA));
  }
  if (!p.expect(P_SEMI)) p.skipToSemicolon();
}
