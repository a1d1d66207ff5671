import { P_COMMA, P_LPAREN, P_RPAREN, P_SEMI } from '../lexer/spellings.ts';
import { T_STRING } from '../lexer/token-stream.ts';
import { constantValue } from '../typing/constant.ts';
import { parseConditional } from './expressions.ts';
import type { Parser } from './parser.ts';
import type { StaticAssertion } from './symbols.ts';

/** static_assert-declaration, C11 6.7.10; the message may be missing, as in C2x. */
export function parseStaticAssert(p: Parser): StaticAssertion | undefined {
  const token = p.pos;
  p.advance();
  if (!p.expect(P_LPAREN)) {
    p.skipToSemicolon();
    return undefined;
  }
  const condition = parseConditional(p);
  const { problems } = p.findings;
  const isRead = problems[problems.length - 1]?.token !== condition.token;
  let text = '';
  if (p.tok === P_COMMA && p.peekKind() === T_STRING) text = `: ${p.interner.text(p.peek())}`;
  if (p.accept(P_COMMA)) while (!p.atEnd && p.tok !== P_RPAREN) p.advance();
  p.expect(P_RPAREN);
  p.expect(P_SEMI);
  const value = constantValue(p, condition);
  const assertion: StaticAssertion = {
    token,
    condition,
    holds: value === undefined ? undefined : value !== 0n,
  };
  if (assertion.holds === false && isRead) p.problem(`static assertion failed${text}`, token);
  p.findings.assertions.push(assertion);
  return assertion;
}
