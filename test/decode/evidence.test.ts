/**
 * Random pages that a program compiled by gcc prints as the kernel does: an unchanged text is never
 * doubted, one with a single field changed always is, by that field's name. PTDESC_DUMPS says how many
 * pages a machine and a kernel get; a soak asks for 125, which are 1,000 in all.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DecodeContext, decodeText } from '../../server/src/decode/decode-page.ts';
import { requireOracle } from '../oracles/gcc.ts';
import { contextOf } from './context-of.ts';
import { type GeneratedDump, generateDumps } from './generated-dumps.ts';
import {
  DECODE_MACHINES,
  type DecodeMachine,
  type KernelStyle,
  openMiniKernel,
  writeMiniKernel,
} from './mini-kernel.ts';

const COUNT = Number(process.env.PTDESC_DUMPS ?? 12);

/** A field's name in the doubt, and what contradicts the words; a text without the field stays as it is. */
const CHANGES: readonly (readonly [field: string, pattern: RegExp, by: string])[] = [
  ['refcount', /refcount:(-?\d+)/, 'refcount:4242'],
  ['mapcount', /(page: .*)mapcount:-?\d+/, '$1mapcount:77'],
  ['mapping', /mapping:0+ /, 'mapping:c0ffee77 '],
  ['mapping', /mapping:(?=\w*[1-9a-f])\w+/, 'mapping:00000000'],
  ['index', /index:0x\w+/, 'index:0x7654321'],
  ['flags', /flags: 0x\w+/, 'flags: 0x7'],
  ['flag names', /(flags: \w+\()/, '$1invented|'],
  ['zone', /zone=\d/, 'zone=9'],
  ['node', /zone=/, 'node=3|zone='],
  ['anon or ksm', /^flags:/m, 'anon flags:'],
  ['anon or ksm', /^(?:anon|ksm) flags:/m, 'flags:'],
  ['page_type', /page_type: \w+/, 'page_type: f7'],
  ['name of the type', /\((?:slab|table|offline|buddy)\)/, '(guard)'],
  ['page_type', /^page_type:.*\n/m, ''],
  ['memcg', /^memcg:\w+/m, 'memcg:77'],
  ['memcg', /^memcg:.*\n/m, ''],
  ['head', /^head: order.*\n/m, ''],
  [
    'head',
    /^(page: .*pfn:0x1a2b3\n)/m,
    '$1head: order:1 mapcount:0 entire_mapcount:0 nr_pages_mapped:0 pincount:0\n',
  ],
  ['order', /order:\d/, 'order:7'],
  ['mapcount of the head', /(head: order.* )mapcount:\d+/, '$1mapcount:3'],
  ['entire_mapcount of the head', /entire_mapcount:\d+/, 'entire_mapcount:3'],
];

/** The fields that are doubted. */
function doubtedFields(context: DecodeContext, text: string): string[] {
  const [dump] = decodeText(context, text);
  assert.ok(dump?.page, dump?.problem ?? text);
  if (dump.page.doubts.length > 0)
    assert.deepEqual([dump.page.reasons, dump.page.cause], [[], null]);
  const fields = dump.page.evidence.filter(({ agrees }) => !agrees).map(({ field }) => field);
  const [doubt = ''] = dump.page.doubts;
  for (const field of fields) assert.ok(doubt.includes(`${field} (the text says`), doubt);
  return fields;
}

function checkChanges(context: DecodeContext, { text }: GeneratedDump): Set<string> {
  assert.deepEqual(doubtedFields(context, text), [], text);
  const seen = new Set<string>();
  for (const [field, pattern, by] of CHANGES) {
    const changed = text.replace(pattern, by);
    if (changed === text) continue;
    const fields = doubtedFields(context, changed);
    assert.ok(fields.includes(field), `${field} is not doubted, but ${fields.join()}:\n${changed}`);
    seen.add(field);
  }
  return seen;
}

describe('the text of a page dump as evidence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ptdesc-evidence-'));
  after(() => rmSync(folder, { recursive: true }));

  for (const style of ['6.12', '7'] as KernelStyle[])
    for (const machine of DECODE_MACHINES)
      it(`of Linux ${style} on ${machine.name} is doubted where one field is changed, and only then`, function () {
        requireOracle(this, 'gcc');
        const { context, dumps } = generated(folder, style, machine);
        const seen = dumps.map((dump) => checkChanges(context, dump));
        const names = new Set(seen.flatMap((fields) => [...fields]));
        assert.deepEqual([...names].sort(), [...new Set(CHANGES.map(([field]) => field))].sort());
      });

  // Of 32 bits every word is a number of its own: i386 and sparc32 have the same text.
  const isSame = (i: number, j: number) =>
    [i, j].every((at) => DECODE_MACHINES[at]?.wordBits === 32);

  it('of one machine is doubted or refused on every other', function () {
    requireOracle(this, 'gcc');
    const contexts = DECODE_MACHINES.map((machine) => generated(folder, '7', machine));
    for (const [i, { dumps }] of contexts.entries())
      for (const [j, { context }] of contexts.entries())
        for (const { text } of i === j || isSame(i, j) ? [] : dumps) {
          const [, references, mappings] = /refcount:(-?\d+) mapcount:(-?\d+)/.exec(text) ?? [];
          // Two equal numbers that share a word look the same in both orders.
          if (Number(references) === Number(mappings) - 1) continue;
          const [dump] = decodeText(context, text);
          assert.ok(dump?.problem || (dump?.page?.doubts.length ?? 0) > 0, text);
        }
  });

  it('names the machine at hand that agrees in every field', function () {
    requireOracle(this, 'gcc');
    const { dumps } = generated(folder, '7', DECODE_MACHINES[2] as DecodeMachine);
    const { context } = generated(folder, '7', DECODE_MACHINES[0] as DecodeMachine);
    const other = generated(folder, '7', DECODE_MACHINES[2] as DecodeMachine).context;
    const text = (dumps[0]?.text ?? '').replace(/refcount:-?\d+/, 'refcount:4242');
    const [dump] = decodeText(context, text, () => [other]);
    assert.ok((dump?.page?.doubts.length ?? 0) > 0);
    for (const { text } of dumps) {
      const [read] = decodeText(context, text, () => [other]);
      const match = read?.page?.betterMatch;
      if (match) assert.deepEqual([match.profile, match.agreeing], [other.profile, match.compared]);
    }
  });
});

const kept = new Map<string, { context: DecodeContext; dumps: GeneratedDump[] }>();

function generated(folder: string, style: KernelStyle, machine: DecodeMachine) {
  const key = style + machine.name;
  const known = kept.get(key);
  if (known) return known;
  const tree = join(folder, style);
  writeMiniKernel(tree, style);
  const context = contextOf(openMiniKernel(tree, machine));
  const dumps = generateDumps(tree, style, machine, {
    seed: 20_250 + kept.size,
    count: Math.max(COUNT, 12),
  });
  const made = { context, dumps };
  kept.set(key, made);
  return made;
}
