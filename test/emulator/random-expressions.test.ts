import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireOracle } from '../oracles/gcc.ts';
import { executeAll } from './execute.ts';
import { runNative } from './native.ts';

const TYPES = [
  'signed char', 'unsigned char', 'short', 'unsigned short', 'int', 'unsigned', 'long', 'unsigned long', '__int128', 'unsigned __int128', '_Bool', 'float', 'double',
]; // biome-ignore format: a table
const VALUES = [
  0, 1, 2, 3, 7, 31, 63, 127, 128, 255, 32767, 65535, 2147483647, -1, -2, -128, -32768,
];
const EXPRESSIONS = 600;

/** A small generator with a seed: a failure can be repeated. */
class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 4294967296) * limit);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

/** Only what C defines: divisors are odd, counts are small, floats are compared and not converted. */
function integer(random: Random, depth: number): string {
  if (depth === 0)
    return random.below(3) === 0 ? literal(random) : `v${random.below(TYPES.length - 2)}`;
  const a = () => integer(random, depth - 1);
  switch (random.below(9)) {
    case 0: return `((unsigned long)${a()} ${random.pick(['+', '-', '*'])} ${a()})`;
    case 1: return `(${a()} ${random.pick(['&', '|', '^', '<', '>', '<=', '==', '!=', '&&', '||'])} ${a()})`;
    case 2: return `(${a()} ${random.pick(['/', '%'])} (unsigned)((${a()}) | 1))`;
    case 3: return `((unsigned${random.pick(['', ' long', ' __int128'])})(${a()}) ${random.pick(['<<', '>>'])} (${a()} & 15))`;
    case 4: return `((${a()}) >> (${a()} & 7))`;
    case 5: return `(${random.pick(['~', '!', '-(unsigned)'])}${a()})`;
    case 6: return `((${random.pick(TYPES.slice(0, 11))})${a()})`;
    case 7: return `(${a()} ? ${a()} : ${a()})`;
    default: return `((${random.pick(['v11', 'v12'])} ${random.pick(['<', '>=', '=='])} ${a()}) + (int)(short)${a()})`;
  } // biome-ignore format: a table
}

function literal(random: Random): string {
  const suffix = random.pick(['', 'u', 'l', 'ul']);
  const value = random.pick(VALUES);
  return value < 0 ? `(${value}${suffix})` : `${value}${suffix}`;
}

/** Prints every expression's value in full, as two halves. */
function program(seed: number): string {
  const random = new Random(seed);
  const variables = TYPES.map((type, i) => `static ${type} v${i} = ${random.pick(VALUES)};`);
  const lines = Array.from({ length: EXPRESSIONS }, () => {
    const assign = random.below(8) === 0 ? `v${random.below(11)} ^= ${integer(random, 1)};` : '';
    return `  { ${assign} show((unsigned __int128)${integer(random, 1 + random.below(3))}); }`;
  });
  return `#include <stdio.h>
static void show(unsigned __int128 x)
{
  static int n;
  printf("%d %lx %lx\\n", n++, (unsigned long)(x >> 64), (unsigned long)x);
}
${variables.join('\n')}
int main(void)
{
${lines.join('\n')}
  return 0;
}
`;
}

describe('random expressions', function () {
  this.timeout(120_000);

  it('have the values that gcc gives them', async function () {
    requireOracle(this, 'gcc');
    const folder = mkdtempSync(join(tmpdir(), 'ptdesc-random-'));
    try {
      for (const seed of [1, 20, 300]) {
        const file = join(folder, `random-${seed}.c`);
        const text = program(seed);
        writeFileSync(file, text);
        const expected = await runNative(file);
        const [result] = await executeAll({ files: [file] });
        assert.equal(result?.fault, undefined);
        assert.equal(expected?.status, 0);
        assert.deepEqual(result?.stdout.split('\n'), expected?.stdout.split('\n'), `seed ${seed}`);
        assert.equal(result?.stdout.split('\n').length, EXPRESSIONS + 1);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
