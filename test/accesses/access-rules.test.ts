import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { accesses } from '../../server/src/cli/accesses.ts';
import { bareReading } from '../../server/src/cli/bare-reading.ts';
import { KeptOutput } from '../kernel/kept-output.ts';
import { expectedAccesses, spellAccess } from '../oracles/clang-accesses/access-fixture.ts';
import type { AccessLine } from '../oracles/clang-accesses/clang-accesses.ts';

const FIXTURE = resolve(import.meta.dirname, '../fixtures/accesses/kinds.c');

/** The same fixture as the one that clang is held to in test/oracles/clang-accesses. */
describe('ptdesc accesses', () => {
  it('follows every rule of docs/accesses.md', () => {
    const output = new KeptOutput();
    const bare = bareReading({ define: [], undefine: [], includePath: [], include: [] });
    accesses(bare, [FIXTURE], undefined, output);
    const lines = output.lines.map((line) => JSON.parse(line) as AccessLine);
    const found = lines.map((access) => `${access.line}: ${spellAccess(access)}`);
    assert.deepEqual(found, expectedAccesses(readFileSync(FIXTURE, 'utf8')));
  });
});
