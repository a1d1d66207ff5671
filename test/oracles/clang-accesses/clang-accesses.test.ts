import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { requireLibraries, requireOracle } from '../gcc.ts';
import { expectedAccesses, spellAccess } from './access-fixture.ts';
import { CLANG, clangAccessesOf } from './clang-accesses.ts';

const FIXTURE = resolve(import.meta.dirname, '../../fixtures/accesses/kinds.c');
const FLAGS = ['--target=x86_64-linux-gnu', '-fgnuc-version=12.2.0', '-U__clang__', '-w'];

describe("member accesses from clang's syntax tree", () => {
  it('follow every rule of docs/accesses.md', async function () {
    requireOracle(this, CLANG);
    requireLibraries(this, 'libclang-19-dev', 'llvm-19-dev');
    this.timeout(120_000);
    const lines = await clangAccessesOf(FLAGS, FIXTURE);
    const found = lines.map((access) => `${access.line}: ${spellAccess(access)}`);
    const expected = expectedAccesses(readFileSync(FIXTURE, 'utf8'));
    assert.ok(expected.length > 140, 'the fixture lost its expectations');
    assert.deepEqual(found, expected);
  });
});
