/** math.h for programs: the host computes, in double; long double is double here. */
import type { Native } from '../run/function-entry.ts';
import type { Value } from '../values/scalar-kind.ts';
import { shorten } from '../values/wide.ts';
import { exponent, nextafterf, ONE, scaled, TO_LONG, TWO } from './math-functions.ts';

const num = (v: Value | undefined): number => Number(v ?? 0);
const { fround } = Math;

export function mathNatives(): [string, Native][] {
  const natives: [string, Native][] = [];
  for (const [name, f] of Object.entries(ONE))
    natives.push(...inAllTypes(name, (a) => f(num(a[0]))));
  for (const [name, f] of Object.entries(TWO))
    natives.push(...inAllTypes(name, (a) => f(num(a[0]), num(a[1]))));
  for (const [name, f] of Object.entries(TO_LONG))
    for (const suffix of ['', 'f', 'l'])
      natives.push([name + suffix, (_, a) => asLong(f(num(a[0])))]);
  for (const name of ['ldexp', 'scalbn', 'scalbln'])
    natives.push(...inAllTypes(name, (a) => scaled(num(a[0]), num(a[1]))));
  natives.push(['nextafterf', (_, a) => nextafterf(num(a[0]), num(a[1]))]);
  for (const suffix of ['', 'l']) natives.push([`modf${suffix}`, modf], [`frexp${suffix}`, frexp]);
  return [
    ...natives,
    ['modff', modff],
    ['frexpf', frexp],
    ['ilogb', (_, a) => exponent(num(a[0]))],
  ];
}

function inAllTypes(name: string, f: (args: readonly Value[]) => number): [string, Native][] {
  const plain: Native = (_, a) => f(a);
  return [
    [name, plain],
    [`${name}f`, (_, a) => fround(f(a))],
    [`${name}l`, plain],
  ];
}

function asLong(x: number): Value {
  if (!(Math.abs(x) < 2 ** 63)) return -(1n << 63n);
  return shorten(BigInt(x));
}

const modf: Native = (m, a) => {
  const [whole, rest] = parts(num(a[0]));
  m.memory.setF64(num(a[1]), whole);
  return rest;
};

const modff: Native = (m, a) => {
  const [whole, rest] = parts(num(a[0]));
  m.memory.setF32(num(a[1]), whole);
  return rest;
};

/** What is before the point and what is behind it, both with the sign. */
function parts(x: number): [number, number] {
  const whole = Math.trunc(x);
  const rest = Number.isFinite(x) ? x - whole : Number.isNaN(x) ? x : 0;
  return [whole, rest === 0 && (x < 0 || Object.is(x, -0)) ? -0 : rest];
}

const frexp: Native = (m, a) => {
  const x = num(a[0]);
  const isPlain = x !== 0 && Number.isFinite(x);
  const power = isPlain ? exponent(x) + 1 : 0;
  m.memory.setU32(num(a[1]), power >>> 0);
  return isPlain ? scaled(x, -power) : x;
};
