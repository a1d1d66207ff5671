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
import { CHANGES, checkChanges } from './field-changes.ts';
import { type GeneratedDump, generateDumps } from './generated-dumps.ts';
import {
  DECODE_MACHINES,
  type DecodeMachine,
  type KernelStyle,
  openMiniKernel,
  writeMiniKernel,
} from './mini-kernel.ts';

const COUNT = Number(process.env.PTDESC_DUMPS ?? 12);

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
        const all = new Set(CHANGES.map(([field]) => field));
        // Its flags have no numbers but the zone's.
        for (const field of ['section', 'lastcpupid']) all.delete(field);
        assert.deepEqual([...names].sort(), [...all].sort());
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
