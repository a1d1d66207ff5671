import assert from 'node:assert/strict';
import { join } from 'node:path';
import { run } from '../oracles/run.ts';
import { repositoryRoot } from '../repository/repository-root.ts';

const SNAPSHOTS = 'node_modules/vscode-tmgrammar-test/dist/snapshot.js';

/**
 * The injection into a host language, token by token. `node SNAPSHOTS -u …` with the arguments below
 * writes the snapshots anew; read them before they are committed.
 */
async function checkSnapshots(extension: string): Promise<void> {
  const { status, stdout, stderr } = await run(
    [
      process.execPath,
      join(repositoryRoot, SNAPSHOTS),
      ...['--scope', `source.${extension}`],
      ...['--grammar', `test/grammar/host-${extension}.tmLanguage.json`],
      `test/grammar/cases/*.${extension}`,
    ],
    { cwd: repositoryRoot },
  );
  assert.equal(status, 0, `${stdout}${stderr}`);
  assert.match(String(stdout), /run successfully/);
}

describe('the grammar of memdescs', () => {
  it('marks constructors, destructors, page types and conversions in C', () => checkSnapshots('c'));
  it('marks memdescs and MATCH lines in headers, which open as C++', () => checkSnapshots('cpp'));
});
