/**
 * Forty texts in the kernel's own formats: five pages in a bad way, each as Linux 6.12 and as 7 print
 * them, on machines of both widths and both byte orders.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeContext } from '../../server/src/decode/decode-context.ts';
import { type DecodeContext, decodePage } from '../../server/src/decode/decode-page.ts';
import { decodedText } from '../../server/src/decode/decode-text.ts';
import type { DecodedPage } from '../../server/src/decode/decoded-page.ts';
import { discoverTree } from '../../server/src/index/discover-tree.ts';
import type { MemdescModel } from '../../server/src/memdesc/memdesc.ts';
import { mergeModels } from '../../server/src/memdesc/merge.ts';
import type { Profile } from '../../server/src/profile/profile.ts';
import { requireOracle } from '../oracles/gcc.ts';
import { type GeneratedDump, generateDumps } from './generated-dumps.ts';
import {
  DECODE_MACHINES,
  type KernelStyle,
  openMiniKernel,
  writeMiniKernel,
} from './mini-kernel.ts';

const STYLES: readonly KernelStyle[] = ['6.12', '7'];

describe('decoding page dumps', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-decode-'));
  after(() => rmSync(folder, { recursive: true }));

  for (const style of STYLES) {
    const tree = join(folder, style);
    before(() => writeMiniKernel(tree, style));
    for (const machine of DECODE_MACHINES) {
      describe(`of Linux ${style} on ${machine.name}`, () => {
        let context: DecodeContext;
        let dumps: GeneratedDump[];
        before(function () {
          requireOracle(this, 'gcc');
          context = contextOf(openMiniKernel(tree, machine));
          dumps = generateDumps(tree, style, machine);
        });

        it('reads every field of five texts', () => {
          assert.equal(dumps.length, 5);
          for (const dump of dumps) checkPage(decodePage(context, dump.text), dump);
        });
        it('reads the bytes alone, and finds their order out', () => {
          for (const dump of dumps) {
            checkBytes(context, dump, machine.bigEndian);
            // A profile of the same layout and the other order.
            checkBytes({ ...context, bigEndian: !machine.bigEndian }, dump, machine.bigEndian);
          }
        });
        it('says which reason the allocator gives, and the likely cause', () => {
          const [table, mapped, slab, , put] = dumps.map(({ text }) => decodePage(context, text));
          checkReasons(table, style === '7' ? [] : ['nonzero mapcount']);
          assert.match(table?.cause ?? '', /without its destructor.*free_pgd_range\(\)/);
          assert.deepEqual(table?.freePath, ['free_pgd_range', 'exit_mmap']);
          checkReasons(mapped, [
            'nonzero mapcount',
            'non-NULL mapping',
            'nonzero _refcount',
            'PAGE_FLAGS_CHECK_AT_FREE flag(s) set',
          ]);
          assert.equal(mapped?.cause, null);
          assert.equal(slab?.printedReason, 'page still charged to cgroup');
          checkReasons(put, ['nonzero _refcount']);
          assert.match(put?.cause ?? '', /a put came twice/);
        });
      });
    }
  }

  it('names the bits of flags as a memdesc does, where the tree says so', function () {
    requireOracle(this, 'gcc');
    const [machine] = DECODE_MACHINES;
    const context = contextOf(openMiniKernel(join(folder, '7'), machine!));
    const [dump] = generateDumps(join(folder, '7'), '7', machine!);
    assert.match(
      decodedText(decodePage(context, dump?.text ?? '')),
      /flags: 0x8000000000000204 referenced \(also PT_kernel\), owner_priv_1 \(also PG_swapcache, PG_pinned\), zone=2/,
    );
  });
});

function contextOf(profile: Profile): DecodeContext {
  let model: MemdescModel | undefined;
  for (const found of discoverTree(profile)) model = mergeModels(model, found);
  assert.ok(model);
  return decodeContext(model, profile);
}

function checkPage(page: DecodedPage, dump: GeneratedDump): void {
  assert.deepEqual(
    page.flags?.names.map(({ name }) => name),
    dump.flags,
    dump.name,
  );
  assert.deepEqual(page.flags?.fields, [{ name: 'zone', value: BigInt(dump.zone) }], dump.name);
  assert.equal(page.pageType?.name ?? null, dump.type, dump.name);
  assert.equal(page.refcount, BigInt(dump.refcount), dump.name);
  assert.deepEqual(page.doubts, [], dump.name);
  assert.equal(page.order.isSwapped, false, dump.name);
  const read = new Map(
    page.lanes.flatMap(({ record, fields }) =>
      fields.map(({ path, value }) => [`${record}.${path}`, `0x${value.toString(16)}`]),
    ),
  );
  for (const [field, value] of dump.fields)
    assert.equal(read.get(field), value, `${dump.name}: ${field}`);
}

/** Without the lines beside them the bytes must say the same. */
function checkBytes(context: DecodeContext, dump: GeneratedDump, bigEndian: boolean): void {
  const page = decodePage(context, dump.bytes);
  assert.equal(page.order.bigEndian, bigEndian, dump.name);
  assert.equal(page.pageType?.name ?? null, dump.type, dump.name);
  assert.equal(page.refcount, BigInt(dump.refcount), dump.name);
}

function checkReasons(page: DecodedPage | undefined, expected: readonly string[]): void {
  assert.deepEqual(
    page?.reasons.map(({ reason }) => reason),
    expected,
  );
}
