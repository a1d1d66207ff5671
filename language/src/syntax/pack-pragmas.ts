import type { Interner } from '../lexer/interner.ts';
import { P_COMMA, P_LPAREN, P_RPAREN } from '../lexer/spellings.ts';
import { T_NUMBER } from '../lexer/token-stream.ts';
import type { PragmaTable } from '../preprocessor/pragmas.ts';

/** From a token on, `#pragma pack` is this many bytes; 0 for none. */
interface PackRange {
  readonly token: number;
  readonly bytes: number;
}

/** What `#pragma pack` says at each token of a unit (gcc manual, Structure-Layout Pragmas). */
export class PackPragmas {
  private readonly ranges: PackRange[] = [];

  constructor(pragmas: PragmaTable, interner: Interner) {
    const stack: number[] = [];
    let bytes = 0;
    for (let i = 0; i < pragmas.length; i++) {
      const words = packWords(pragmas, i, interner);
      if (words === undefined) continue;
      if (words[0] === 'pop') bytes = stack.pop() ?? 0;
      else {
        if (words[0] === 'push') stack.push(bytes);
        const rest = words[0] === 'push' ? words.slice(1) : words;
        if (rest.length > 0 || words.length === 0) bytes = Number(rest[0] ?? 0) || 0;
      }
      this.ranges.push({ token: pragmas.outputIndex(i), bytes });
    }
  }

  /** Bytes, 0 for none. */
  at(token: number): number {
    let found = 0;
    for (const range of this.ranges) {
      if (range.token > token) break;
      found = range.bytes;
    }
    return found;
  }
}

/** The words behind `pack`; undefined for other pragmas. */
function packWords(pragmas: PragmaTable, entry: number, interner: Interner): string[] | undefined {
  const { tokens } = pragmas;
  const word = (i: number) => interner.text(tokens.ids[i] as number);
  const start = pragmas.start(entry);
  if (word(start) !== 'pragma' || word(start + 1) !== 'pack') return undefined;
  const words: string[] = [];
  for (let i = start + 2; i < pragmas.end(entry); i++) {
    const id = tokens.ids[i] as number;
    if (id === P_LPAREN || id === P_RPAREN || id === P_COMMA) continue;
    words.push(tokens.kinds[i] === T_NUMBER ? String(Number(word(i))) : word(i));
  }
  return words;
}
