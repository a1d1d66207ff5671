import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingOracle } from '../oracles/gcc.ts';
import { isSoak } from '../soak/share.ts';
import { amountOf, seedOf } from './amount.ts';
import { Editor } from './editor.ts';
import { RandomUser } from './edits.ts';
import { compareWithFresh } from './fresh.ts';
import { Random } from './random.ts';
import { type EditedTree, modelCopy, realTrees } from './trees.ts';

/** Edits in CI, and in a full run, over all trees. */
const USUAL_EDITS = 240;
const FULL_EDITS = 20_000;
const PER_DOCUMENT = 12;

describe('a server that lives through edits', function () {
  this.timeout(0);
  const cache = mkdtempSync(join(tmpdir(), 'ptdesc-hold-cache-'));
  const trees: EditedTree[] = [];

  after(() => {
    rmSync(cache, { recursive: true });
    for (const { tree, isCopy } of trees) if (isCopy) rmSync(tree, { recursive: true });
  });

  it('answers as one that was started just now', async function () {
    const edits = amountOf('PTDESC_EDITS', USUAL_EDITS, FULL_EDITS);
    trees.push(modelCopy());
    // Real trees take minutes: they are for whole runs.
    if (isSoak('reliability')) {
      const real = realTrees();
      if (real.length === 0) missingOracle(this, 'a built kernel (npm run provide-kernels)');
      trees.push(...real);
    }
    for (const tree of trees) await liveThrough(tree, Math.ceil(edits / trees.length), cache);
  });
});

/** How many edits there are between two comparisons. */
const ROUND = 250;

async function liveThrough(tree: EditedTree, edits: number, cache: string): Promise<void> {
  const random = new Random(seedOf());
  const environment = { PTDESC_CACHE: cache };
  const editor = await Editor.start(tree.tree, tree.settings[0] ?? {}, environment);
  try {
    await liveIn(editor, tree, edits, random, environment);
  } finally {
    // Where something went wrong, the server would keep the run from ending.
    editor.server.kill('SIGKILL');
  }
}

async function liveIn(
  editor: Editor,
  tree: EditedTree,
  edits: number,
  random: Random,
  environment: Record<string, string>,
): Promise<void> {
  const user = new RandomUser(editor, tree, random);
  let [compared, answered] = [0, 0];
  const live: number[] = [];
  while (user.edits < edits) {
    const until = Math.min(edits, user.edits + ROUND);
    while (user.edits < until) await user.act();
    await user.settle();
    await user.heal();
    const result = await compareWithFresh(
      editor,
      tree.tree,
      user.settings,
      environment,
      random,
      PER_DOCUMENT,
    );
    compared += result.compared;
    answered += result.answered;
    live.push(await editor.liveBytes());
    assert.deepEqual(editor.mistakes, []);
  }
  await user.undoRenames();
  assert.equal(await editor.stop(), 0);
  console.log(
    `      ${tree.name}: ${user.edits} edits, ${compared} answers compared, ${answered} of them said something`,
  );
  console.log(
    `      ${timesOf(editor)}; live MB ${live.map((bytes) => (bytes / 2 ** 20).toFixed(0)).join(' ')}`,
  );
}

function timesOf({ answers }: Editor): string {
  const times = answers.map(({ elapsedMs }) => elapsedMs).sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))];
  const stale = answers.filter(({ code }) => code === -32801).length;
  const cancelled = answers.filter(({ code }) => code === -32800).length;
  const [p50, p99, max] = [at(0.5), at(0.99), times.at(-1)].map((ms) => (ms ?? 0).toFixed(0));
  return `${times.length} answers (${stale} stale, ${cancelled} cancelled) in p50 ${p50} p99 ${p99} max ${max} ms`;
}
