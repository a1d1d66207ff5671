/**
 * A page's bytes as debuggers print them: gdb's x/8gx and x/64xb, crash's rd, drgn, xxd, hexdump -C,
 * or nothing but digits.
 */

/** Numbers of a word's size, whose bytes lie in memory as the machine has them; or the bytes. */
export interface RawWords {
  readonly unit: 'words' | 'bytes';
  /** Of one word; 1 for bytes. */
  readonly sizeBytes: number;
  readonly values: readonly bigint[];
}

/** `0xffffea0000000000:`, `ffffea0000000000 <vmemmap+64>:`, `00000010:` */
const ADDRESS = /^\s*(?:0x)?[0-9a-f]{6,16}(?:\s*<[^>]*>)?:/i;
/** hexdump -C has eight digits and two spaces; nothing else of that length stands before bytes. */
const HEXDUMP_ADDRESS = /^\s*[0-9a-f]{8}(?=\s\s[0-9a-f]{2}\s)/i;

/** The bytes of a text that is nothing else; null when it is something else. */
export function readRawText(lines: readonly string[]): RawWords | null {
  const tokens = lines.flatMap(tokensOf);
  const [first] = tokens;
  if (first === undefined) return null;
  if (tokens.some((token) => !/^[0-9a-f]+$/i.test(token))) return null;
  if (tokens.length > 1 && tokens.every((token) => token.length === first.length)) {
    const sizeBytes = first.length / 2;
    if (sizeBytes === 8 || sizeBytes === 4) return wordsOf(tokens, sizeBytes);
  }
  // Two digits a byte, four in xxd's pairs, or one long string.
  return tokens.every((token) => token.length % 2 === 0) ? bytesOf(tokens.join('')) : null;
}

/** The hex numbers of a line; what a debugger prints before and behind them is left out. */
function tokensOf(line: string): string[] {
  const body = line.replace(ADDRESS, '').replace(HEXDUMP_ADDRESS, '').trim();
  if (body === '') return [];
  const tokens: string[] = [];
  for (const [text, gap = '', word = ''] of body.matchAll(/([\s,]*)([^\s,]+)/g)) {
    const token = word.replace(/^0x|^\\x/i, '');
    const isNumber = /^[0-9a-f]+$/i.test(token) && token.length === (tokens[0] ?? token).length;
    if (isNumber) tokens.push(token);
    // A column of characters stands apart behind the numbers; anything else is no dump.
    else return tokens.length > 0 && /\s{2}$/.test(gap) ? tokens : [text];
  }
  return tokens;
}

function wordsOf(tokens: readonly string[], sizeBytes: number): RawWords {
  return { unit: 'words', sizeBytes, values: tokens.map((token) => BigInt(`0x${token}`)) };
}

function bytesOf(digits: string): RawWords {
  const pairs = digits.match(/../g) ?? [];
  return { unit: 'bytes', sizeBytes: 1, values: pairs.map((pair) => BigInt(`0x${pair}`)) };
}
