import { Interner } from '../../../language/src/lexer/interner.ts';
import { Lexer } from '../../../language/src/lexer/lexer.ts';
import { D_DEFINE, type RawTokens } from '../../../language/src/lexer/raw-tokens.ts';
import { F_SPLICED, T_EOF, T_IDENTIFIER } from '../../../language/src/lexer/token-stream.ts';

/** A token as it is written; offsets are in bytes of the file. */
export interface CToken {
  readonly text: string;
  readonly isWord: boolean;
  readonly start: number;
  readonly end: number;
  /** It is the first of its line, without a blank before it. */
  readonly beginsLine: boolean;
}

/** A file's tokens: those of the code, whatever the configuration, and those of each #define. */
export interface CTokens {
  readonly code: readonly CToken[];
  readonly defines: readonly (readonly CToken[])[];
}

/** Reads files one after the other; what the lexer complains about is left as it is. */
export class TokenReader {
  readonly #interner = new Interner();
  readonly #lexer = new Lexer(this.#interner);

  read(bytes: Uint8Array): CTokens {
    return tokensOf(this.#lexer.lex(bytes), bytes, this.#interner);
  }
}

function tokensOf(raw: RawTokens, bytes: Uint8Array, interner: Interner): CTokens {
  const { directives } = raw;
  const tokenAt = (index: number): CToken => {
    const start = raw.starts[index] as number;
    const text = interner.text(raw.ids[index] as number);
    const end = start + Buffer.byteLength(text);
    const beginsLine = start === 0 || bytes[start - 1] === 10;
    return { text, isWord: raw.kinds[index] === T_IDENTIFIER, start, end, beginsLine };
  };
  const isSpliced = (index: number) => ((raw.flags[index] as number) & F_SPLICED) !== 0;
  const range = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at)
      .filter((index) => raw.kinds[index] !== T_EOF && !isSpliced(index))
      .map(tokenAt);
  const code: CToken[] = [];
  const defines: CToken[][] = [];
  let at = 0;
  for (let each = 0; each < directives.count; each++) {
    const [first, behind] = [directives.tokens[each] as number, directives.ends[each] as number];
    code.push(...range(at, first));
    if (directives.kinds[each] === D_DEFINE) defines.push(range(first, behind));
    at = behind;
  }
  code.push(...range(at, raw.count));
  return { code, defines };
}

/** For each bracket the index of its partner, -1 where it has none. */
export function pairBrackets(tokens: readonly CToken[]): Int32Array {
  const pairs = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  tokens.forEach(({ text }, index) => {
    if (text === '(' || text === '[' || text === '{') open.push(index);
    const opening = text === ')' ? '(' : text === ']' ? '[' : text === '}' ? '{' : undefined;
    if (opening === undefined) return;
    // Branches of #if may close a brace twice; parentheses never reach over a brace.
    while (opening !== '{' && open.length > 0 && tokens[open.at(-1) ?? 0]?.text === '{') return;
    while (open.length > 0 && tokens[open.at(-1) ?? 0]?.text !== opening) open.pop();
    const partner = open.pop();
    if (partner === undefined) return;
    pairs[partner] = index;
    pairs[index] = partner;
  });
  return pairs;
}
