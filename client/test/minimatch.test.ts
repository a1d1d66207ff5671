import assert from 'node:assert/strict';
import { Minimatch } from '../src/glob/minimatch.ts';

/** What the language client asks of the package that this class stands in for. */
const CASES: [pattern: string, path: string, matches: boolean][] = [
  ['**/*.c', '/home/linux/mm/memory.c', true],
  ['**/*.c', '/home/linux/mm/memory.h', false],
  ['/home/linux/**', '/home/linux/include/linux/mm.h', true],
  ['/home/linux/*', '/home/linux/include/linux/mm.h', false],
  ['**/{Kconfig,Kbuild}', '/home/linux/mm/Kconfig', true],
  ['**/[a-c].h', '/x/b.h', true],
  ['**/[a-c].h', '/x/d.h', false],
];

describe('globs of the language client', () => {
  for (const [pattern, path, matches] of CASES)
    it(`${pattern} ${matches ? 'matches' : 'does not match'} ${path}`, () => {
      const glob = new Minimatch(pattern, { noext: true });
      assert.ok(glob.makeRe() instanceof RegExp);
      assert.equal(glob.match(path), matches);
    });

  it('can ignore case', () =>
    assert.ok(new Minimatch('**/KCONFIG', { nocase: true }).match('/x/Kconfig')));

  it('are none when the pattern is empty', () => assert.equal(new Minimatch('').makeRe(), false));
});
