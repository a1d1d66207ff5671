import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { modelTree } from '../../src/kernel/model-tree.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** The processes whose command line names a text. */
function processesWith(text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandOf(pid).includes(text))
    .map(Number);
}

function commandOf(pid: string): string {
  try {
    return (
      readFileSync(`/proc/${pid}/cmdline`, 'utf8') + readFileSync(`/proc/${pid}/environ`, 'utf8')
    );
  } catch {
    return '';
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((done) => setTimeout(done, 50));
}

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
    const mark = `PTDESC_TEST_MARK=${tree}`;
    const child = spawn(process.execPath, [MAIN, 'check', '--diff', 'HEAD', '--tree', tree], {
      env: { ...process.env, PTDESC_CACHE: '', PTDESC_TEST_MARK: tree },
      stdio: 'ignore',
    });
    await until(() => processesWith(mark).length > 1);
    child.kill('SIGKILL');
    await until(() => processesWith(mark).length === 0);
    assert.deepEqual(processesWith(mark), []);
    rmSync(tree, { recursive: true });
  }).timeout(60_000);
});
