/**
 * A page's bytes as debuggers and dump tools print them: gdb's x, crash's rd, drgn, lldb, WinDbg, kdb,
 * xxd, hexdump and od with any size of group, or nothing but digits; with prompts and offsets around.
 */

/** Numbers of a word's size, whose bytes lie in memory as the machine has them; or the bytes. */
export interface RawWords {
  readonly unit: 'words' | 'bytes';
  /** Of one word; 1 for bytes. */
  readonly sizeBytes: number;
  readonly values: readonly bigint[];
}

/** What someone typed: crash>, (gdb), >>>, In [1]:, kdb's [1]kdb>, a shell's prompt. */
const PROMPT =
  /^\s*(?:crash|\(gdb\)|\(lldb\)|\(drgn\)|>>>|\.\.\.(?= )|In \[\d+\]:|(?:\[\d+\])?kdb>|\d+: kd>|lkd>|crash>|\S*[$#](?= |$))/;
/** `0xffffea0000000000:`, `ffffea0000000000 <vmemmap+64>:`, `00000010:` */
const ADDRESS = /^\s*(?:0x)?[0-9a-f`]{6,17}(?:\s*<[^>]*>)?:/i;
/** hexdump -C's characters stand between bars. */
const BARS = /\s+\|.*\|?\s*$/;

/** The bytes of a text that is nothing else; null when it is something else. */
export function readRawText(lines: readonly string[]): RawWords | null {
  const shown = lines.filter((line) => !PROMPT.test(line) && line.trim() !== '');
  const repr = /^b(['"])(.*)\1$/.exec(shown.join('').trim())?.[2];
  if (repr !== undefined) return pythonBytes(repr);
  const rows = withoutOffsets(shown.map(rowOf));
  const tokens = rows.flatMap(({ tokens }) => tokens);
  const [first] = tokens;
  if (first === undefined || tokens.some((token) => !/^[0-9a-f]+$/i.test(token))) return null;
  const isEven = tokens.every((token) => token.length === first.length);
  const sizeBytes = first.length / 2;
  if (isEven && tokens.length > 1 && (sizeBytes === 8 || sizeBytes === 4))
    return wordsOf(tokens, sizeBytes);
  // od and hexdump print numbers of two bytes; xxd, with a colon, the bytes in pairs.
  const isPairs = isEven && sizeBytes === 2 && tokens.length > 1;
  if (isPairs && rows.every(({ address }) => address === 'offset')) return wordsOf(tokens, 2);
  // Two digits a byte, or long strings of them.
  return tokens.every((token) => token.length % 2 === 0) ? bytesOf(tokens.join('')) : null;
}

/** Groups of digits may be numbers, or bytes as they lie: xxd -e and xxd -g look alike. */
export function asBytes({ sizeBytes, values }: RawWords): RawWords {
  return bytesOf(values.map((value) => value.toString(16).padStart(sizeBytes * 2, '0')).join(''));
}

interface Row {
  readonly tokens: string[];
  readonly address: 'none' | 'colon' | 'offset';
}

/** The hex numbers of a line; what a debugger prints before and behind them is left out. */
function rowOf(line: string): Row {
  const plain = line.replaceAll('`', '').replace(BARS, '');
  const body = plain
    .replace(ADDRESS, '')
    .replace(/[[\]{}()'";]/g, ' ')
    .trim();
  const address = ADDRESS.test(plain) ? 'colon' : 'none';
  const tokens: string[] = [];
  for (const [text, gap = '', word = ''] of body.matchAll(/([\s,]*)([^\s,]+)/g)) {
    const token = word.replace(/^0x|^\\x/i, '');
    const size = (tokens[1] ?? tokens[0] ?? token).length;
    const isFirstData = tokens.length === 1 && address === 'none';
    const isNumber = /^[0-9a-f]+$/i.test(token) && (token.length === size || isFirstData);
    if (isNumber) tokens.push(token);
    // A column of characters stands apart behind the numbers; anything else is no dump.
    else return { tokens: tokens.length > 0 && /\s{2}$/.test(gap) ? tokens : [text], address };
  }
  return { tokens, address };
}

/** od and hexdump put an offset before each line, in octal or hexadecimal, and one behind the last. */
function withoutOffsets(rows: readonly Row[]): Row[] {
  const filled = rows.filter(({ tokens }) => tokens.length > 0);
  if (filled.length === 0 || filled.some(({ address }) => address === 'colon'))
    return filled.filter(
      ({ address, tokens }, i) => address === 'colon' || i === 0 || tokens.length > 1,
    );
  for (const base of [16, 8, 10]) if (hasOffsets(filled, base)) return filled.flatMap(withoutFirst);
  return filled;
}

/** Each line's first number grows by the bytes of the line before. */
function hasOffsets(rows: readonly Row[], base: number): boolean {
  const [first] = rows;
  const data = first?.tokens.slice(1) ?? [];
  // A single line has its offset when that is none of the numbers: longer or shorter than they are.
  if (!first || data.length === 0) return false;
  if (rows.length === 1) return first.tokens[0]?.length !== data[0]?.length;
  let expected = offsetOf(first, base);
  return rows.every((row) => {
    const isNext = offsetOf(row, base) === expected;
    expected += row.tokens.slice(1).join('').length / 2;
    return isNext;
  });
}

const offsetOf = ({ tokens }: Row, base: number): number => {
  const [text = ''] = tokens;
  // Addresses are longer than a number can be exact; their end tells enough.
  return /^[0-9a-f]+$/i.test(text) && (base !== 8 || /^[0-7]+$/.test(text))
    ? Number.parseInt(text.slice(-10), base)
    : Number.NaN;
};

function withoutFirst({ tokens }: Row): Row[] {
  return tokens.length < 2 ? [] : [{ tokens: tokens.slice(1), address: 'offset' }];
}

/** Python's b'\x00 A': what is printable stands as it is. */
function pythonBytes(text: string): RawWords {
  const escapes: Readonly<Record<string, number>> = {
    n: 10,
    r: 13,
    t: 9,
    '\\': 92,
    "'": 39,
    '"': 34,
  };
  const values = [...text.matchAll(/\\x([0-9a-f]{2})|\\(.)|(.)/gis)].map(
    ([, hex, escaped, plain]) => {
      if (hex !== undefined) return BigInt(`0x${hex}`);
      return BigInt(escaped === undefined ? (plain ?? '').charCodeAt(0) : (escapes[escaped] ?? 0));
    },
  );
  return { unit: 'bytes', sizeBytes: 1, values };
}

function wordsOf(tokens: readonly string[], sizeBytes: number): RawWords {
  return { unit: 'words', sizeBytes, values: tokens.map((token) => BigInt(`0x${token}`)) };
}

function bytesOf(digits: string): RawWords {
  const pairs = digits.match(/../g) ?? [];
  return { unit: 'bytes', sizeBytes: 1, values: pairs.map((pair) => BigInt(`0x${pair}`)) };
}
