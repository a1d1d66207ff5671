import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { unitOf } from '../../language/test/kit.ts';
import { requireKernel } from '../kernels/builds.ts';

/** Files of many kinds: code, page-table macros, inline assembly, tables, headers. */
const FILES = [
  'mm/memory.c',
  'mm/slub.c',
  'mm/page_alloc.c',
  'arch/x86/mm/pgtable.c',
  'arch/x86/include/asm/alternative.h',
  'arch/x86/kernel/cpu/common.c',
  'include/linux/mm_types.h',
  'include/linux/page-flags.h',
  'include/linux/minmax.h',
  'lib/string.c',
];

/** Reads the text as a unit of its own, every body too; it must end with its places in the file. */
function readAlone(text: string): void {
  const unit = unitOf(text);
  for (const { definition } of unit.declarations) if (definition) unit.body(definition);
  const main = unit.sources.load('/main.c');
  assert.ok(main);
  for (const { loc } of unit.problems) {
    const place = unit.sources.place(loc);
    assert.ok(place !== undefined && place.offset <= place.file.bytes.length);
  }
  for (const { loc } of unit.accesses(main)) {
    assert.ok(loc >= main.base && loc < main.base + main.bytes.length);
  }
}

describe('cut and spliced kernel files', () => {
  it('are read to the end, without an exception', function () {
    this.timeout(300_000);
    const { tree } = requireKernel(this, 'defconfig');
    const texts = FILES.map((file) => readFileSync(join(tree, file), 'latin1'));
    const slice = fc.tuple(fc.nat(FILES.length - 1), fc.nat(400_000), fc.nat(3000));
    const property = fc.property(fc.array(slice, { minLength: 1, maxLength: 6 }), (slices) => {
      const pieces = slices.map(([file, at, length]) => {
        const text = texts[file] as string;
        const start = at % text.length;
        return text.slice(start, start + length);
      });
      readAlone(pieces.join(''));
    });
    fc.assert(property, { numRuns: 600 });
  });

  it('are read whole, with nothing else in reach', function () {
    this.timeout(120_000);
    const { tree } = requireKernel(this, 'defconfig');
    for (const file of FILES) readAlone(readFileSync(join(tree, file), 'latin1'));
  });
});
