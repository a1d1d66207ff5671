import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { allSuites, fastSuites } from '../suites.ts';
import { repositoryRoot } from './repository-root.ts';

/** The test files that are committed or about to be; the editor runs its own. */
function committed(): string[] {
  const listing = ['ls-files', '--cached', '--others', '--exclude-standard', '*.test.ts'];
  const lines = execFileSync('git', listing, { cwd: repositoryRoot, encoding: 'utf8' }).split('\n');
  return lines.filter((file) => file !== '' && !file.startsWith('test/editor/suite/')).sort();
}

describe('a run of the tests', () => {
  it('takes every test file once', () => {
    const { sideBySide, alone } = allSuites();
    assert.deepEqual([...sideBySide, ...alone].sort(), committed());
  });

  it('leaves out only what is there when it is to be fast', () => {
    const all = new Set(allSuites().sideBySide);
    const fast = fastSuites().sideBySide;
    assert.ok(fast.every((file) => all.has(file)));
    assert.ok(fast.length > all.size / 3);
  });
});
