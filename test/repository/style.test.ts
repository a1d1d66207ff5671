import assert from 'node:assert/strict';
import { run } from '../oracles/run.ts';
import { repositoryRoot } from './repository-root.ts';

/** Runs one of package.json's scripts; what it printed is the message when it fails. */
async function checkScript(name: string): Promise<void> {
  const { status, stdout, stderr } = await run(['npm', 'run', '--silent', name], {
    cwd: repositoryRoot,
  });
  assert.equal(status, 0, `${stdout}${stderr}`.slice(-4000));
}

describe('the repository', () => {
  it('is formatted and linted', () => checkScript('lint')).timeout(300_000);
  it('type-checks', () => checkScript('typecheck')).timeout(300_000);
});
