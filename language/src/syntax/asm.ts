import {
  keywordId, P_COLON, P_COMMA, P_LBRACKET, P_LPAREN, P_RBRACKET, P_RPAREN, P_SEMI,
} from '../lexer/spellings.ts'; // biome-ignore format: a list
import { T_STRING } from '../lexer/token-stream.ts';
import type { AsmOperand, AsmStatement } from './ast.ts';
import { parseExpression } from './expressions.ts';
import type { Parser } from './parser.ts';
import { qualifierOf } from './specifiers.ts';

const ASM = new Set([keywordId('asm'), keywordId('__asm__'), keywordId('__asm')]);
const K_GOTO = keywordId('goto');
const INLINE = new Set([keywordId('inline'), keywordId('__inline'), keywordId('__inline__')]);

export function atAsm(p: Parser): boolean {
  return ASM.has(p.tok);
}

/** asm statement (gcc manual 6.47.2): template : outputs : inputs : clobbers : labels. */
export function parseAsm(p: Parser): AsmStatement {
  const token = p.pos;
  p.advance();
  let volatile = false;
  while (qualifierOf(p.tok) !== 0 || p.tok === K_GOTO || INLINE.has(p.tok)) {
    volatile ||= qualifierOf(p.tok) !== 0;
    p.advance();
  }
  p.expect(P_LPAREN);
  const templateToken = p.pos;
  skipStrings(p);
  const templateEndToken = p.pos;
  const outputs = p.accept(P_COLON) ? parseOperands(p) : [];
  const inputs = p.accept(P_COLON) ? parseOperands(p) : [];
  const clobberTokens = p.accept(P_COLON) ? parseClobbers(p) : [];
  const gotoLabelIds = p.accept(P_COLON) ? parseLabels(p) : [];
  if (!p.expect(P_RPAREN)) p.skipToSemicolon();
  else p.accept(P_SEMI);
  return {
    kind: 'asm',
    token,
    volatile,
    templateToken,
    templateEndToken,
    outputs,
    inputs,
    clobberTokens,
    gotoLabelIds,
  };
}

/** `asm("name")` behind a declarator. */
/** The name in assembly behind a declarator; undefined when there is none. */
export function parseAsmLabel(p: Parser): string | undefined {
  if (!atAsm(p)) return undefined;
  p.advance();
  if (p.tok !== P_LPAREN) return undefined;
  const open = p.pos;
  p.skipBalanced();
  let name = '';
  for (let token = open + 1; token < p.pos - 1; token++)
    name += p.interner.text(p.stream.ids[token] as number).slice(1, -1);
  return name;
}

function skipStrings(p: Parser): void {
  while (p.kind === T_STRING) p.advance();
}

function parseOperands(p: Parser): AsmOperand[] {
  const operands: AsmOperand[] = [];
  while (p.kind === T_STRING || p.tok === P_LBRACKET) {
    let symbolicNameId = 0;
    if (p.accept(P_LBRACKET)) {
      symbolicNameId = p.tok;
      p.advance();
      p.expect(P_RBRACKET);
    }
    const token = p.pos;
    skipStrings(p);
    const constraintEndToken = p.pos;
    p.expect(P_LPAREN);
    const expression = parseExpression(p);
    p.expect(P_RPAREN);
    operands.push({ token, constraintEndToken, symbolicNameId, expression });
    if (!p.accept(P_COMMA)) break;
  }
  return operands;
}

function parseClobbers(p: Parser): number[] {
  const tokens: number[] = [];
  while (p.kind === T_STRING) {
    tokens.push(p.pos);
    skipStrings(p);
    if (!p.accept(P_COMMA)) break;
  }
  return tokens;
}

function parseLabels(p: Parser): number[] {
  const ids: number[] = [];
  while (p.atName) {
    ids.push(p.tok);
    p.advance();
    if (!p.accept(P_COMMA)) break;
  }
  return ids;
}
