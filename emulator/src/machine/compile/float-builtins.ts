import type { Expression } from '../../../../language/src/syntax/ast.ts';
import { isFloat, type Kind } from '../values/scalar-kind.ts';
import { scalarArgument } from './builtins.ts';
import { castCode } from './cast.ts';
import { type Code, constant } from './code.ts';
import { valueCode } from './expressions.ts';
import type { FunctionContext } from './function-context.ts';

type One = (x: number) => number;
type Two = (x: number, y: number) => number;

const ONE: Record<string, One | undefined> = {
  fabs: Math.abs, sqrt: Math.sqrt, floor: Math.floor, ceil: Math.ceil, trunc: Math.trunc,
  isnan: (x) => (Number.isNaN(x) ? 1 : 0), isfinite: (x) => (Number.isFinite(x) ? 1 : 0),
  isinf: (x) => (x === Number.POSITIVE_INFINITY || x === Number.NEGATIVE_INFINITY ? 1 : 0),
  isinf_sign: (x) => (x === Number.POSITIVE_INFINITY ? 1 : x === Number.NEGATIVE_INFINITY ? -1 : 0),
  isnormal: (x) => (Number.isFinite(x) && Math.abs(x) >= 2.2250738585072014e-308 ? 1 : 0),
  signbit: (x) => (x < 0 || Object.is(x, -0) ? 1 : 0),
}; // biome-ignore format: a table

const TWO: Record<string, Two | undefined> = {
  copysign: (x, y) => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x)),
  fmin: (x, y) => (Number.isNaN(x) ? y : Number.isNaN(y) ? x : Math.min(x, y)),
  fmax: (x, y) => (Number.isNaN(x) ? y : Number.isNaN(y) ? x : Math.max(x, y)),
  fmod: (x, y) => x % y, pow: (x, y) => x ** y, powi: (x, y) => x ** y,
  isgreater: (x, y) => (x > y ? 1 : 0), isgreaterequal: (x, y) => (x >= y ? 1 : 0), isless: (x, y) => (x < y ? 1 : 0),
  islessequal: (x, y) => (x <= y ? 1 : 0), islessgreater: (x, y) => (x < y || x > y ? 1 : 0),
  isunordered: (x, y) => (Number.isNaN(x) || Number.isNaN(y) ? 1 : 0),
}; // biome-ignore format: a table

/** The floating builtins that need no library: classification, signs, roundings that JavaScript has. */
export function floatBuiltin(
  c: FunctionContext,
  bare: string,
  args: readonly Expression[],
  kind: Kind,
): Code | undefined {
  if (/^(inf|huge_val)(f|l|f128|f64|f32)?$/.test(bare))
    return constant(kind, Number.POSITIVE_INFINITY);
  if (/^nans?(f|l)?$/.test(bare)) return constant(kind, Number.NaN);
  const name = bare in ONE || bare in TWO ? bare : bare.replace(/[fl]$/, '');
  const one = ONE[name];
  const two = TWO[name];
  const operand = argumentKind(c, args[0], bare, name);
  if (one) {
    const x = scalarArgument(c, args[0], operand);
    return castCode(
      { kind: isFloat(kind) ? operand : 'i32', run: (r) => one(x(r) as number) },
      kind,
    );
  }
  if (!two) return undefined;
  const x = scalarArgument(c, args[0], operand);
  const y = scalarArgument(c, args[1], operand);
  return castCode(
    { kind: isFloat(kind) ? 'f64' : 'i32', run: (r) => two(x(r) as number, y(r) as number) },
    kind,
  );
}

/** `f` and `l` name the type; the classifying macros take any. */
function argumentKind(
  c: FunctionContext,
  e: Expression | undefined,
  bare: string,
  name: string,
): Kind {
  if (bare !== name) return bare.endsWith('f') ? 'f32' : 'long double';
  const kind = e ? valueCode(c, e).kind : 'f64';
  return name.startsWith('is') && isFloat(kind) ? kind : 'f64';
}
