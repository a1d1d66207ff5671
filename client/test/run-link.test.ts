import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine, type LinkedRun, linkedRun, linkQuery } from '../src/simulator/run-link.ts';
import { treeCommit } from '../src/simulator/tree-commit.ts';

const RUN: LinkedRun = {
  entry: 'pte',
  machine: 'x86_64',
  before: false,
  fail: 2,
  graceAtStep: null,
  step: 31,
};

describe('the link of a run', () => {
  for (const run of [
    RUN,
    { ...RUN, before: true, fail: null, step: 1 },
    { ...RUN, entry: 'pte-gather', machine: null, graceAtStep: 12 },
  ])
    it(`comes back as the run: ${linkQuery(run)}`, () =>
      assert.deepEqual(linkedRun(linkQuery(run)), run));

  for (const text of [
    '',
    'arch=s390',
    'entry=a;rm',
    'entry=pte&arch=../x',
    `entry=${'a'.repeat(300)}`,
  ])
    it(`names no run: ${text.slice(0, 30)}`, () => assert.equal(linkedRun(text), undefined));

  it('keeps counts only', () =>
    assert.deepEqual(linkedRun('entry=pte&fail=-1&step=1e9'), {
      entry: 'pte',
      machine: null,
      before: false,
      fail: null,
      graceAtStep: null,
      step: 1,
    }));

  it('has a command line beside it', () => {
    assert.equal(
      commandLine(RUN, '/home/linux', true),
      'ptdesc simulate pte --tree /home/linux --arch x86_64 --fail 2',
    );
    assert.match(
      commandLine(RUN, "/home/my 'own'", false),
      /--tree '\/home\/my '\\''own'\\''' --fail/,
    );
  });
});

describe('the commit of a tree', () => {
  const tree = mkdtempSync(join(tmpdir(), 'ptdesc-commit-'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', tree, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
      encoding: 'utf8',
    }).trim();
  after(() => rmSync(tree, { recursive: true }));

  it('is none without git', async () => assert.equal(await treeCommit(tree), null));

  it('is what git says, loose, packed and detached', async () => {
    git('init', '-q');
    git('commit', '-q', '--allow-empty', '-m', 'one');
    const commit = git('rev-parse', 'HEAD');
    assert.equal(await treeCommit(tree), commit);
    git('pack-refs', '--all');
    assert.equal(await treeCommit(tree), commit);
    git('checkout', '-q', '--detach');
    assert.equal(await treeCommit(tree), commit);
  });
});
