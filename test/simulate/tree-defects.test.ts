/** Each defect that is planted in a real tree is found, at its line, by its check. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Simulator } from '../../emulator/src/link/simulator.ts';
import { sourceArchitecture } from '../../server/src/kernel/architectures.ts';
import { openKernel } from '../../server/src/simulate/open-kernel.ts';
import { requireKernel } from '../kernels/builds.ts';
import { DEFECTS_ELSEWHERE } from './defects-elsewhere.ts';
import { lineAt, rangeWith } from './function-text.ts';
import { TREE_DEFECTS, type TreeDefect } from './tree-defects.ts';

function editedText(tree: string, defect: TreeDefect): string {
  const text = readFileSync(join(tree, defect.file), 'utf8');
  const { start, end } = rangeWith(text, defect.in, defect.from);
  const edited = text.slice(start, end).replace(defect.from, () => defect.to);
  return text.slice(0, start) + edited + text.slice(end);
}

function expectedLine(tree: string, defect: TreeDefect): number {
  const { at } = defect;
  const isEdited = at.file === defect.file;
  const text = isEdited ? editedText(tree, defect) : readFileSync(join(tree, at.file), 'utf8');
  const range = rangeWith(text, at.in, at.line ?? at.in);
  return lineAt(text, at.line === undefined ? range.start : text.indexOf(at.line, range.start));
}

function checkDefect(tree: string, build: string, defect: TreeDefect): void {
  const bytes = new TextEncoder().encode(editedText(tree, defect));
  const overlay = new Map([[join(tree, defect.file), bytes]]);
  const { arch } = defect;
  const machine = arch
    ? { name: arch, arch: sourceArchitecture(arch), request: { tree, arch } }
    : { name: 'x86_64', arch: 'x86', request: { tree, build } };
  const simulator = new Simulator(openKernel({ machine, overlay }));
  const { fail, entry } = defect;
  const { findings } = simulator.simulate(entry, fail === undefined ? {} : { fail });
  const expected = `${defect.check} ${defect.at.file}:${expectedLine(tree, defect)}`;
  const found = findings.map(({ check, place }) => {
    const file = place?.file.startsWith(`${tree}/`)
      ? place.file.slice(tree.length + 1)
      : place?.file;
    return `${check} ${file}:${place?.line}`;
  });
  assert.ok(
    found.includes(expected),
    `expected ${expected}, found ${found.join(', ') || 'nothing'}`,
  );
}

describe('a defect planted in a real tree', () => {
  for (const defect of [...TREE_DEFECTS, ...DEFECTS_ELSEWHERE]) {
    it(`${defect.title} (${defect.entry}, ${defect.arch ?? defect.configuration}): ${defect.check}`, function () {
      const { tree, build } = requireKernel(this, defect.configuration);
      checkDefect(tree, build, defect);
    });
  }
});
