import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { modelTree } from '../../src/kernel/model-tree.ts';
import { MARK, markedProcesses, until } from '../test-kit/marked-processes.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

describe('git', () => {
  // Elsewhere nothing ends a process with the one that started it.
  if (process.platform !== 'linux') return;

  it('ends with us where a pipe among its files stops it, also when we are killed', async () => {
    const tree = mkdtempSync(join(tmpdir(), 'ptdesc-git-ends-'));
    cpSync(modelTree(), tree, { recursive: true });
    execFileSync('git', ['init', '-q', tree]);
    execFileSync('mkfifo', [join(tree, 'pipe')]);
    appendFileSync(join(tree, '.git/config'), '[include]\n\tpath = ../pipe\n');
    // The environment tells which processes are ours.
    const child = spawn(process.execPath, [MAIN, 'check', '--diff', 'HEAD', '--tree', tree], {
      env: { ...process.env, PTDESC_CACHE: '', [MARK]: tree },
      stdio: 'ignore',
    });
    await until(() => markedProcesses(tree).length > 1);
    child.kill('SIGKILL');
    await until(() => markedProcesses(tree).length === 0);
    assert.deepEqual(markedProcesses(tree), []);
    rmSync(tree, { recursive: true });
  }).timeout(60_000);
});
