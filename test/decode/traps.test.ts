/** What a page dump says otherwise than one would think: tail pages, page pools, holes in tables of names. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeContext } from '../../server/src/decode/decode-context.ts';
import { type DecodeContext, decodePage } from '../../server/src/decode/decode-page.ts';
import { decodedText } from '../../server/src/decode/decode-text.ts';
import { discoverTree } from '../../server/src/index/discover-tree.ts';
import { modelTree } from '../../server/src/kernel/model-tree.ts';
import type { MemdescModel } from '../../server/src/memdesc/memdesc.ts';
import { mergeModels } from '../../server/src/memdesc/merge.ts';
import { lanesOf } from '../../server/src/memdesc/owners.ts';
import { openProfile, type Profile } from '../../server/src/profile/profile.ts';
import { requireKernel } from '../kernels/builds.ts';
import {
  DECODE_MACHINES,
  type KernelStyle,
  openMiniKernel,
  writeMiniKernel,
} from './mini-kernel.ts';
import { hexDump, type Members, memberOf, pageBytesOf } from './page-bytes-of.ts';

function contextOf(profile: Profile): DecodeContext {
  let model: MemdescModel | undefined;
  for (const found of discoverTree(profile)) model = mergeModels(model, found);
  assert.ok(model);
  return decodeContext(model, profile);
}

/** The head's address and pfn, and the folio's order. */
const HEAD = 0x7fe00040n;
const PFN = 0x1a400;
const ORDER = 3;

/** What the second page of a folio has when no one maps it. */
function secondPage({ model }: DecodeContext): Members {
  const free = {
    _flags_1: BigInt(ORDER),
    '_large_mapcount.counter': -1n,
    '_entire_mapcount.counter': -1n,
  };
  const folio = lanesOf(model).find(({ record }) => record === 'struct folio');
  const has = (path: string) => folio?.fields.some((field) => field.path === path);
  return Object.fromEntries(
    Object.entries(free).flatMap(([path, value]) =>
      has(path) ? [[`struct folio.${path}`, value]] : [],
    ),
  );
}

/** The kernel's text about page `index` of a folio, and the bytes of it. */
function tailDump(context: DecodeContext, index: number, members: Members, above = ''): string {
  const { model, bigEndian, wordBytes } = context;
  const isLink = !(
    'struct page.compound_head' in members || 'struct page.compound_info' in members
  );
  const link = model.page.fields.some(({ path }) => path === 'compound_head')
    ? { 'struct page.compound_head': HEAD + 1n }
    : { 'struct page.compound_info': HEAD + 1n };
  const counts = secondPage(context);
  const keepsOrder = context.facts.constants.has('PAGE_FLAGS_SECOND');
  const isSecond = keepsOrder && index === 1 && !('struct page.flags' in members);
  const order = isSecond ? { 'struct folio._flags_1': BigInt(ORDER) } : {};
  const own = { 'struct page._mapcount.counter': -1n, ...order, ...(isLink && link), ...members };
  const second = index === 1 ? { ...counts, ...members } : counts;
  const shown = (member: string, add: bigint) =>
    (second[`struct folio.${member}.counter`] ?? -add) + add;
  const head = { 'struct page._mapcount.counter': -1n, 'struct page._refcount.counter': 1n };
  const pages = [pageBytesOf(model, bigEndian, 0, head), pageBytesOf(model, bigEndian, 1, counts)];
  return [
    `page: refcount:1 mapcount:0 mapping:0000000000000000 index:0x${index.toString(16)} pfn:0x${(PFN + index).toString(16)}\n`,
    `head: order:${ORDER} mapcount:${shown('_large_mapcount', 1n)} entire_mapcount:${shown('_entire_mapcount', 1n)} nr_pages_mapped:${shown('_nr_pages_mapped', 0n)} pincount:0\n`,
    above,
    hexDump('raw', pageBytesOf(model, bigEndian, index, own), wordBytes, bigEndian),
    ...pages.map((page) => hexDump('head', page, wordBytes, bigEndian)),
  ].join('');
}

function checkTail(
  context: DecodeContext,
  index: number,
  members: Members,
  expected: readonly string[],
): void {
  const page = decodePage(context, tailDump(context, index, members));
  assert.deepEqual([page.isTail, page.tailIndex], [true, index]);
  assert.deepEqual(
    page.reasons.map(({ reason }) => reason),
    expected,
  );
  assert.equal(page.printedReason, expected[0] ?? null);
  assert.deepEqual(page.doubts, []);
}

