import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { requireOracle } from '../oracles/gcc.ts';
import { executeAll } from './execute.ts';
import { runNative } from './native.ts';

const PROGRAMS = join(import.meta.dirname, 'programs');

/** Our own programs end as gcc -O0 has them end, and hold nothing that C leaves undefined. */
describe('programs of our own', () => {
  for (const name of readdirSync(PROGRAMS).sort()) {
    it(`runs ${name} as gcc -O0 runs it, watched or not`, async function () {
      requireOracle(this, 'gcc');
      const file = join(PROGRAMS, name);
      const expected = await runNative(file);
      for (const check of [undefined, 'stop'] as const) {
        const [result] = await executeAll({ files: [file], check });
        assert.equal(result?.fault, undefined);
        assert.deepEqual(result?.stdout.split('\n'), expected?.stdout.split('\n'));
        assert.equal(result?.status, expected?.status);
      }
    });
  }
});
