import type { FunctionContext } from '../function-context.ts';
import { unescaped } from './template.ts';

/** The string literals of a range of tokens, joined. */
export function literalText(c: FunctionContext, from: number, to: number): string {
  let text = '';
  for (let token = from; token < to; token++) {
    const spelling = c.parser.interner.text(c.parser.stream.ids[token]);
    if (spelling.startsWith('"')) text += unescaped(spelling.slice(1, -1));
  }
  return text;
}
