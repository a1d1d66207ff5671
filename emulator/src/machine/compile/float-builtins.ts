import type { Expression } from '../../../../language/src/syntax/ast.ts';
import * as math from '../library/math-functions.ts';
import { isFloat, type Kind } from '../values/scalar-kind.ts';
import { scalarArgument } from './builtins.ts';
import { castCode } from './cast.ts';
import { type Code, constant } from './code.ts';
import { valueCode } from './expressions.ts';
import type { FunctionContext } from './function-context.ts';

type One = math.One;
type Two = math.Two;

function pick<T>(from: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}

const ONE: Readonly<Record<string, One | undefined>> = {
  ...pick(math.ONE, ['fabs', 'sqrt', 'floor', 'ceil', 'trunc']),
  isnan: (x) => (Number.isNaN(x) ? 1 : 0), isfinite: (x) => (Number.isFinite(x) ? 1 : 0),
  isinf: (x) => (x === Number.POSITIVE_INFINITY || x === Number.NEGATIVE_INFINITY ? 1 : 0),
  isinf_sign: (x) => (x === Number.POSITIVE_INFINITY ? 1 : x === Number.NEGATIVE_INFINITY ? -1 : 0),
  signbit: (x) => (x < 0 || Object.is(x, -0) ? 1 : 0),
}; // biome-ignore format: a table

const TWO: Readonly<Record<string, Two | undefined>> = {
  ...pick(math.TWO, ['copysign', 'fmin', 'fmax', 'fmod', 'pow']), powi: (x, y) => x ** y,
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
  if (/^(inf|huge_val)(f|l|f128|f64|f32|f64x|f32x)?$/.test(bare))
    return constant(kind, Number.POSITIVE_INFINITY);
  if (/^nans?(f|l|f128|f64|f32|f64x|f32x)?$/.test(bare)) return constant(kind, Number.NaN);
  if (bare === 'fpclassify') return classification(c, args);
  if (bare === 'isnormal') return normality(c, args[0]);
  const name = bare in ONE || bare in TWO ? bare : bare.replace(/(f(32|64|128)x?|[fl])$/, '');
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
  if (bare !== name)
    return /f(32)?$/.test(bare) ? 'f32' : /f(64|32x)$/.test(bare) ? 'f64' : 'long double';
  const kind = e ? valueCode(c, e).kind : 'f64';
  return name.startsWith('is') && isFloat(kind) ? kind : 'f64';
}

/** The smallest value of a kind that is not subnormal. */
function smallestNormal(kind: Kind): number {
  return kind === 'f32' ? 2 ** -126 : 2 ** -1022;
}

function normality(c: FunctionContext, e: Expression | undefined): Code {
  const kind = argumentKind(c, e, 'isnormal', 'isnormal');
  const x = scalarArgument(c, e, kind);
  const least = smallestNormal(kind);
  const isNormal = (v: number): boolean => Number.isFinite(v) && Math.abs(v) >= least;
  return { kind: 'i32', run: (r) => (isNormal(x(r) as number) ? 1 : 0) };
}

/** `__builtin_fpclassify(nan, infinite, normal, subnormal, zero, x)`: one of the first five. */
function classification(c: FunctionContext, args: readonly Expression[]): Code {
  const answers = args.slice(0, 5).map((e) => castCode(valueCode(c, e), 'i32').run);
  const kind = argumentKind(c, args[5], 'isfpclass', 'isfpclass');
  const x = scalarArgument(c, args[5], kind);
  const least = smallestNormal(kind);
  const which = (v: number): number => {
    if (!Number.isFinite(v)) return Number.isNaN(v) ? 0 : 1;
    return v === 0 ? 4 : Math.abs(v) >= least ? 2 : 3;
  };
  return { kind: 'i32', run: (r) => answers[which(x(r) as number)](r) };
}
