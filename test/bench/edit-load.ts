/**
 * `npm run bench`: how long answers take while edits come at random and a dozen requests are pending, on a
 * real kernel. Figures, never assertions. Answers that an edit cancelled count as well.
 *
 *     node test/bench/edit-load.ts [--seconds N]
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findKernelBuilds } from '../kernels/builds.ts';
import { Editor, type OpenText, pause, placeIn } from '../reliability/editor.ts';
import { memberIn } from '../reliability/edits.ts';
import { Random } from '../reliability/random.ts';
import { percentile } from './table.ts';

const FILES = ['mm/memory.c', 'mm/slub.c', 'include/linux/mm.h'];
const PENDING = 12;
const BETWEEN_EDITS_MS = 60;

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '30' } } });
const [kernel] = findKernelBuilds();
if (kernel === undefined)
  throw new Error('there is no built kernel: run `node test/kernels/provide.ts defconfig`');
const { tree, build } = kernel;
const random = new Random(1);
const editor = await Editor.start(tree, { build }, { PTDESC_CACHE: '' });
const documents: OpenText[] = [];
for (const file of FILES)
  documents.push(await editor.open(join(tree, file), readFileSync(join(tree, file), 'utf8')));
for (const document of documents) await editor.hover(document, memberIn(document.text, random));
editor.answers.length = 0;

let isOver = false;
const askers = Array.from({ length: PENDING }, async () => {
  while (!isOver) {
    const document = random.pick(documents);
    await editor.ask('textDocument/hover', placeIn(document, memberIn(document.text, random)));
  }
});
const end = performance.now() + Number(values.seconds) * 1000;
let edits = 0;
while (performance.now() < end) {
  const document = random.pick(documents);
  const at = random.below(document.text.length + 1);
  await editor.edit(document, at, at, ' ');
  await pause(random.below(2 * BETWEEN_EDITS_MS));
  await editor.edit(document, at, at + 1, '');
  await pause(random.below(2 * BETWEEN_EDITS_MS));
  edits += 2;
}
isOver = true;
await Promise.all(askers);
const times = editor.answers.map(({ elapsedMs }) => elapsedMs);
const stale = editor.answers.filter(({ code }) => code !== undefined).length;
await editor.stop();
const [p50, p99, max] = [0.5, 0.99, 1].map((share) => percentile(times, share).toFixed(0));
process.stdout.write(
  `${edits} edits, ${times.length} answers with ${PENDING} pending (${stale} cancelled by edits): p50 ${p50} ms, p99 ${p99} ms, max ${max} ms\n`,
);
