import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { modelTree } from '../../server/src/kernel/model-tree.ts';
import { missingOracle } from '../oracles/gcc.ts';
import { repositoryRoot } from '../repository/repository-root.ts';
import { amountOf, seedOf } from './amount.ts';
import { Editor } from './editor.ts';
import { HOSTILE_PATCHES, makeHostile, type Trap } from './hostile-trees.ts';
import { Random } from './random.ts';
import { findStrace, readLog, type Watched, watched } from './watch.ts';

const CLI = join(repositoryRoot, 'server/src/cli/main.ts');
/** Only so that what never ends is a failure. */
const HANG_MS = 600_000;
const SECRET = 'secret_outside_of_the_tree';

/** What the system, the program that runs us and git need of their own. */
const OF_THE_SYSTEM =
  /^(\/usr\/|\/lib|\/etc\/(ld\.so|localtime|ssl\/|nsswitch|host|resolv|gai|machine-id)|\/sys\/|\/dev\/(null|urandom|random)$|\/proc\/(?!.*\/mem$))/;

const COMMANDS: readonly string[][] = [
  ['layout', 'page', 'folio'],
  ['overlay', 'lru'],
  ['accesses', 'mm/swap.c', 'mm/debug.c'],
  ['preprocess', 'mm/swap.c'],
  ['check', 'mm'],
  ['check', '--diff', 'HEAD'],
  ['check', '--patch', 'PATCH'],
  ['convert', 'mm/swap.c'],
  ['census', '--field', 'lru'],
  ['config', '--why', 'CONFIG_MMU'],
];

let folder: string;
let trap: Trap;

describe('hostile trees', function () {
  this.timeout(0);

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ptdesc-hostile-'));
    mkdirSync(join(folder, 'outside'));
    trap = { witness: join(folder, 'witness'), secret: join(folder, 'outside/secret.h') };
    writeFileSync(trap.secret, `int ${SECRET};\n`);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('have nothing executed, nothing outside read, and nothing written but to the cache', async function () {
    const strace = findStrace();
    if (strace === undefined) missingOracle(this, 'strace is not installed');
    const count = amountOf('PTDESC_HOSTILE_TREES', 2, 200);
    for (let i = 0; i < count; i++) {
      const random = new Random(seedOf() + i);
      const tree = join(folder, `tree-${i}`);
      cpSync(modelTree(), tree, { recursive: true });
      const names = makeHostile(tree, trap, random);
      console.log(`      ${seedOf() + i}: ${names.join('; ')}`);
      for (const command of chosen(random)) runUnderWatch(strace as string, tree, command, random);
      await serveUnderWatch(strace as string, tree);
      rmSync(tree, { recursive: true });
    }
  });
});

/** Some of the commands for each tree. */
function chosen(random: Random): string[][] {
  return COMMANDS.filter(() => random.chance(0.4));
}

function runUnderWatch(strace: string, tree: string, command: string[], random: Random): void {
  const patch = join(folder, 'hostile.patch');
  writeFileSync(patch, random.pick(HOSTILE_PATCHES));
  const argv = command.map((word) => (word === 'PATCH' ? patch : word));
  const result = watched(strace, [process.execPath, CLI, ...argv, '--tree', tree], logFile(), {
    env: environment(),
    cwd: tree,
    timeoutMs: HANG_MS,
  });
  const what = `ptdesc ${argv.join(' ')}\n${result.stderr.slice(0, 2000)}`;
  assert.ok([0, 1, 2].includes(result.status ?? -1), `status ${result.status}: ${what}`);
  assert.doesNotMatch(result.stderr, INTERNAL, what);
  assert.doesNotMatch(result.stdout.replaceAll(trap.secret, ''), new RegExp(SECRET), what);
  checkWatched(result, tree, [patch], what);
}

/** What a mistake of ours looks like. */
const INTERNAL =
  /TypeError|RangeError|ReferenceError|Cannot read prop|is not a function|is not iterable|call stack|Invalid (array|string) length|\n {4}at |heap out of memory/;

async function serveUnderWatch(strace: string, tree: string): Promise<void> {
  const log = logFile();
  // As in watched().
  const under = [
    strace,
    '-f',
    '-qq',
    '-y',
    '-s',
    '4096',
    '-e',
    'trace=execve,execveat,openat,open,creat,mkdir,mkdirat,unlink,unlinkat,rename,renameat,renameat2,symlink,symlinkat,link,linkat,truncate,connect',
    '-o',
    log,
  ];
  const editor = await Editor.start(tree, {}, environment() as Record<string, string>, under);
  for (const file of ['mm/swap.c', 'mm/debug.c', 'mm/slab.h']) {
    const path = join(tree, file);
    const text =
      '#include <linux/mm.h>\n#include "slab.h"\nvoid f(struct page *page) { page->lru.next = 0; }\n';
    const document = await editor.open(path, text);
    for (const method of ['textDocument/hover', 'textDocument/definition'])
      await editor.ask(method, {
        textDocument: { uri: document.uri },
        position: { line: 2, character: 36 },
      });
    await editor.ask('ptdesc/codeLenses', { uri: document.uri });
  }
  // A tree that cannot be opened is refused with a word.
  for (const method of ['ptdesc/overlay', 'ptdesc/profile', 'ptdesc/profiles'])
    await editor.ask(method, {}).catch((error) => assert.match(String(error.message), /./));
  await editor.stop();
  assert.deepEqual(editor.mistakes, []);
  assert.doesNotMatch(editor.stderr, INTERNAL);
  checkWatched(readLog(readFileSync(log, 'latin1')), tree, [], 'the language server');
}

function checkWatched(
  { started, read, written }: Pick<Watched, 'started' | 'read' | 'written'>,
  tree: string,
  named: readonly string[],
  what: string,
): void {
  assert.equal(existsSync(trap.witness), false, `something was executed: ${what}`);
  const programs = started.filter((path) => !OURS.test(path) && path !== process.execPath);
  assert.deepEqual(programs, [], `programs were started: ${what}`);
  const packages = realpathSync(join(repositoryRoot, 'node_modules'));
  const ours = [repositoryRoot, packages, dirname(dirname(process.execPath))];
  const below = [tree, cache(), ...ours, ...named];
  const isBelow = (path: string) =>
    below.some((each) => path === each || path.startsWith(`${each}/`));
  const outside = read.filter(
    (path) => path.startsWith('/') && !OF_THE_SYSTEM.test(path) && !isBelow(path),
  );
  assert.deepEqual([...new Set(outside)], [], `read: ${what}`);
  const elsewhere = written.filter((path) => !path.startsWith(cache()) && path !== '/dev/null');
  assert.deepEqual([...new Set(elsewhere)], [], `written: ${what}`);
}

/** git's own programs are what it is made of. */
const OURS = /^\/usr\/bin\/(setpriv|git)$|^\/usr\/lib\/git-core\/git/;

const cache = (): string => join(folder, 'cache');
const logFile = (): string => join(folder, 'strace.log');

const environment = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: join(folder, 'home'),
  PTDESC_CACHE: cache(),
  NODE_COMPILE_CACHE: undefined,
});
