import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { modelTree } from '../../src/kernel/model-tree.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** Only so that a reader that waits for ever is a failure and no endless test. */
const HANG_MS = 120_000;

/** Stands in a file outside of the tree, and may be nowhere in what we print. */
const SECRET = 'secret_outside_of_the_tree';

let folder: string;
let tree: string;
let outside: string;

/** What a path of a tree may be instead of the file that one expects. */
const TRICKS: Record<string, { make: (path: string) => void; word: RegExp }> = {
  'a pipe': {
    make: (path) => execFileSync('mkfifo', [path]),
    word: /is not a regular file/,
  },
  'a link to a pipe': {
    make: (path) => {
      execFileSync('mkfifo', [`${path}.pipe`]);
      symlinkSync(`${path}.pipe`, path);
    },
    word: /is not a regular file/,
  },
  'a link to /dev/zero': {
    make: (path) => symlinkSync('/dev/zero', path),
    word: /leads to \/dev\/zero, outside of the tree/,
  },
  'a link to standard input': {
    make: (path) => symlinkSync('/dev/stdin', path),
    word: /outside of the tree|is not a regular file|leads to no file/,
  },
  'a link that leaves the tree': {
    make: (path) => symlinkSync(outside, path),
    word: /leads to .*outside\.h, outside of the tree/,
  },
  'a file of a terabyte': {
    make: (path) => {
      writeFileSync(path, '');
      truncateSync(path, 2 ** 40);
    },
    word: /is larger than the \d+ MiB that a \w+ may have/,
  },
};

/** Files that a command reads, and a command that does. */
const READ: [path: string, args: string[], status: number | 'any'][] = [
  ['Makefile', ['layout', 'page'], 2],
  ['arch/x86/configs/x86_64_defconfig', ['layout', 'page'], 2],
  // What can be said without it is said.
  ['include/linux/mm.h', ['layout', 'page', '--file', 'mm/memory.c'], 'any'],
  ['mm/memory.c', ['accesses', 'mm/memory.c'], 2],
];

/** Files that are named on the command line; `word`: pipes and devices are refused wherever they lie. */
const NAMED: [name: string, args: (path: string) => string[]][] = [
  ['--config', (path) => ['layout', 'page', '--config', path, '--arch', 'x86_64']],
  ['--patch', (path) => ['check', '--patch', path]],
  ['--baseline', (path) => ['check', 'mm/swap.c', '--baseline', path]],
  ['decode', (path) => ['decode', path]],
  ['accesses', (path) => ['accesses', path]],
  ['preprocess', (path) => ['preprocess', path]],
];

function ptdesc(...args: string[]) {
  return spawnSync(process.execPath, [MAIN, ...args, '--tree', tree], {
    cwd: folder,
    env: { ...process.env, PTDESC_CACHE: '' },
    encoding: 'utf8',
    timeout: HANG_MS,
    killSignal: 'SIGKILL',
  });
}

describe('a hostile tree', () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ptdesc-hostile-'));
    tree = join(folder, 'tree');
    outside = join(folder, 'outside.h');
    cpSync(modelTree(), tree, { recursive: true });
    writeFileSync(outside, `int ${SECRET};\n`);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  for (const [path, args, expected] of READ) {
    for (const [name, { make, word }] of Object.entries(TRICKS)) {
      it(`is refused with a word where ${path} is ${name}`, () => {
        rmSync(join(tree, path));
        make(join(tree, path));
        checkRefused(args, word, expected);
      }).timeout(HANG_MS);
    }
  }

  for (const [name, args] of NAMED) {
    for (const path of ['pipe', '/dev/zero']) {
      it(`may not wait for ${path} as ${name}`, () => {
        const full = path.startsWith('/') ? path : join(folder, path);
        if (full !== path) execFileSync('mkfifo', [full]);
        checkRefused(args(full), /cannot be read/);
      }).timeout(HANG_MS);
    }
  }

  for (const text of ['/outside.h', '/../outside.h', '/mm/../../outside.h']) {
    it(`cannot include ${text} from outside`, () => {
      const path = text === '/outside.h' ? outside : `${tree}${text}`;
      appendFileSync(join(tree, 'mm/swap.c'), `#include "${path}"\n`);
      const { stdout, stderr } = ptdesc('preprocess', 'mm/swap.c');
      assert.match(stderr, /outside\.h|outside of the tree/);
      assert.doesNotMatch(stdout, new RegExp(SECRET));
    }).timeout(HANG_MS);
  }

  it('cannot have a folder of headers that is a link to another one', () => {
    symlinkSync(folder, join(tree, 'mm/elsewhere'));
    appendFileSync(join(tree, 'mm/swap.c'), '#include "elsewhere/outside.h"\n');
    const { stdout, stderr } = ptdesc('preprocess', 'mm/swap.c');
    assert.match(stderr, /mm\/elsewhere is not read: it leads to/);
    assert.doesNotMatch(stdout, new RegExp(SECRET));
  }).timeout(HANG_MS);

  it('is told of once where several threads of a check come upon it', () => {
    symlinkSync(outside, join(tree, 'mm/leads-out.h'));
    for (const file of ['mm/swap.c', 'mm/debug.c'])
      appendFileSync(join(tree, file), '\n#include "leads-out.h"\n');
    const { stdout, stderr } = ptdesc('check', 'mm/swap.c', 'mm/debug.c', '--jobs', '2');
    const lines = stderr.split('\n').filter((line) => /leads-out\.h is not read/.test(line));
    assert.equal(lines.length, 1, stderr);
    assert.doesNotMatch(stdout + stderr, new RegExp(SECRET));
  }).timeout(HANG_MS);

  it('may have links that stay in it', () => {
    symlinkSync('../include/linux/mm.h', join(tree, 'mm/same.h'));
    writeFileSync(join(tree, 'mm/swap.c'), '#include "same.h"\n');
    const { stderr, status } = ptdesc('preprocess', 'mm/swap.c');
    assert.deepEqual({ stderr, status }, { stderr: '', status: 0 });
  }).timeout(HANG_MS);

  it('leaves a file that the user names readable, with those beside it', () => {
    const named = join(folder, 'beside/a.c');
    mkdirSync(dirname(named));
    writeFileSync(named, '#include "b.h"\n');
    writeFileSync(join(dirname(named), 'b.h'), 'int beside;\n');
    const { stdout, stderr } = ptdesc('preprocess', named);
    assert.equal(stderr, '');
    assert.match(stdout, /int beside;/);
  }).timeout(HANG_MS);
});

function checkRefused(args: string[], word: RegExp, expected: number | 'any' = 2): void {
  const { stdout, stderr, status } = ptdesc(...args);
  assert.notEqual(status, null, 'it hangs');
  if (expected !== 'any') assert.equal(status, expected, stderr);
  assert.match(stderr, word);
  assert.doesNotMatch(stdout + stderr, new RegExp(SECRET));
}
