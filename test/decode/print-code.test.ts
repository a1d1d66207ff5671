/**
 * Dumps that Linux itself prints: mm/debug.c, lib/vsprintf.c and lib/hexdump.c of a real tree, compiled by
 * gcc and run, or run in the emulator, over random pages of all kinds. Every field of such a pair of bytes
 * and text is read right, an unchanged text is never doubted, and one with a field changed always is.
 * PTDESC_PRINTED says how many pages each run has; PTDESC_LATER_TREE and PTDESC_LATER_BUILD name a later
 * kernel, whose dumps are tried as well.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DecodeContext } from '../../server/src/decode/decode-page.ts';
import { decodeText } from '../../server/src/decode/decode-page.ts';
import { openProfile } from '../../server/src/profile/profile.ts';
import { requireKernel } from '../kernels/builds.ts';
import { requireOracle, type SkippableContext } from '../oracles/gcc.ts';
import { seedNumber } from '../soak/share.ts';
import { contextOf } from './context-of.ts';
import { CHANGES, checkChanges } from './field-changes.ts';
import type { GeneratedDump } from './generated-dumps.ts';
import { DECODE_MACHINES, openMiniKernel, writeMiniKernel } from './mini-kernel.ts';
import { type PrintCode, printInEmulator, printNatively } from './print-code.ts';

const COUNT = Number(process.env.PTDESC_PRINTED ?? 60);

/** Configurations that print other numbers behind the flags: the last processor, the section. */
const VARIANTS: readonly (readonly string[])[] = [
  [],
  ['NUMA_BALANCING=y'],
  ['SPARSEMEM_VMEMMAP=n', 'X86_5LEVEL=n', 'PGTABLE_LEVELS=4'],
];

/** What is said about a page, by name, and every member's value. */
function checkPair(context: DecodeContext, pair: GeneratedDump): void {
  const [dump] = decodeText(context, pair.text);
  const page = dump?.page;
  assert.ok(page, dump?.problem ?? pair.text);
  const word = (name: string) => BigInt(pair.fields.get(`struct page.${name}`) ?? 0);
  const isTorn = pair.name.startsWith('torn');
  assert.equal(page.doubts.length, isTorn ? 1 : 0, `${page.doubts.join()}\n${pair.text}`);
  const places = new Map(page.flags?.fields.map(({ name, value }) => [name, Number(value)]));
  const read = {
    flags: (page.flags?.names.map(({ name }) => name) ?? []).sort(),
    zone: places.get('zone'),
    type: page.pageType?.name ?? null,
    refcount: Number(page.refcount),
  };
  const { zone, type, refcount } = pair;
  assert.deepEqual(read, { flags: [...pair.flags].sort(), zone, type, refcount }, pair.text);
  if (type === null)
    assert.equal(page.mapcount, BigInt.asIntN(32, word('_mapcount.counter')) + 1n, pair.text);
  checkMembers(page, pair);
}

/** A tail's words are those of the text, in the struct page that it is. */
function checkMembers(
  { lanes, isTail }: NonNullable<ReturnType<typeof decodeText>[number]['page']>,
  { name, fields, text }: GeneratedDump,
): void {
  const values = new Map<string, bigint>();
  for (const lane of lanes)
    for (const { path, value, pageIndex } of lane.fields)
      if (pageIndex === 0 || lane.record === 'struct folio')
        values.set(`${lane.record}.${path}`, value);
  let seen = 0;
  for (const [member, value] of fields) {
    const read = values.get(member);
    if (read === undefined || (isTail && member.startsWith('struct folio'))) continue;
    // The print code takes the head out of that word.
    if (name.startsWith('torn') && /\.(lru\.next|slab_cache|pt_list\.next)$/.test(member)) continue;
    assert.equal(read, BigInt(value), `${member}\n${text}`);
    seen++;
  }
  assert.ok(seen >= 7, `only ${seen} members of ${[...values.keys()].join()}`);
}

