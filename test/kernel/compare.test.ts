import assert from 'node:assert/strict';
import type { AccessLine } from '../oracles/clang-accesses/clang-accesses.ts';
import type { LayoutLine } from '../oracles/layout-lines.ts';
import { compareAccesses, onRecords } from './compare-accesses.ts';
import { compareLayouts } from './compare-layouts.ts';
import { spellType } from './spell-type.ts';

const MEMBER = { path: 'a', type: 'int', offset_bits: 0, size_bits: 32, bitfield: false };
const RECORD: LayoutLine = {
  tag: 'struct s',
  kind: 'struct',
  decl: 'a.h:1',
  size: 4,
  members: [MEMBER],
};

const ACCESS: AccessLine = {
  line: 3,
  col: 9,
  field: 'lru',
  record: 'struct page',
  arrow: true,
  kind: 'read',
  in_macro_arg: false,
};

describe('the comparison of layouts', () => {
  it('finds nothing in equal ones', () => {
    const same = compareLayouts([RECORD], [RECORD]);
    assert.deepEqual(same, {
      records: 1,
      members: 1,
      differences: [],
      typeDifferences: [],
      unsaid: [],
    });
  });

  const planted: [string, LayoutLine[], RegExp][] = [
    ['a missing record', [], /gcc has it, we do not/],
    ['an invented record', [RECORD, { ...RECORD, tag: 'struct t' }], /struct t .*gcc does not/],
    ['another size', [{ ...RECORD, size: 8 }], /size is 4, we say 8/],
    ['a missing member', [{ ...RECORD, members: [] }], /expected a@0\+32, we say nothing/],
    ['an invented member', [{ ...RECORD, members: [MEMBER, MEMBER] }], /we invent a@0/],
    ['another offset', [{ ...RECORD, members: [{ ...MEMBER, offset_bits: 8 }] }], /we say a@8/],
    ['a bit-field', [{ ...RECORD, members: [{ ...MEMBER, bitfield: true }] }], /\(bit-field\)/],
  ];
  for (const [name, ours, message] of planted)
    it(`finds ${name}`, () => {
      const { differences } = compareLayouts(ours, [RECORD]);
      assert.equal(differences.length, 1);
      assert.match(differences[0] ?? '', message);
    });
});

describe('the comparison of types', () => {
  it('finds another type of the same size', () => {
    const other = { ...RECORD, members: [{ ...MEMBER, type: 'float' }] };
    const found = compareLayouts([other], [RECORD]);
    assert.deepEqual(found.differences, []);
    assert.deepEqual(found.typeDifferences, ['struct s (a.h:1): a is int, we say float']);
  });
});

describe('the spelling of types', () => {
  const same: [string, string][] = [
    ['long unsigned int', 'unsigned long'],
    ['void * (*)(struct s *, long long int)', 'void *(*)(struct s *, long long)'],
    ['struct <anon>[2][0]', '<anon> [2][]'],
  ];
  for (const [one, other] of same)
    it(`is one for \`${one}\` and \`${other}\``, () => {
      assert.equal(spellType(one), spellType(other));
    });

  it('keeps types apart', () => {
    assert.notEqual(spellType('unsigned long'), spellType('unsigned long long'));
    assert.notEqual(spellType('const char *'), spellType('char *const'));
  });
});

describe('the comparison with a record whose members gcc left out', () => {
  it('hands it on, with its size compared', () => {
    const silent = { ...RECORD, members: [] };
    assert.deepEqual(compareLayouts([RECORD], [silent]).unsaid, [RECORD]);
    const other = compareLayouts([{ ...RECORD, size: 8 }], [silent]);
    assert.match(other.differences[0] ?? '', /size is 4, we say 8/);
  });
});

describe('the comparison of accesses', () => {
  it('finds nothing in equal ones, and leaves inactive branches out', () => {
    const inactive = { ...ACCESS, line: 4, active: false };
    const same = compareAccesses('a.c', [ACCESS, inactive], [ACCESS]);
    assert.deepEqual(same, { expected: 1, missed: [], invented: [] });
  });

  it('finds a missing and an invented access', () => {
    const found = compareAccesses('a.c', [{ ...ACCESS, col: 10 }], [ACCESS]);
    assert.deepEqual(found.missed, ['a.c:3:9: struct page: ->lru read; we say nothing']);
    assert.deepEqual(found.invented, ['a.c:3:10: struct page: we invent ->lru read']);
  });

  it('finds another kind', () => {
    const found = compareAccesses('a.c', [{ ...ACCESS, kind: 'write' }], [ACCESS]);
    assert.match(found.missed[0] ?? '', /->lru read; we say ->lru write/);
  });

  it('can be limited to records', () => {
    const other = { ...ACCESS, record: 'struct list_head' };
    assert.deepEqual(onRecords([ACCESS, other], new Set(['struct page'])), [ACCESS]);
  });
});
