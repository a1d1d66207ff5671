import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type CToken, TokenReader } from '../../src/conversions/c-tokens.ts';
import { applyByteEdits, convertFile } from '../../src/conversions/convert-file.ts';
import { mentionsIn, removedFunctions } from '../../src/conversions/convert-tree.ts';
import { regionsOf } from '../../src/conversions/regions.ts';
import { readTableApi } from '../../src/conversions/table-api.ts';
import { NodeFileSystem } from '../../src/kernel/node-file-system.ts';

const EMULATOR = resolve(import.meta.dirname, '../../../emulator');
const BEFORE = join(EMULATOR, 'before');
const AFTER = join(EMULATOR, 'kernel');

const fs = new NodeFileSystem();
const api = readTableApi({ fs, tree: AFTER });

/**
 * Where the series did more than say the same in other words: what that was, and the functions and macros
 * that it is in; `(outside)` are declarations. Whatever else is edited there is edited in `before` as well.
 */
const BY_HAND: Readonly<Record<string, readonly [what: string, where: string]>> = {
  'arch/arm/mm/mmu.c': ['memory by its address becomes memory by its descriptor', 'late_alloc'],
  'arch/mips/include/asm/pgalloc.h': ['a function of its own goes, for the generic one', 'pgd_free __HAVE_ARCH_PGD_FREE'],
  'arch/mips/mm/pgtable.c': ['memory by its address becomes memory by its descriptor', 'pgd_alloc'],
  'arch/s390/include/asm/pgalloc.h': ['parameters of exported functions change', '(outside)'],
  'arch/s390/mm/gmap.c': ['parameters of exported functions change', 'gmap_free gmap_shadow_pgt gmap_unshadow_pgt'],
  'arch/s390/mm/pgalloc.c': ['parameters change, and tables that are addresses without a type', 'crst_table_alloc crst_table_free page_table_alloc_pgste page_table_free_pgste page_table_take_half page_table_mark_pending page_table_free page_table_free_rcu __tlb_remove_table'],
  'include/asm-generic/tlb.h': ['the new functions are defined', 'tlb_remove_ptdesc tlb_remove_page_ptdesc'],
  'include/linux/mm.h': ['the new functions are defined, the old ones go', 'ptlock_ptr ptlock_alloc ptlock_free ptlock_init pgtable_pte_page_ctor pgtable_pte_page_dtor pmd_ptlock_init pmd_ptlock_free pgtable_pmd_page_ctor pgtable_pmd_page_dtor (outside) virt_to_ptdesc ptdesc_to_virt ptdesc_address pagetable_is_reserved pagetable_alloc pagetable_free free_reserved_ptdesc pagetable_pte_ctor pagetable_pte_dtor pmd_ptdesc pagetable_pmd_ctor pagetable_pmd_dtor'],
  'include/linux/mm_types.h': ['the members go', '(outside)'],
  'include/linux/pgtable.h': ['struct ptdesc is defined', '(outside) folio_ptdesc TABLE_MATCH ptdesc_page ptdesc_folio page_ptdesc'],
  'mm/memory.c': ['parameters of the functions on locks change', 'ptlock_alloc ptlock_free'],
}; // biome-ignore format: a table

/** The words of a file without its blanks and comments. */
function words(bytes: Uint8Array): string[] {
  const { code, defines } = new TokenReader().read(bytes);
  return [...code, ...defines.flat()].map(({ text }) => text);
}

/** The words of each function and macro, by its name, and of what is around them. */
function parts(bytes: Uint8Array): Map<string, string> {
  const tokens = new TokenReader().read(bytes);
  const regions = regionsOf(tokens);
  const within = new Set(regions.flatMap((region) => region.tokens));
  const outside = [...tokens.code, ...tokens.defines.flat()].filter((token) => !within.has(token));
  const found = new Map([['(outside)', textOf(outside)]]);
  for (const region of regions)
    found.set(region.name, `${found.get(region.name) ?? ''} ${textOf(region.tokens)}`);
  return found;
}

function textOf(tokens: readonly CToken[]): string {
  return tokens.map(({ text }) => text).join(' ');
}

/** The names of the parts that are not the same. */
function differences(one: Uint8Array, other: Uint8Array): string[] {
  const [a, b] = [parts(one), parts(other)];
  return [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name));
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

  for (const [file, [, where]] of Object.entries(BY_HAND))
    it(`leaves by hand in ${file} what is named, and nothing else`, () => {
      const after = readFileSync(join(AFTER, file));
      const found = differences(converted(readFileSync(join(BEFORE, file))), after);
      assert.deepEqual(found.sort(), where.split(' ').sort());
    });

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
