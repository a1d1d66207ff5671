/** The census of a real kernel: in built files it counts what clang's syntax tree has. */
import assert from 'node:assert/strict';
import { checkTree } from '../../server/src/check/check-tree.ts';
import type { AccessRecord, FileResult } from '../../server/src/check/unit-task.ts';
import { measuredUnits, requireKernel } from '../kernels/builds.ts';
import { type AccessLine, CLANG, clangAccesses } from '../oracles/clang-accesses/clang-accesses.ts';
import { requireOracle } from '../oracles/gcc.ts';
import { pathInTree } from '../oracles/kbuild-cmd.ts';

/** Files with many uses of different kinds. */
const FILES = ['mm/filemap.c', 'mm/memory.c', 'mm/slub.c', 'mm/vmscan.c', 'arch/x86/mm/pgtable.c'];
/** Another architecture's, which this profile cannot read. */
const FOREIGN = 'arch/powerpc/mm/pgtable-frag.c';

const spelled = ({ line, col, field, record, arrow, kind }: AccessRecord | AccessLine): string =>
  `${line}:${col} ${record}${arrow ? '->' : '.'}${field} ${kind}`;

describe('the census of Linux 6.12', function () {
  this.timeout(300_000);
  const results = new Map<string, FileResult>();

  before(async function () {
    requireOracle(this, CLANG);
    const kernel = requireKernel(this, 'defconfig');
    const profile = { tree: kernel.tree, build: kernel.build };
    await checkTree(
      { profile, overlay: new Map(), paths: [...FILES, FOREIGN], workers: 1, inactive: true },
      {
        file: (result) => void results.set(result.file, result),
        failure: (message) => assert.fail(message),
        progress: () => {},
      },
    );
  });

  for (const file of FILES)
    it(`agrees with clang about ${file}`, async function () {
      const kernel = requireKernel(this, 'defconfig');
      const result = results.get(file);
      assert.ok(result?.exact);
      const command = measuredUnits(kernel).find((unit) => pathInTree(unit, kernel.tree) === file);
      assert.ok(command, `${file} is not built`);
      const records = new Set(
        [...results.values()].flatMap((each) => each.accesses).map((a) => a.record),
      );
      const theirs = (await clangAccesses(kernel, command)).filter(({ record }) =>
        records.has(record),
      );
      assert.ok(theirs.length > 3);
      assert.deepEqual(result.accesses.map(spelled).sort(), theirs.map(spelled).sort());
    });

  it('reads a file of another architecture as its own, which is exact', () => {
    const result = results.get(FOREIGN);
    assert.ok(result && result.accesses.length > 0);
    assert.equal(result.exact, true);
  });

  it('finds uses that this configuration leaves out', () => {
    const inactive = [...results.values()].flatMap((result) => result.inactive ?? []);
    assert.ok(inactive.length > 0);
    const places = new Set(
      FILES.flatMap(
        (file) => results.get(file)?.accesses.map(({ line }) => `${file}:${line}`) ?? [],
      ),
    );
    for (const file of FILES)
      for (const { line } of results.get(file)?.inactive ?? [])
        assert.ok(!places.has(`${file}:${line}`), `${file}:${line}`);
  });
});
