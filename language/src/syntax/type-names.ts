import { keywordId } from '../lexer/spellings.ts';
import type { TypeName } from './ast.ts';
import { parseDeclarator } from './declarators.ts';
import type { Parser } from './parser.ts';
import { isSpecifier, parseSpecifiers } from './specifiers.ts';

const K_EXTENSION = keywordId('__extension__');

/** True at a type in an expression: behind `(`, `sizeof (`, `typeof (`. */
export function isTypeStart(p: Parser, offset = 0): boolean {
  let at = offset;
  while (p.peek(at) === K_EXTENSION) at++;
  return isSpecifier(p, p.peek(at));
}

/** type-name, C11 6.7.7. */
export function parseTypeName(p: Parser): TypeName {
  const token = p.pos;
  const specifiers = parseSpecifiers(p);
  const declarator = parseDeclarator(p, specifiers.type);
  const expressions =
    declarator.expressions.length > 0
      ? [...specifiers.expressions, ...declarator.expressions]
      : specifiers.expressions;
  return { token, endToken: p.pos, type: declarator.type, expressions };
}
