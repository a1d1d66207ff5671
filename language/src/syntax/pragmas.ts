import { P_COMMA, P_LPAREN, P_RPAREN } from '../lexer/spellings.ts';
import { T_NUMBER } from '../lexer/token-stream.ts';
import type { Parser } from './parser.ts';

/**
 * `# pragma …` left in the text by the preprocessor. Only `pack` means something to a layout
 * (gcc manual, Structure-Layout Pragmas); the line is skipped, also further ones behind it.
 */
export function readPragma(p: Parser): void {
  const end = lineEnd(p);
  const words: string[] = [];
  for (let i = p.pos + 1; i < end && words.length < 12; i++) {
    const id = p.stream.ids[i] as number;
    if (id !== P_LPAREN && id !== P_RPAREN && id !== P_COMMA) words.push(wordAt(p, i));
  }
  if (words[0] === 'pragma' && words[1] === 'pack') applyPack(p, words.slice(2));
  p.seek(end);
}

function lineEnd(p: Parser): number {
  const start = p.pos;
  p.skipLine();
  const end = p.pos;
  p.pos = start;
  return end;
}

function wordAt(p: Parser, token: number): string {
  const text = p.interner.text(p.stream.ids[token] as number);
  return p.stream.kinds[token] === T_NUMBER ? String(Number(text) || 0) : text;
}

function applyPack(p: Parser, words: string[]): void {
  let rest = words;
  if (rest[0] === 'push') p.packStack.push(p.packBytes);
  if (rest[0] === 'pop') {
    p.packBytes = p.packStack.pop() ?? 0;
    return;
  }
  if (rest[0] === 'push') rest = rest.slice(1);
  if (rest.length > 0 || words.length === 0) p.packBytes = Number(rest[0] ?? 0) || 0;
}
