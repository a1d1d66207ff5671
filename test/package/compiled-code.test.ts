/** The bundle of the server keeps what was compiled of it, and only where the user's cache is. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../repository/repository-root.ts';

describe('the code that the server compiled', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-compiled-'));
  after(() => rmSync(folder, { recursive: true }));

  /** Starts the server, which ends when no one speaks to it. */
  function start(env: Record<string, string>): void {
    const { error } = spawnSync(
      process.execPath,
      [join(repositoryRoot, 'dist/server.cjs'), '--stdio'],
      { input: '', env: { ...process.env, ...env } },
    );
    assert.equal(error, undefined);
  }

  it('is kept in the cache folder for the next start', () => {
    const cache = join(folder, 'cache');
    start({ PTDESC_CACHE: cache });
    const [version = ''] = readdirSync(join(cache, 'compiled'));
    assert.equal(readdirSync(join(cache, 'compiled', version)).length, 1);
  });

  it('is kept nowhere when there is to be no cache', () => {
    start({ PTDESC_CACHE: '', HOME: join(folder, 'home'), XDG_CACHE_HOME: join(folder, 'xdg') });
    assert.deepEqual(
      ['home', 'xdg'].filter((name) => existsSync(join(folder, name))),
      [],
    );
  });
});
