import type { BuiltinTypes } from '../types/builtin-types.ts';
import type { CType, IntegerType } from '../types/types.ts';
import { fits } from './enums.ts';

/** The value and type of a preprocessing number, C11 6.4.4; undefined when it is no number. */
export function readNumber(
  text: string,
  types: BuiltinTypes,
): { value: bigint | number; type: CType } | undefined {
  if (text.length === 1 && text >= '0' && text <= '9')
    return { value: BigInt(text), type: types.int };
  return isFloating(text) ? readFloat(text, types) : readInteger(text, types);
}

function isFloating(text: string): boolean {
  return /^0[xX]/.test(text)
    ? /[.pP]/.test(text)
    : /[.eE]/.test(text) || /^[0-9]+([dD][fFdDlL])$/.test(text);
}

const FLOAT =
  /^(0[xX][0-9a-fA-F]*\.?[0-9a-fA-F]*[pP][+-]?[0-9]+|[0-9]*\.?[0-9]*(?:[eE][+-]?[0-9]+)?)([a-zA-Z0-9]*)$/;

function readFloat(text: string, types: BuiltinTypes): { value: number; type: CType } | undefined {
  const match = FLOAT.exec(text);
  if (!match) return undefined;
  const suffix = (match[2] as string).toLowerCase().replace(/[ij]/, '');
  const bySuffix: Record<string, CType> = {
    '': types.double, f: types.float, l: types.ldouble, q: types.float128, w: types.ldouble, f16: types.float16,
    f32: types.float, f64: types.double, f128: types.float128, f32x: types.double, f64x: types.ldouble, d: types.double,
  }; // biome-ignore format: a table
  const type = bySuffix[suffix];
  if (type === undefined) return undefined;
  const value = readFloatValue(match[1] as string);
  const element = type as typeof types.double;
  return { value, type: /[ij]/i.test(match[2] as string) ? { kind: 'complex', element } : type };
}

function readFloatValue(digits: string): number {
  const hex = /^0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?[0-9]+)$/.exec(digits);
  if (!hex) return Number(digits);
  const mantissa = Number(BigInt(`0x${hex[1]}${hex[2]}`));
  return mantissa * 2 ** (Number(hex[3]) - 4 * (hex[2] as string).length);
}

const INTEGER = /^(0[xX][0-9a-fA-F]+|0[bB][01]+|[0-9]+)([uUlLiIjJzZ]*)$/;

function readInteger(
  text: string,
  types: BuiltinTypes,
): { value: bigint; type: CType } | undefined {
  const match = INTEGER.exec(text);
  if (!match) return undefined;
  const digits = match[1] as string;
  const suffix = (match[2] as string).toLowerCase();
  const octal = /^0[0-9]/.test(digits);
  if (octal && /[89]/.test(digits)) return undefined;
  const value = BigInt(octal ? `0o${digits.slice(1)}` : digits);
  const decimal = !octal && !/^0[xXbB]/.test(digits);
  const type = integerType(value, decimal, suffix, types);
  return type === undefined
    ? undefined
    : { value, type: /[ij]/.test(suffix) ? { kind: 'complex', element: type } : type };
}

/** The first type of the standard's list that holds the value (6.4.4.1p5). */
function integerType(
  value: bigint,
  decimal: boolean,
  suffix: string,
  types: BuiltinTypes,
): IntegerType | undefined {
  const unsigned = suffix.includes('u');
  const longs = suffix.replace(/[^l]/g, '').length;
  const signedTypes = [types.int, types.long, types.llong, types.int128];
  const unsignedTypes = [types.uint, types.ulong, types.ullong, types.uint128];
  for (let i = longs; i < signedTypes.length; i++) {
    const s = signedTypes[i] as IntegerType;
    const u = unsignedTypes[i] as IntegerType;
    if (!unsigned && fits(value, s)) return s;
    if ((unsigned || !decimal) && fits(value, u)) return u;
  }
  return undefined;
}

const SIMPLE_ESCAPES: Record<string, number> = {
  n: 10, t: 9, r: 13, a: 7, b: 8, f: 12, v: 11, e: 27, E: 27, '0': 0, '\\': 92, "'": 39, '"': 34, '?': 63,
}; // biome-ignore format: a table

/** The units that a character or string literal's body stands for; spellings are UTF-8 text. */
export function literalUnits(text: string, unitBytes: number): number[] {
  const quote = text.search(/['"]/);
  const body = text.slice(quote + 1, -1);
  const units: number[] = [];
  for (let i = 0; i < body.length; ) {
    if (body[i] !== '\\') {
      const point = body.codePointAt(i) as number;
      i += point > 0xffff ? 2 : 1;
      pushPoint(units, point, unitBytes);
    } else i = readEscape(body, i + 1, units, unitBytes);
  }
  return units;
}

function readEscape(body: string, at: number, units: number[], unitBytes: number): number {
  const rest = body.slice(at, at + 12);
  const octal = /^[0-7]{1,3}/.exec(rest);
  if (octal) {
    units.push(Number.parseInt(octal[0], 8));
    return at + octal[0].length;
  }
  const hex = /^x([0-9a-fA-F]+)/.exec(body.slice(at));
  if (hex) {
    units.push(Number.parseInt(hex[1] as string, 16) % 2 ** (8 * unitBytes));
    return at + hex[0].length;
  }
  const universal = /^(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(rest);
  if (universal) {
    pushPoint(units, Number.parseInt((universal[1] ?? universal[2]) as string, 16), unitBytes);
    return at + universal[0].length;
  }
  units.push(SIMPLE_ESCAPES[body[at] as string] ?? body.charCodeAt(at));
  return at + 1;
}

function pushPoint(units: number[], point: number, unitBytes: number): void {
  if (unitBytes === 4 || point < 0x80) units.push(point);
  else if (unitBytes === 2)
    for (const c of String.fromCodePoint(point).split('')) units.push(c.charCodeAt(0));
  else units.push(...utf8(point));
}

function utf8(point: number): number[] {
  if (point < 0x800) return [0xc0 | (point >> 6), 0x80 | (point & 63)];
  if (point < 0x10000)
    return [0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63)];
  return [
    0xf0 | (point >> 18),
    0x80 | ((point >> 12) & 63),
    0x80 | ((point >> 6) & 63),
    0x80 | (point & 63),
  ];
}

/** The element type of a literal by its prefix. */
export function literalElement(text: string, types: BuiltinTypes): IntegerType {
  if (text.startsWith('L')) return types.wcharT;
  if (text.startsWith('U')) return types.uint;
  if (text.startsWith('u') && !text.startsWith('u8')) return types.ushort;
  return types.char;
}

/** The value of a character constant; several characters make an int as gcc does. */
export function characterValue(text: string, types: BuiltinTypes): { value: bigint; type: CType } {
  const element = literalElement(text, types);
  const units = literalUnits(text, element.sizeBytes);
  if (element !== types.char) return { value: BigInt(units[0] ?? 0), type: element };
  if (units.length !== 1) {
    const value = units.reduce((sum, u) => (sum * 256 + (u & 255)) | 0, 0);
    return { value: BigInt(value), type: types.int };
  }
  const unit = units[0] as number;
  return { value: BigInt(element.signed && unit > 127 ? unit - 256 : unit), type: types.int };
}
