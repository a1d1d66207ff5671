import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { allSuites, fastSuites } from '../suites.ts';
import { repositoryRoot } from './repository-root.ts';

/** The test files that there are in folders of ours; the editor runs its own. */
function testFiles(folder = ''): string[] {
  const entries = readdirSync(join(repositoryRoot, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    // Folders with a dot hold editors and kernels that were fetched.
    if (LEFT_OUT.has(path) || entry.name.startsWith('.')) return [];
    if (entry.isDirectory()) return testFiles(path);
    return path.endsWith('.test.ts') ? [path] : [];
  });
}

const LEFT_OUT = new Set(['node_modules', 'test/editor/suite']);

describe('a run of the tests', () => {
  it('takes every test file once', () => {
    const { sideBySide, alone } = allSuites();
    assert.deepEqual([...sideBySide, ...alone].sort(), testFiles().sort());
  });

  it('leaves out only what is there when it is to be fast', () => {
    const all = new Set(allSuites().sideBySide);
    const fast = fastSuites().sideBySide;
    assert.ok(fast.every((file) => all.has(file)));
    assert.ok(fast.length > all.size / 3);
  });
});
