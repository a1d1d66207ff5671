import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireOracle } from '../oracles/gcc.ts';
import { executeAll } from './execute.ts';
import { runNative } from './native.ts';
import { Random, randomInteger, TYPES, VALUES } from './random-source.ts';

const EXPRESSIONS = 600;
/** Programs of the usual run; PTDESC_RANDOM_EXPRESSIONS says how many expressions instead. */
const USUAL_SEEDS = 3;
const wanted = Number(process.env.PTDESC_RANDOM_EXPRESSIONS ?? USUAL_SEEDS * EXPRESSIONS);
const seeds = Array.from({ length: Math.ceil(wanted / EXPRESSIONS) }, (_, i) => 1 + 19 * i * i);

/** Prints every expression's value in full, as two halves. */
function program(seed: number): string {
  const random = new Random(seed);
  const variables = TYPES.map((type, i) => `static ${type} v${i} = ${random.pick(VALUES)};`);
  const lines = Array.from({ length: EXPRESSIONS }, () => {
    const assign =
      random.below(8) === 0 ? `v${random.below(11)} ^= ${randomInteger(random, 1, TYPES)};` : '';
    return `  { ${assign} show((unsigned __int128)${randomInteger(random, 1 + random.below(3), TYPES)}); }`;
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
  this.timeout(1_800_000);

  it('have the values that gcc gives them', async function () {
    requireOracle(this, 'gcc');
    const folder = mkdtempSync(join(tmpdir(), 'ptdesc-random-'));
    try {
      for (const seed of seeds) {
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