describe('decoding a tail page', () => {
  for (const arch of ['x86_64', 'i386', 's390'])
    describe(`of the modelled kernel on ${arch}`, () => {
      let context: DecodeContext;
      const first = { 'struct folio._entire_mapcount.counter': -1n };
      let tailMapping: bigint;
      before(() => {
        context = contextOf(openProfile({ tree: modelTree(), arch }));
        tailMapping = context.facts.constants.get('TAIL_MAPPING') ?? 0n;
        assert.notEqual(tailMapping, 0n);
      });
      /** Words of the folio lie in other pages where a word is small. */
      const pageOf = (member: string) =>
        Math.floor(memberOf(context.model, member).offsetBits / 8 / context.model.page.sizeBytes);

      it('finds nothing bad in a folio that was let go as it should', () => {
        checkTail(context, 1, first, []);
        checkTail(context, 3, { 'struct page.mapping': tailMapping }, []);
        checkTail(context, 7, { 'struct page.mapping': tailMapping }, []);
      });
      it('reads the counters of the folio where they lie', () => {
        assert.equal(pageOf('struct folio._entire_mapcount.counter'), 1);
        checkTail(context, 1, { 'struct folio._entire_mapcount.counter': 0n }, [
          'nonzero entire_mapcount',
        ]);
        checkTail(context, 1, { ...first, 'struct folio._nr_pages_mapped.counter': 2n }, [
          'nonzero nr_pages_mapped',
        ]);
      });
      it('takes the first reason for the one that is printed', () =>
        checkTail(
          context,
          1,
          {
            'struct folio._entire_mapcount.counter': 4n,
            'struct folio._nr_pages_mapped.counter': 2n,
            'struct page._refcount.counter': 1n,
          },
          ['nonzero entire_mapcount', 'nonzero nr_pages_mapped', 'nonzero _refcount'],
        ));
      it('knows an empty list by its own address', () => {
        const next = 'struct folio._deferred_list.next';
        const own = HEAD + BigInt(memberOf(context.model, next).offsetBits / 8);
        assert.equal(pageOf(next), 2);
        checkTail(context, 2, { [next]: own }, []);
        checkTail(context, 2, { [next]: own + 64n }, ['on deferred list']);
      });
      it('tells a mapping that does not belong there, and a page that forgot its head', () => {
        checkTail(context, 5, { 'struct page.mapping': HEAD }, ['corrupted mapping in tail page']);
        checkTail(
          context,
          5,
          { 'struct page.mapping': tailMapping, 'struct page.compound_head': HEAD },
          ['PageTail not set'],
        );
      });
      it('does not take the word of its mapping, or of its head, for those of a page', () => {
        const text = tailDump(context, 4, { 'struct page.mapping': tailMapping });
        const { reasons, lanes } = decodePage(context, text);
        assert.deepEqual(reasons, []);
        // The folio is read from its head, which the text has too.
        const folio = lanes.find(({ record }) => record === 'struct folio');
        const count = folio?.fields.find(({ path }) => path === '_refcount.counter');
        assert.equal(count?.value, 1n);
        assert.match(decodedText(decodePage(context, text)), /tail page, number 4 of its folio/);
      });
      it('says nothing of its place where the text does not', () => {
        const text = tailDump(context, 4, { 'struct page.mapping': HEAD }).replace(
          /^head: o.*\n/m,
          '',
        );
        const page = decodePage(context, text);
        assert.deepEqual([page.isTail, page.tailIndex, page.reasons], [true, null, []]);
      });
    });
});

