import assert from 'node:assert/strict';
import { join } from 'node:path';
import { closure } from '../../src/check/assign-headers.ts';
import { ReaderGraph } from '../../src/check/reader-graph.ts';
import { findTargets } from '../../src/check/target-files.ts';
import { modelTree } from '../../src/kernel/model-tree.ts';
import { openProfile } from '../../src/profile/profile.ts';

describe('the readers of headers', () => {
  it('are the units whose includes lead to them', () => {
    const profile = openProfile({ tree: modelTree() });
    const { files } = findTargets(profile);
    const mains = files
      .filter((file) => file.endsWith('.c'))
      .map((file) => join(profile.tree, file));
    const graph = new ReaderGraph(profile);
    const numbers = new Map(mains.map((main) => [graph.add(main), main]));
    // What is included into every file is no one's own.
    const forced = closure(profile, '');
    const reached = new Map(mains.map((main) => [main, closure(profile, main)]));
    const headers = [...new Set([...reached.values()].flatMap((each) => [...each]))];
    const open = headers.filter((header) => !forced.has(header));
    assert.ok(mains.length > 5 && open.length > 20);
    for (const header of open) {
      const readers = graph.reaching(header).flatMap((number) => numbers.get(number) ?? []);
      const expected = mains.filter((main) => reached.get(main)?.has(header));
      assert.deepEqual(readers, expected, header);
    }
  });
});
