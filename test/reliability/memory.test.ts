import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { amountOf, seedOf } from './amount.ts';
import { Editor, pause } from './editor.ts';
import { Random } from './random.ts';
import { modelCopy } from './trees.ts';

const MIB = 1 << 20;
/** What is kept of old texts may weigh this much, and a little goes with it. */
const SLACK_BYTES = 32 * MIB;

/** A header whose every version is worth remembering: macros, and functions that use them. */
const LARGE_HEADER = Array.from(
  { length: 2500 },
  (_, i) =>
    `#define LARGE_${i}(x) ((x) + ${i})\nstatic inline int large_${i}(int x) { return LARGE_${i}(x); }\n`,
).join('');

describe('the memory of the language server', function () {
  this.timeout(0);
  let tree: string;
  let editor: Editor;

  beforeEach(async () => {
    tree = modelCopy().tree;
    writeFileSync(join(tree, 'include/linux/large.h'), LARGE_HEADER);
    appendFileSync(join(tree, 'mm/swap.c'), '\n#include <linux/large.h>\n');
    editor = await Editor.start(tree, {}, { PTDESC_CACHE: '' });
  });
  afterEach(async () => {
    assert.deepEqual(editor.mistakes, []);
    assert.equal(await editor.stop(), 0);
    rmSync(tree, { recursive: true });
  });

  const open = (file: string) =>
    editor.open(join(tree, file), readFileSync(join(tree, file), 'utf8'));

  it('does not grow with edits', async () => {
    const edits = amountOf('PTDESC_MEMORY_EDITS', 300, 5000);
    const random = new Random(seedOf());
    const documents = [await open('mm/swap.c'), await open('include/linux/large.h')];
    const [source] = documents;
    if (source === undefined) return;
    let early = 0;
    for (let edit = 1; edit <= edits; edit++) {
      const document = random.pick(documents);
      const at = random.below(document.text.length + 1);
      await editor.edit(
        document,
        at,
        at,
        random.pick(['x', ';', '{', '#define Y\n', `int v${edit};\n`]),
      );
      if (random.chance(0.3)) await editor.hover(source, random.below(source.text.length));
      await editor.edit(document, 0, document.text.length, textOf(tree, document.uri));
      await editor.hover(source, random.below(source.text.length));
      if (edit === Math.ceil(edits / 6)) early = await editor.liveBytes();
    }
    const late = await editor.liveBytes();
    console.log(`      live: ${(early / MIB).toFixed(0)} MB, then ${(late / MIB).toFixed(0)} MB`);
    assert.ok(late < early + SLACK_BYTES, `${early} bytes became ${late}`);
  });

  it('is given back when a large document is closed', async () => {
    const small = await open('mm/debug.c');
    await editor.hover(small, 100);
    const before = await editor.liveBytes();
    const large = await editor.open(
      join(tree, 'mm/large.c'),
      'int a[] = { 1, 2, 3 };\n'.repeat(500_000),
    );
    await editor.hover(large, 5);
    await editor.close(large);
    await editor.hover(small, 100);
    await checkGivenBack(before);
  });

  it('is not asked for by a document over the limit, which says so', async () => {
    const before = await editor.liveBytes();
    const text = 'int a[] = { 1, 2, 3 };\n'.repeat(1_600_000);
    const large = await editor.open(join(tree, 'mm/large.c'), text);
    assert.deepEqual((await editor.hover(large, 5)).result, null);
    while (!editor.diagnostics.has(large.uri)) await pause(50);
    const [said] = editor.diagnostics.get(large.uri)?.diagnostics ?? [];
    assert.match(
      JSON.stringify(said?.message),
      /larger than the 32 MiB that a source may have: it is not read/,
    );
    await editor.close(large);
    await checkGivenBack(before);
  });

  /** What was begun for the document ends within a pause. */
  async function checkGivenBack(before: number): Promise<void> {
    let after = await editor.liveBytes();
    for (let left = 20; left > 0 && after > before + SLACK_BYTES; left--) {
      await pause(500);
      after = await editor.liveBytes();
    }
    assert.ok(after < before + SLACK_BYTES, `${before} bytes became ${after}`);
  }
});

function textOf(tree: string, uri: string): string {
  return readFileSync(join(tree, uri.slice(uri.indexOf(tree) + tree.length)), 'utf8');
}
