import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { circles, type Import, importsOf, sourceTexts } from './import-graph.ts';
import { repositoryRoot } from './repository-root.ts';

const SERVER = 'server/src/';

/** C is recursive, and so is what reads and compiles it: docs/architecture.md names these. */
const RECURSIVE = [
  /^language\/src\/(syntax|typing)\//,
  /^emulator\/src\/machine\/compile\//,
  /^server\/src\/paths\/(build-flow-graph|(branch|expression|condition)-flow)\.ts$/,
];

const order = roomsInOrder();
const texts = sourceTexts();

describe("the server's rooms", () => {
  it('are those of docs/architecture.md', () => {
    const rooms = new Set([...texts.keys()].filter((path) => path.startsWith(SERVER)).map(roomOf));
    assert.deepEqual([...rooms].sort(), [...order].sort());
  });

  it('import only what stands before them there', () =>
    assert.deepEqual(outOfOrder(importsOf(texts)), []));

  for (const [path, line] of [
    ['server/src/kernel/a.ts', "import { a } from '../profile/profile.ts';"],
    ['server/src/rules/support/a.ts', "import type { A } from '../lost-count.ts';"],
    ['server/src/memdesc/a.ts', "export { a } from '../index/scan-tree.ts';"],
    ['server/src/a.ts', "import type {\n  A,\n} from './lsp/server.ts';"],
  ] as const)
    it(`would not be in order with ${line.replace(/\s+/g, ' ')} in ${path}`, () =>
      assert.equal(outOfOrder(importsOf(new Map([...texts, [path, line]]))).length, 1));
});

describe('values', () => {
  it('are imported in no circle, but for what is recursive by its nature', () =>
    assert.deepEqual(valueCircles(importsOf(texts)), []));

  it('would be with one more import', () => {
    const [path, line] = ['server/src/paths/operators.ts', "import { a } from './evaluate.ts';\n"];
    const planted = new Map([...texts, [path, line + texts.get(path)]]);
    assert.deepEqual(valueCircles(importsOf(planted)), [
      ['server/src/paths/evaluate.ts', 'server/src/paths/operators.ts'],
    ]);
  });
});

/** The first words of the lines in the list of rooms; the root of the server is called "(root)". */
function roomsInOrder(): string[] {
  const page = readFileSync(join(repositoryRoot, 'docs/architecture.md'), 'utf8');
  const list = /^## The rooms of the server\n[^#]*?^```\n(.*?)^```/ms.exec(page)?.[1] ?? '';
  return [...list.matchAll(/^(\S+)\s/gm)].map(([, room = '']) => room.replace(/\/$/, ''));
}

function roomOf(path: string): string {
  const folder = dirname(path).slice(SERVER.length);
  return folder === '' ? '(root)' : folder;
}

function outOfOrder(imports: readonly Import[]): string[] {
  const rank = (path: string) => order.indexOf(roomOf(path));
  return imports
    .filter(({ from, to }) => from.startsWith(SERVER) && to.startsWith(SERVER))
    .filter(({ from, to }) => rank(to) > rank(from))
    .map(({ from, to }) => `${from} imports ${to}`);
}

function valueCircles(imports: readonly Import[]): string[][] {
  const values = imports
    .filter(({ isValue }) => isValue)
    .map(({ from, to }) => [from, to] as const);
  return circles(values).filter(
    (circle) => !RECURSIVE.some((part) => circle.every((path) => part.test(path))),
  );
}
