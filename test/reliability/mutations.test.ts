import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelTree } from '../../server/src/kernel/model-tree.ts';
import { repositoryRoot } from '../repository/repository-root.ts';
import { amountOf, seedOf } from './amount.ts';
import { mutate } from './mutations.ts';
import { Random } from './random.ts';
import { realTrees } from './trees.ts';

const CLI = join(repositoryRoot, 'server/src/cli/main.ts');
const HANG_MS = 900_000;
/** So many files are read by one command. */
const BATCH = 25;
/** Every so many batches the slower commands run, too. */
const SLOW_EVERY = 5;

/** What a mistake of ours looks like, on stderr or in a result. */
const INTERNAL =
  /TypeError|RangeError|ReferenceError|Cannot read prop|is not a function|is not iterable|call stack|Invalid (array|string) length|\n {4}at |heap out of memory|internal error/i;

describe('mutated kernel files', function () {
  this.timeout(0);
  const trees: string[] = [];
  after(() => {
    for (const tree of trees) rmSync(tree, { recursive: true });
  });

  it('are answered, or refused with a word, by every command', () => {
    const count = amountOf('PTDESC_MUTATIONS', 25, 5000);
    const model = mkdtempSync(join(tmpdir(), 'ptdesc-mutations-'));
    cpSync(modelTree(), model, { recursive: true });
    trees.push(model);
    const real = count > BATCH ? realTrees().filter(({ isCopy }) => isCopy) : [];
    trees.push(...real.map(({ tree }) => tree));
    const random = new Random(seedOf());
    for (let done = 0, batch = 0; done < count; done += BATCH, batch++) {
      const [first] = real;
      const isReal = first !== undefined && batch % 2 === 1;
      checkBatch(isReal ? first.tree : model, isReal ? 'arm64' : 'x86_64', random, batch);
    }
  });
});

function checkBatch(tree: string, arch: string, random: Random, batch: number): void {
  const from = globSync('mm/*.c', { cwd: tree })
    .filter((name) => !name.includes('mutated'))
    .sort();
  const files = Array.from({ length: BATCH }, (_, i) => `mm/mutated_${i}.c`);
  for (const file of files)
    writeFileSync(
      join(tree, file),
      mutate(readFileSync(join(tree, random.pick(from)), 'utf8'), random),
    );
  const common = ['--tree', tree, '--arch', arch];
  run('accesses', ...files, ...common);
  run('check', ...files, ...common);
  if (batch % SLOW_EVERY !== 0) return;
  run('layout', 'page', '--file', files[0] as string, ...common);
  run('preprocess', files[1] as string, ...common);
  simulateMutated(random);
}

/** The modelled kernel with one of its own files mutated. */
function simulateMutated(random: Random): void {
  const tree = mkdtempSync(join(tmpdir(), 'ptdesc-mutated-model-'));
  cpSync(modelTree(), tree, { recursive: true });
  const files = globSync('{mm,arch/x86/mm,include/linux}/*.{c,h}', { cwd: tree }).sort();
  const path = join(tree, random.pick(files));
  writeFileSync(path, mutate(readFileSync(path, 'utf8'), random));
  run('simulate', 'pte-gather', '--tree', tree, '--arch', 'x86_64');
  run('layout', 'page', '--tree', tree, '--arch', 'x86_64');
  rmSync(tree, { recursive: true });
}

function run(...argv: string[]): void {
  const { status, stdout, stderr, signal } = spawnSync(process.execPath, [CLI, ...argv], {
    encoding: 'utf8',
    env: { ...process.env, PTDESC_CACHE: '', PTDESC_DEBUG: '1' },
    timeout: HANG_MS,
    killSignal: 'SIGKILL',
    maxBuffer: 1 << 28,
  });
  const what = `ptdesc ${argv.join(' ')} (seed ${seedOf()}): ${signal ?? status}\n${stderr.slice(-3000)}`;
  assert.ok([0, 1, 2].includes(status ?? -1), what);
  assert.doesNotMatch(stderr, INTERNAL, what);
  assert.doesNotMatch(stdout.slice(0, 1 << 20), /TypeError|RangeError/, what);
}
