import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { TokenReader } from '../../src/conversions/c-tokens.ts';
import { applyByteEdits, convertFile } from '../../src/conversions/convert-file.ts';
import { mentionsIn, removedFunctions } from '../../src/conversions/convert-tree.ts';
import { readTableApi } from '../../src/conversions/table-api.ts';
import { NodeFileSystem } from '../../src/kernel/node-file-system.ts';

const EMULATOR = resolve(import.meta.dirname, '../../../emulator');
const BEFORE = join(EMULATOR, 'before');
const AFTER = join(EMULATOR, 'kernel');

const fs = new NodeFileSystem();
const api = readTableApi({ fs, tree: AFTER });

/** Where the series did more than say the same in other words, and what that was. */
const BY_HAND: Readonly<Record<string, string>> = {
  'arch/arm/mm/mmu.c': 'memory by its address becomes memory by its descriptor',
  'arch/mips/include/asm/pgalloc.h': 'a function of its own goes, for the generic one',
  'arch/mips/mm/pgtable.c': 'memory by its address becomes memory by its descriptor',
  'arch/s390/include/asm/pgalloc.h': 'parameters of exported functions change',
  'arch/s390/mm/gmap.c': 'parameters of exported functions change',
  'arch/s390/mm/pgalloc.c': 'parameters change, and tables that are addresses without a type',
  'include/asm-generic/tlb.h': 'the new functions are defined',
  'include/linux/mm.h': 'the new functions are defined, the old ones go',
  'include/linux/mm_types.h': 'the members go',
  'include/linux/pgtable.h': 'struct ptdesc is defined',
  'mm/memory.c': 'parameters of the functions on locks change',
};

/** The words of a file without its blanks and comments. */
function words(bytes: Uint8Array): string[] {
  const { code, defines } = new TokenReader().read(bytes);
  return [...code, ...defines.flat()].map(({ text }) => text);
}

function converted(bytes: Uint8Array): Buffer {
  return applyByteEdits(
    bytes,
    convertFile(bytes, api).flatMap(({ edits }) => edits),
  );
}

describe('the series on the modelled kernel, done by the conversion', () => {
  const files = globSync('**/*.{c,h}', { cwd: BEFORE }).sort();

  for (const file of files.filter((each) => !(each in BY_HAND))) {
    it(`gives ${file} as it is after the series`, () => {
      const before = readFileSync(join(BEFORE, file));
      const after = readFileSync(join(AFTER, file));
      assert.notDeepEqual(words(before), words(after));
      assert.deepEqual(words(converted(before)), words(after));
    });
  }

  it('covers most files; for the others something was decided by hand', () => {
    assert.deepEqual(
      Object.keys(BY_HAND).filter((file) => !files.includes(file)),
      [],
    );
    assert.ok(files.length - Object.keys(BY_HAND).length >= 25);
  });

  for (const file of files)
    it(`finds nothing more to do in ${file}`, () => {
      const once = converted(readFileSync(join(BEFORE, file)));
      assert.equal(converted(once).toString(), once.toString());
    });

  it('points out documents that name what went away', () => {
    const gone = removedFunctions(api, new Set());
    const find = (tree: string) => [...mentionsIn({ fs, tree }, gone)].flat();
    const places = find(BEFORE).map(({ file, line, from }) => `${file}:${line} ${from}`);
    for (const folder of ['mm', 'translations/zh_CN/mm']) {
      const document = `Documentation/${folder}/split_page_table_lock.rst`;
      const named = places.filter((place) => place.startsWith(document));
      assert.equal(named.length, 4, named.join('\n'));
    }
    const lines = readFileSync(join(BEFORE, 'Documentation/mm/split_page_table_lock.rst'), 'utf8');
    for (const { file, line, column, from } of find(BEFORE).slice(0, 4)) {
      assert.ok(file.endsWith('.rst'));
      assert.ok(lines.split('\n')[line - 1]?.startsWith(from, column - 1));
    }
    assert.deepEqual(find(AFTER), []);
  });
});
