/** Sizes and alignments that attributes, `_Alignas` and `_Atomic` decide; the values are gcc 12's. */
import assert from 'node:assert/strict';
import { findTarget } from '../../src/targets/all-targets.ts';
import { unitOf } from '../kit.ts';

/** A record's text, then size and alignment on x86_64 and i386. */
const RECORDS: Readonly<Record<string, readonly [text: string, x86_64: string, i386: string]>> = {
  'an attribute behind the star': [
    'struct s { char c; long *__attribute__((aligned(16))) p; };',
    '32/16',
    '32/16',
  ],
  'an attribute behind an inner star': [
    'struct s { char c; long *__attribute__((aligned(16))) *p; };',
    '16/8',
    '8/4',
  ],
  'an attribute behind the star of a function pointer': [
    'struct s { char c; long (*__attribute__((aligned(16))) f)(void); };',
    '32/16',
    '32/16',
  ],
  'an attribute behind the star of a typedef': [
    'typedef long *__attribute__((aligned(16))) p_t; struct s { char c; p_t p; };',
    '32/16',
    '32/16',
  ],
  'an attribute before an anonymous member': [
    'struct s { char c; __attribute__((aligned(8))) union { short x; }; };',
    '4/2',
    '4/2',
  ],
  '_Alignas of a type': ['struct s { char c; _Alignas(double) short x; };', '16/8', '8/4'],
  'an atomic record': ['struct s { char c; _Atomic struct { char c[4]; } x; };', '8/4', '8/4'],
  'an atomic scalar': ['struct s { char c; _Atomic(long long) x; };', '16/8', '16/8'],
};

function sizeOn(target: string, text: string): string {
  const unit = unitOf(text, { target: findTarget(target) as never });
  const record = unit.tag('s');
  assert.ok(record?.kind === 'record');
  const layout = unit.layout(record);
  return `${layout?.sizeBytes}/${layout?.alignBytes}`;
}

describe('attributes in records', () => {
  for (const [name, [text, x86_64, i386]] of Object.entries(RECORDS))
    it(`decide as gcc has it: ${name}`, () => {
      assert.equal(sizeOn('x86_64', text), x86_64);
      assert.equal(sizeOn('i386', text), i386);
    });

  it('are told of where the layout is not known', () => {
    for (const attribute of ['ms_struct', 'scalar_storage_order("big-endian")']) {
      const unit = unitOf(`struct s { char a : 1; int b : 1; } __attribute__((${attribute}));`);
      assert.match(unit.problems[0]?.message ?? '', /the layout .* is not known/);
      assert.equal(unit.sizeBytes(unit.tag('s') as never), undefined);
    }
  });
});
