import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelTree } from '../../server/src/kernel/model-tree.ts';
import { repositoryRoot } from '../repository/repository-root.ts';
import { amountOf, seedOf } from './amount.ts';
import { Editor, pause } from './editor.ts';
import { Random } from './random.ts';

const CLI = join(repositoryRoot, 'server/src/cli/main.ts');
const CHECK = ['check', 'mm', '--info', '--format', 'jsonl', '--tree'];
const INTERNAL = /TypeError|ReferenceError|Cannot read prop|is not a function|\n {4}at /;

/** A header's findings come with those of the unit that is told of first. */
const linesOf = (stdout: string): string[] => stdout.split('\n').sort();

describe('faults', function () {
  this.timeout(0);
  let folder: string;
  let tree: string;
  let expected: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ptdesc-faults-'));
    tree = join(folder, 'tree');
    cpSync(modelTree(), tree, { recursive: true });
    expected = check({ PTDESC_CACHE: '' }).stdout;
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function check(environment: NodeJS.ProcessEnv, before: readonly string[] = []) {
    const [program = '', ...argv] = [...before, process.execPath, CLI, ...CHECK, tree];
    return spawnSync(program, argv, { encoding: 'utf8', env: { ...process.env, ...environment } });
  }

  function checkSame(environment: NodeJS.ProcessEnv, before: readonly string[] = []): void {
    const { stdout, stderr } = check(environment, before);
    assert.deepEqual(linesOf(stdout), linesOf(expected), stderr);
    assert.doesNotMatch(stderr, INTERNAL);
  }

  it('leave nothing that a later check is misled by: ended at random moments', async () => {
    const random = new Random(seedOf());
    const cache = join(folder, 'cache-killed');
    for (let left = amountOf('PTDESC_KILLS', 3, 60); left > 0; left--) {
      const child = spawn(process.execPath, [CLI, ...CHECK, tree], {
        stdio: 'ignore',
        env: { ...process.env, PTDESC_CACHE: cache },
      });
      const ended = new Promise((resolve) => child.on('exit', resolve));
      await pause(random.below(3000));
      child.kill(random.pick(['SIGKILL', 'SIGINT', 'SIGTERM']));
      await ended;
    }
    checkSame({ PTDESC_CACHE: cache });
    checkSame({ PTDESC_CACHE: cache });
  });

  it('of a cache that cannot be written change no answer', () => {
    const readOnly = join(folder, 'read-only');
    mkdirSync(readOnly);
    chmodSync(readOnly, 0o500);
    checkSame({ PTDESC_CACHE: join(readOnly, 'cache') });
    checkSame({
      PTDESC_CACHE: undefined,
      XDG_CACHE_HOME: undefined,
      HOME: join(folder, 'no-home/at/all'),
    });
    checkSame({ PTDESC_CACHE: undefined, XDG_CACHE_HOME: undefined, HOME: undefined });
    checkSame({ PTDESC_CACHE: '/dev/full' });
    checkSame({ PTDESC_CACHE: join(tree, 'Makefile') });
  });

  it('of a full disk leave no drafts', () => {
    const disk = join(folder, 'full');
    mkdirSync(disk);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=32k,mode=700', 'tmpfs', disk]);
    // Only root may mount, and not everywhere.
    if (mounted.status !== 0) return;
    try {
      for (let i = 0; i < 2; i++) checkSame({ PTDESC_CACHE: join(disk, 'cache') });
      const drafts = readdirSync(disk, { recursive: true }).filter((name) =>
        /\.\d+\.\d+$/.test(String(name)),
      );
      assert.deepEqual(drafts, []);
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  it('of few descriptors end with a word', () => {
    for (const limit of ['ulimit -n 24', 'ulimit -n 40', 'ulimit -n 64']) {
      const { status, stdout, stderr } = check({ PTDESC_CACHE: '' }, [
        'sh',
        '-c',
        `${limit}; exec "$@"`,
        'sh',
      ]);
      assert.doesNotMatch(stderr, INTERNAL, `${limit}: ${stderr}`);
      if (status !== 2) assert.deepEqual(linesOf(stdout), linesOf(expected), `${limit}: ${stderr}`);
      else assert.match(stderr, /ptdesc: |EMFILE|node/, limit);
    }
  });

  it('of a tree that goes away leave a server that answers', async () => {
    const going = join(folder, 'going');
    cpSync(modelTree(), going, { recursive: true });
    const editor = await Editor.start(going, {}, { PTDESC_CACHE: '' });
    const text = '#include <linux/mm.h>\nvoid f(struct page *page) { page->lru.next = 0; }\n';
    const document = await editor.open(join(going, 'mm/swap.c'), text);
    const at = text.indexOf('lru');
    assert.match(JSON.stringify((await editor.hover(document, at)).result), /struct page\.lru/);
    rmSync(going, { recursive: true });
    await editor.changedOnDisk([{ path: join(going, 'include/linux/mm.h'), type: 3 }]);
    await editor.edit(document, 0, 0, ' ');
    await editor.hover(document, at + 1);
    cpSync(modelTree(), going, { recursive: true });
    await editor.changedOnDisk([
      { path: join(going, 'Makefile'), type: 1 },
      { path: join(going, 'include/linux/mm.h'), type: 1 },
    ]);
    assert.match(JSON.stringify((await editor.hover(document, at + 1)).result), /struct page\.lru/);
    assert.deepEqual(editor.mistakes, []);
    assert.equal(await editor.stop(), 0);
  });
});
