/** A value in a #if: intmax_t or uintmax_t of 64 bits. */
export interface ConditionValue {
  readonly value: bigint;
  readonly unsigned: boolean;
}

const MAX_SIGNED = (1n << 63n) - 1n;
const MAX_UNSIGNED = (1n << 64n) - 1n;
const SUFFIX = /^(u?(?:l|ll)?|(?:l|ll)u)$/i;

/**
 * A number in a #if (cpplib's cpp_interpret_integer). A string is the problem: floating constants and
 * unknown suffixes are not allowed there.
 */
export function parseConditionNumber(text: string): ConditionValue | string {
  const match = /^(0x[0-9a-f]+|0b[01]+|[0-9]+)([a-z]*)$/i.exec(text);
  if (!match) {
    const isFloat = /^(0x)?[0-9a-f]*\.|^[0-9]+e[+-]?[0-9]|^0x[0-9a-f.]*p/i.test(text);
    return isFloat ? 'floating constant in preprocessor expression' : `invalid number "${text}"`;
  }
  const digits = match[1] as string;
  const suffix = match[2] as string;
  const isMixed = /lL|Ll/.test(suffix);
  if (!SUFFIX.test(suffix) || isMixed) return `invalid suffix "${suffix}" on integer constant`;
  const isOctal = /^0[0-9]/.test(digits);
  if (isOctal && /[89]/.test(digits)) return `invalid digit in octal constant "${digits}"`;
  const value = BigInt(isOctal ? `0o${digits.slice(1)}` : digits) & MAX_UNSIGNED;
  const unsigned = /u/i.test(suffix) || value > MAX_SIGNED;
  return { value: unsigned ? value : BigInt.asIntN(64, value), unsigned };
}

const SIMPLE_ESCAPES: Readonly<Record<string, number>> = {
  n: 10,
  t: 9,
  r: 13,
  a: 7,
  b: 8,
  f: 12,
  v: 11,
  e: 27,
  E: 27,
};

/** What a machine's characters are like. */
export interface CharacterRules {
  readonly unsignedChar: boolean;
  readonly wcharBits: number;
  readonly wcharUnsigned: boolean;
}

/** A character constant in a #if; several characters shift by eight bits each, as gcc does. */
export function parseCharacter(text: string, rules: CharacterRules): ConditionValue | string {
  const quote = text.indexOf("'");
  const prefix = text.slice(0, quote);
  const inside = text.slice(quote + 1, -1);
  if (inside === '') return 'empty character constant';
  const codes = [...characterCodes(inside, prefix === '')];
  if (prefix !== '') return wideValue(codes.at(-1) ?? 0, prefix, rules);
  let value = 0n;
  for (const code of codes) value = ((value << 8n) | BigInt(code & 0xff)) & 0xffffffffn;
  if (codes.length > 1) return { value: BigInt.asIntN(32, value), unsigned: false };
  if (rules.unsignedChar) return { value, unsigned: true };
  return { value: BigInt.asIntN(8, value), unsigned: false };
}

function wideValue(code: number, prefix: string, rules: CharacterRules): ConditionValue {
  const bits = prefix === 'L' ? rules.wcharBits : prefix === 'u' ? 16 : 32;
  const unsigned = prefix === 'L' ? rules.wcharUnsigned : true;
  const value = BigInt(code);
  return { value: unsigned ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value), unsigned };
}

function* characterCodes(text: string, asBytes: boolean): Generator<number> {
  const pattern = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]+)|[uU]([0-9a-fA-F]{4,8})|([\s\S]))|([\s\S])/gu;
  for (const [, octal, hex, universal, escaped, plain] of text.matchAll(pattern)) {
    if (octal !== undefined) yield Number.parseInt(octal, 8);
    else if (hex !== undefined) yield Number.parseInt(hex.slice(-8), 16);
    else if (escaped !== undefined) yield SIMPLE_ESCAPES[escaped] ?? escaped.charCodeAt(0);
    else {
      const code = universal ? Number.parseInt(universal, 16) : (plain as string).codePointAt(0);
      if (!asBytes) yield code as number;
      else
        yield* new TextEncoder().encode(String.fromCodePoint(Math.min(code as number, 0x10ffff)));
    }
  }
}
