import assert from 'node:assert/strict';
import { CONFIGURATIONS, requireKernel } from '../kernels/builds.ts';
import { CLANG } from '../oracles/clang-accesses/clang-accesses.ts';
import { requireLibraries, requireOracle } from '../oracles/gcc.ts';
import { compareKernel, type KernelComparison } from './compare-kernel.ts';

/**
 * Accesses that clang lists and we do not, each with its reason. A miss that no entry explains fails
 * the test, and so does an entry that explains nothing any more.
 */
const EXPLAINED: { miss: RegExp; why: string }[] = [];

/** Types that gcc's debug information spells in another way than the source, each with its reason. */
const SPELLED_OTHERWISE: { type: RegExp; why: string }[] = [
  {
    type: /: efi_runtime_services_t .* is .*\(\*\)\(.*, we say efi_\w+_t\*$/,
    why: "the attribute ms_abi makes a copy of the function's type, which loses the typedef's name",
  },
];

/** At least this share of all accesses has to be found, explained or not. */
const FOUND_SHARE = 0.999;

/** The first differences, so that a failure can be read. */
function shown(differences: readonly string[]): string {
  const more = differences.length > 20 ? `\n… and ${differences.length - 20} more` : '';
  return `${differences.length} differences:\n${differences.slice(0, 20).join('\n')}${more}`;
}

for (const name of CONFIGURATIONS)
  describe(`the mm files of ${name}`, () => {
    let found: KernelComparison;

    before(async function () {
      this.timeout(1_200_000);
      requireOracle(this, 'gcc');
      requireOracle(this, CLANG);
      requireLibraries(this, 'libdw-dev', 'libclang-19-dev', 'llvm-19-dev');
      found = await compareKernel(requireKernel(this, name));
    });

    it('are the files that the default configuration builds, at least', () => {
      assert.ok(found.files >= 96, `only ${found.files} files`);
    });

    it('parse without a problem', () => {
      assert.deepEqual(found.problems, [], shown(found.problems));
    });

    it("have gcc's layout of every struct and union", () => {
      assert.ok(found.records > 80_000 && found.members > 1_000_000, 'too little was compared');
      assert.deepEqual(found.layoutDifferences, [], shown(found.layoutDifferences));
    });

    it("have gcc's type of every member", () => {
      const open = found.typeDifferences.filter(
        (line) => !SPELLED_OTHERWISE.some(({ type }) => type.test(line)),
      );
      assert.deepEqual(open, [], shown(open));
    });

    it("have gcc's alignment of every struct and union", () => {
      assert.ok(found.alignments >= found.records, 'too little was asserted');
      assert.deepEqual(found.refused, [], shown(found.refused));
    });

    it("have clang's accesses to memory descriptors, all of them and no others", () => {
      for (const record of ['struct page', 'struct folio', 'struct ptdesc', 'struct slab'])
        assert.ok(found.memdescs.has(record), `${record} was not discovered`);
      assert.ok(found.memdescAccesses > 500, `only ${found.memdescAccesses} accesses`);
      assert.deepEqual(found.memdescDifferences, [], shown(found.memdescDifferences));
    });

    it("have clang's accesses to every struct, or a reason", () => {
      const { accesses, missed, invented } = found;
      assert.ok(accesses > 13_000, `only ${accesses} accesses`);
      assert.ok(1 - missed.length / accesses >= FOUND_SHARE, shown(missed));
      const open = missed.filter((line) => !EXPLAINED.some(({ miss }) => miss.test(line)));
      assert.deepEqual(open, [], shown(open));
      assert.deepEqual(invented, [], shown(invented));
      const idle = EXPLAINED.filter(({ miss }) => !missed.some((line) => miss.test(line)));
      assert.deepEqual(idle, [], 'these explain nothing any more');
    });
  });