describe('decoding what is not as it seems', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-traps-'));
  after(() => rmSync(folder, { recursive: true }));
  const contexts = new Map<string, DecodeContext>();
  const contextFor = (style: KernelStyle, name: string): DecodeContext => {
    const known = contexts.get(style + name);
    if (known) return known;
    const tree = join(folder, style);
    writeMiniKernel(tree, style);
    const machine = DECODE_MACHINES.find((each) => each.name === name);
    assert.ok(machine);
    const context = contextOf(openMiniKernel(tree, machine));
    contexts.set(style + name, context);
    return context;
  };
  const raw = (context: DecodeContext, members: Members): string =>
    hexDump(
      'raw',
      pageBytesOf(context.model, context.bigEndian, 0, members),
      context.wordBytes,
      context.bigEndian,
    );
  const line = 'page: refcount:0 mapcount:0 mapping:0000000000000000 index:0x0 pfn:0x77\n';
  const reasonsOf = (context: DecodeContext, members: Members) =>
    decodePage(context, line + raw(context, members)).reasons.map(({ reason }) => reason);
  const free = { 'struct page._mapcount.counter': -1n };

  it('looks at counters in the order of the kernel that is open', () => {
    const bad = {
      'struct folio._large_mapcount.counter': 0n,
      'struct folio._entire_mapcount.counter': 0n,
    };
    const names = ['nonzero entire_mapcount', 'nonzero large_mapcount'];
    checkTail(contextFor('6.12', 'x86_64'), 1, bad, names);
    checkTail(contextFor('7', 'x86_64'), 1, bad, [...names].reverse());
  });

  it('spares the order that the second page keeps among its flags', () => {
    const context = contextFor('6.12', 's390');
    const good = {
      'struct folio._large_mapcount.counter': -1n,
      'struct folio._entire_mapcount.counter': -1n,
    };
    // PG_locked and PG_lru are bits of the order there, PG_active is none.
    checkTail(context, 1, { ...good, 'struct page.flags': 0x3n }, []);
    checkTail(context, 1, { ...good, 'struct page.flags': 0x103n }, [
      'PAGE_FLAGS_CHECK_AT_FREE flag(s) set',
    ]);
  });

  it('knows a tail whose head is named by a mask', () => {
    const context = contextFor('7', 'x86_64');
    const mapping = context.facts.constants.get('TAIL_MAPPING') ?? 0n;
    const members = {
      'struct page.compound_info': 0xffffffffffff8001n,
      'struct page.mapping': mapping,
    };
    checkTail(context, 5, members, []);
  });

  it('knows a page of a page pool by the mask of the tree', () => {
    const magic = 'struct page.pp_magic';
    // What the pool adds: an index for DMA, and the bit for pfmemalloc.
    const [wide, narrow] = [0xdead000000000040n, 0x40n];
    const now = contextFor('7', 'x86_64');
    assert.equal(now.facts.poolMask, 0xffffffffff80007cn);
    assert.deepEqual(reasonsOf(now, { ...free, [magic]: wide | 0x1280n | 2n }), ['page_pool leak']);
    assert.deepEqual(reasonsOf(now, { ...free, [magic]: wide | 0x800000n }), []);
    const before = contextFor('6.12', 'x86_64');
    assert.equal(before.facts.poolMask, 0xfffffffffffffffcn);
    assert.deepEqual(reasonsOf(before, { ...free, [magic]: wide | 2n }), ['page_pool leak']);
    assert.deepEqual(reasonsOf(before, { ...free, [magic]: wide | 0x1280n }), []);
    // Without a poison area the signature is a small number.
    const small = contextFor('7', 'sparc32');
    assert.deepEqual(reasonsOf(small, { ...free, [magic]: narrow | 0x1280n }), ['page_pool leak']);
    assert.deepEqual(reasonsOf(small, { ...free, [magic]: 0xc0000040n }), []);
  });

  it('computes that mask as a real kernel has it', function () {
    const { tree, build } = requireKernel(this, 'full');
    const context = contextOf(openProfile({ tree, build }));
    // 32 bits above the signature's own, and the two lowest.
    assert.equal(context.facts.constants.get('PP_MAGIC_MASK'), 0xffffff800000007cn);
  });

  it('names types for which the kernel prints no name', () => {
    const context = contextFor('7', 'x86_64');
    for (const [word, printed, name] of [
      [0xf6000000n, 'f6((null))', 'zsmalloc'],
      [0xf8000000n, 'f8(unknown)', 'large_kmalloc'],
    ] as const) {
      const members = { 'struct page.page_type': word, 'struct page._refcount.counter': 1n };
      const text = `${line.replace('refcount:0', 'refcount:1')}page_type: ${printed}\n`;
      const page = decodePage(context, text + raw(context, members));
      assert.deepEqual([page.pageType?.name, page.doubts], [name, []]);
    }
  });

  it('does not believe the map count and the index of a page with a type', () => {
    const context = contextFor('6.12', 'x86_64');
    // A page table of a process as 6.12 leaves it.
    const members = { 'struct page.page_type': 0xf2000000n, 'struct page._refcount.counter': 1n };
    const dump = raw(context, members);
    assert.match(dump, /00000001f2000000/);
    const page = decodePage(context, line.replace('refcount:0', 'refcount:1') + dump);
    assert.deepEqual([page.pageType?.name, page.mapcount, page.doubts], ['table', null, []]);
  });

  it('says that a page changed while it was printed', () => {
    const context = contextFor('7', 'x86_64');
    const { doubts } = decodePage(
      context,
      `page does not match folio\n${line}${raw(context, free)}`,
    );
    assert.deepEqual(doubts, ['The page changed while it was printed.']);
  });

  it('says why a poisoned page has no bytes, also where the kernel forgets to end the line', () => {
    const context = contextFor('6.12', 'x86_64');
    const text =
      'page:ffffea0000001dc0 is uninitialized and poisonedpage dumped because: a reason\n';
    assert.throws(() => decodePage(context, text), /uninitialised.*printed no bytes/);
  });

  it('reads flags behind the words that stand before and after them', () => {
    const context = contextFor('6.12', 'x86_64');
    for (const before of ['anon ', 'ksm ', '']) {
      const text = `${line}${before}flags: 0x8000000000000021(locked|lru|zone=2) CMA\n`;
      const mapping = { 'anon ': 0x7001n, 'ksm ': 0x7003n, '': 0n }[before] ?? 0n;
      const members = {
        ...free,
        'struct page.flags': 0x8000000000000021n,
        'struct page.mapping': mapping,
      };
      const page = decodePage(context, text + raw(context, members));
      assert.deepEqual(page.doubts, [], before);
      assert.equal(page.printedReason, 'PAGE_FLAGS_CHECK_AT_FREE flag(s) set');
    }
    const other = `${line}anon flags: 0x1(locked)\n${raw(context, free)}`;
    assert.match(
      decodePage(context, other).doubts.join(),
      /flags \(the text says 0x1, the words say 0x0\), anon or ksm/,
    );
  });
});
