/** What an assembler's `.if` makes of an expression of constants (gas manual: Infix Operators). */

const TOKEN = /\s*(0x[\da-f]+|\d+|&&|\|\||==|!=|<<|>>|<>|<=|>=|[-+*()<>!~&|^])/iy;

/** From the loosest to the tightest, as gas has them. */
const LEVELS: readonly Readonly<Record<string, (a: bigint, b: bigint) => bigint>>[] = [
  { '||': (a, b) => truth(a !== 0n || b !== 0n) },
  { '&&': (a, b) => truth(a !== 0n && b !== 0n) },
  { '+': (a, b) => a + b, '-': (a, b) => a - b, '==': (a, b) => truth(a === b), '!=': (a, b) => truth(a !== b), '<>': (a, b) => truth(a !== b), '<': (a, b) => truth(a < b), '>': (a, b) => truth(a > b), '<=': (a, b) => truth(a <= b), '>=': (a, b) => truth(a >= b) },
  { '|': (a, b) => a | b, '&': (a, b) => a & b, '^': (a, b) => a ^ b },
  { '*': (a, b) => a * b, '<<': (a, b) => a << b, '>>': (a, b) => a >> b },
]; // biome-ignore format: a table

function truth(holds: boolean): bigint {
  return holds ? -1n : 0n;
}

/** Whether it is anything but 0; undefined where it is no expression of constants. */
export function constantCondition(text: string): boolean | undefined {
  const tokens = tokensOf(text);
  const reader = { tokens: tokens ?? [], at: 0 };
  const value = tokens && expression(reader, 0);
  return value === undefined || reader.at < reader.tokens.length ? undefined : value !== 0n;
}

function tokensOf(text: string): string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; text.slice(at).trim() !== ''; at = TOKEN.lastIndex) {
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

function expression(reader: Reader, level: number): bigint | undefined {
  const operators = LEVELS[level];
  if (operators === undefined) return primary(reader);
  let left = expression(reader, level + 1);
  for (;;) {
    const operator = operators[reader.tokens[reader.at] ?? ''];
    if (left === undefined || operator === undefined) return left;
    reader.at++;
    const right = expression(reader, level + 1);
    left = right === undefined ? undefined : operator(left, right);
  }
}

function primary(reader: Reader): bigint | undefined {
  const token = reader.tokens[reader.at++];
  if (token === undefined) return undefined;
  if (token === '(') {
    const inner = expression(reader, 0);
    return reader.tokens[reader.at++] === ')' ? inner : undefined;
  }
  if (token === '-' || token === '!' || token === '~') {
    const inner = primary(reader);
    if (inner === undefined) return undefined;
    return token === '-' ? -inner : token === '~' ? ~inner : truth(inner === 0n);
  }
  return /^\d/.test(token) ? BigInt(token) : undefined;
}