describe("dumps of the kernel's own print code", () => {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-printed-'));
  after(() => rmSync(folder, { recursive: true }));
  const seed = seedNumber('printed');
  const contextFor = ({ tree, build, set }: PrintCode) =>
    contextOf(openProfile({ tree, build, set: [...set] }));

  /** The kernels that there are: Linux 6.12, and a later one that was named. */
  function codeOf(test: SkippableContext, isLater: boolean, set: readonly string[]): PrintCode {
    requireOracle(test, 'gcc');
    if (isLater)
      return {
        tree: process.env.PTDESC_LATER_TREE ?? '',
        build: process.env.PTDESC_LATER_BUILD ?? '',
        set,
      };
    const { tree, build } = requireKernel(test, 'full');
    return { tree, build, set };
  }

  for (const isLater of process.env.PTDESC_LATER_TREE === undefined ? [false] : [false, true])
    for (const set of VARIANTS) {
      // Since 7.0 every x86 kernel has five levels, which do not go without SPARSEMEM_VMEMMAP.
      if (isLater && set.includes('SPARSEMEM_VMEMMAP=n')) continue;
      const which = `${isLater ? 'of a later kernel' : 'of Linux 6.12'}${set.map((each) => ` with ${each}`).join('')}`;
      it(`${which}, compiled by gcc, have every field that was stored`, function () {
        const code = codeOf(this, isLater, set);
        const context = contextFor(code);
        const pairs = [true, false].flatMap((hidesPointers) =>
          printNatively(code, { seed, count: COUNT, hidesPointers }, folder),
        );
        assert.equal(pairs.length, COUNT * 2);
        for (const pair of pairs) checkPair(context, pair);
        const names = new Set<string>();
        for (const pair of pairs.filter(({ name }) => !name.startsWith('torn')))
          for (const field of checkChanges(context, pair)) names.add(field);
        checkAllChanged(names, set);
      });
    }

  it('of Linux 6.12, run in the emulator, are doubted where one field is changed, and only then', function () {
    const code = codeOf(this, false, []);
    const context = contextFor(code);
    const dumps = printInEmulator(code, { seed, count: COUNT, hidesPointers: true }, folder);
    assert.equal(dumps.length, COUNT);
    for (const dump of dumps) {
      checkPair(context, dump);
      if (!dump.name.startsWith('torn')) checkChanges(context, dump);
    }
  });

  it('of Linux 6.12 have bytes that are read right from groups of digits, or are doubted', function () {
    const code = codeOf(this, false, []);
    const context = contextFor(code);
    const pages = printNatively(code, { seed, count: COUNT, hidesPointers: true }, folder);
    let doubted = 0;
    for (const { name, bytes, refcount } of pages.filter(({ name }) => !name.startsWith('t'))) {
      const lying = bytes.replaceAll(' ', '').match(/.{16}/g) ?? [];
      const numbers = lying.map((word) => (word.match(/../g) ?? []).reverse().join(''));
      for (const words of [lying, numbers]) {
        const [dump] = decodeText(context, words.join(' '));
        assert.ok(dump?.page, name);
        if (dump.page.doubts.length > 0) doubted++;
        else {
          const flags = BigInt(`0x${numbers[0]}`);
          const read = [dump.page.flags?.value, Number(dump.page.refcount)];
          assert.deepEqual(read, [flags, refcount], words.join(' '));
        }
      }
    }
    assert.ok(doubted < pages.length / 10, `${doubted} are doubted`);
  });

  it('of Linux 6.12 mean the same to another kernel and another machine, or are doubted or refused', function () {
    const code = codeOf(this, false, []);
    const own = contextFor(code);
    const kernel = join(folder, 'mini');
    writeMiniKernel(kernel, '7');
    const others = [
      ...DECODE_MACHINES.map((machine) => contextOf(openMiniKernel(kernel, machine))),
      contextFor({ ...code, build: requireKernel(this, 'defconfig').build }),
      contextFor({ ...code, set: ['NUMA_BALANCING=y'] }),
      contextOf(openProfile({ tree: code.tree, arch: 's390' })),
      contextOf(openProfile({ tree: code.tree, arch: 'arm64' })),
    ];
    const count = Math.min(COUNT, 200);
    const dumps = printNatively(code, { seed, count, hidesPointers: true }, folder);
    let doubted = 0;
    for (const other of others)
      for (const { text } of dumps) {
        const [read] = decodeText(other, text);
        if (!read?.page || read.page.doubts.length > 0) doubted++;
        else
          assert.deepEqual(factsOf(other, text), factsOf(own, text), `${other.profile}\n${text}`);
      }
    assert.ok(doubted > (dumps.length * others.length) / 2, `only ${doubted} are doubted`);
  });
});

/** What an answer says about the page, whatever it is read with. */
function factsOf(context: DecodeContext, text: string): unknown {
  const [dump] = decodeText(context, text);
  const page = dump?.page;
  const names = page?.flags?.names.map(({ name, aliases }) => [name, ...aliases]) ?? [];
  const printed =
    /\(([^()]*)\)$/m.exec(/^.*flags: .*/m.exec(text)?.[0] ?? '')?.[1]?.split('|') ?? [];
  return {
    isEachNamed: names.every((all) =>
      all.some((name) => printed.includes(name.replace('PG_', ''))),
    ),
    type: page?.pageType?.name ?? null,
    refcount: page?.refcount,
    mapcount: page?.mapcount,
    fields: page?.flags?.fields.map(({ name, value }) => `${name}=${value}`),
    isTail: page?.isTail,
  };
}

/** Of so many pages each change has a text that it fits to. */
function checkAllChanged(names: ReadonlySet<string>, set: readonly string[]): void {
  const all = new Set(CHANGES.map(([field]) => field));
  if (!set.includes('NUMA_BALANCING=y')) all.delete('lastcpupid');
  if (!set.includes('SPARSEMEM_VMEMMAP=n')) all.delete('section');
  // A later kernel's build may have no memory cgroups.
  if (!names.has('memcg')) all.delete('memcg');
  assert.deepEqual([...names].sort(), [...all].sort());
}
