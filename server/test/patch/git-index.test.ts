import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { GitIndex } from '../../src/patch/git-index.ts';

const LONG_AGO = new Date('2020-02-02T02:02:02.123Z');
const FILES = ['a.c', 'mm/a.c', 'mm/memory.c', 'mm/é.c', `mm/${'long'.repeat(40)}.c`, 'x/y/z.h'];

/** Each is another form of the same index. */
const FORMS: readonly (readonly [title: string, format: string, ...commands: string[][]])[] = [
  ['version 2', 'sha1', ['update-index', '--index-version', '2']],
  ['version 3', 'sha1', ['add', '-N', 'later.c'], ['update-index', '--index-version', '3']],
  ['version 4', 'sha1', ['update-index', '--index-version', '4']],
  ['a cache of trees', 'sha1', ['write-tree']],
  ['SHA-256', 'sha256'],
];

describe("git's index", () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  /** A repository with files that were there long before its index. */
  function repository(format: string): { folder: string; git: (...args: string[]) => string } {
    const folder = mkdtempSync(join(tmpdir(), 'ptdesc-index-'));
    folders.push(folder);
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
    git('init', '-q', `--object-format=${format}`);
    for (const file of [...FILES, 'later.c']) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), `int ${file.length};\n`);
      utimesSync(join(folder, file), LONG_AGO, LONG_AGO);
    }
    git('add', ...FILES);
    return { folder, git };
  }

  function unchanged(folder: string, file: string, format = 'sha1'): string | undefined {
    const index = GitIndex.read(join(folder, '.git/index'), format === 'sha1' ? 20 : 32);
    return index.unchanged(file, statSync(join(folder, file)));
  }

  for (const [title, format, ...commands] of FORMS)
    it(`is read: ${title}`, () => {
      const { folder, git } = repository(format);
      for (const command of commands) git(...command);
      for (const file of FILES) {
        const blob = git('rev-parse', `:${file}`).trim();
        assert.equal(unchanged(folder, file, format), blob, file);
      }
    });

  it('does not vouch for a file that was written since', () => {
    const { folder } = repository('sha1');
    writeFileSync(join(folder, 'a.c'), 'int 4;\n');
    assert.equal(unchanged(folder, 'a.c'), undefined);
    writeFileSync(join(folder, 'mm/a.c'), 'int 66;\n');
    utimesSync(join(folder, 'mm/a.c'), LONG_AGO, LONG_AGO);
    assert.equal(unchanged(folder, 'mm/a.c'), undefined);
  });

  it('does not vouch for a file of the moment in which it was written', () => {
    const { folder, git } = repository('sha1');
    writeFileSync(join(folder, 'a.c'), 'int 5;\n');
    git('add', 'a.c');
    // However long git took.
    const { mtime } = statSync(join(folder, 'a.c'));
    utimesSync(join(folder, '.git/index'), mtime, mtime);
    assert.equal(unchanged(folder, 'a.c'), undefined);
    assert.ok(unchanged(folder, 'mm/a.c'));
  });

  it('says nothing when part of it is elsewhere, or it is no index', () => {
    const { folder, git } = repository('sha1');
    git('update-index', '--split-index');
    assert.equal(unchanged(folder, 'a.c'), undefined);
    for (const text of ['', 'DIRC', `DIRC\0\0\0\u0002\0\0\u00ff\u00ff${'x'.repeat(200)}`]) {
      writeFileSync(join(folder, '.git/index'), text);
      assert.equal(unchanged(folder, 'a.c'), undefined);
    }
    rmSync(join(folder, '.git/index'));
    assert.equal(unchanged(folder, 'a.c'), undefined);
  });
});
