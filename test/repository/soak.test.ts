import assert from 'node:assert/strict';
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { allSuites } from '../soak/main.ts';
import { casesOfShare, parseShare } from '../soak/share.ts';
import { repositoryRoot } from './repository-root.ts';

const CASES = Array.from({ length: 103 }, (_, i) => `case-${i}`);

describe('the sampler', () => {
  it('puts every case into exactly one part, and parts are of one size', () => {
    const parts = [1, 2, 3, 4, 5].map((part) => casesOfShare(CASES, { part, parts: 5 }, 'abc'));
    assert.deepEqual(parts.flat().sort(), [...CASES].sort());
    assert.deepEqual([...new Set(parts.map(({ length }) => length))].sort(), [20, 21]);
  });

  it('chooses the same for the same commit and something else for another', () => {
    const choose = (seed: string) => casesOfShare(CASES, { part: 1, parts: 5 }, seed);
    assert.deepEqual(choose('abc'), choose('abc'));
    assert.notDeepEqual(choose('abc'), choose('abd'));
  });

  for (const [text, share] of [
    ['1/1', { part: 1, parts: 1 }],
    ['3/16', { part: 3, parts: 16 }],
    ['0/4', undefined],
    ['5/4', undefined],
    ['1', undefined],
    ['a/b', undefined],
  ] as const)
    it(`reads the share ${text}`, () => assert.deepEqual(parseShare(text), share));
});

describe('the soak suites', () => {
  it('name test files that are there', async () => {
    for (const [name, { tests, about }] of await allSuites()) {
      assert.ok(about.length > 0, name);
      for (const pattern of tests) {
        const files = globSync(pattern, { cwd: repositoryRoot });
        assert.ok(files.length > 0, `${name}: ${pattern}`);
        assert.ok(files.every((file) => existsSync(join(repositoryRoot, file))));
      }
    }
  });
});
