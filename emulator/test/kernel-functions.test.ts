import assert from 'node:assert/strict';
import { unitOf } from '../../language/test/kit.ts';
import { KERNEL_FUNCTION_NAMES } from '../src/kernel-functions/kernel-functions.ts';
import { mmArgument, tableArgument } from '../src/kernel-functions/table-argument.ts';

/** A prototype, and which arguments are the table and the address space. */
const PROTOTYPES: readonly [string, number | undefined, number | undefined][] = [
  ['_Bool f(struct ptdesc *pt)', 0, undefined],
  ['_Bool f(struct mm_struct *mm, struct ptdesc *pt)', 1, 0],
  ['_Bool f(struct ptdesc *pt, struct mm_struct *mm)', 0, 1],
  ['void f(struct ptdesc *pt, int level)', 0, undefined],
  ['_Bool f(struct page *page)', 0, undefined],
  ['void f(table_t pt, unsigned long where)', 0, undefined],
  ['void f(const struct page *near, const struct ptdesc *pt)', 1, undefined],
  ['void f(struct mm_struct *mm, void *table)', undefined, 0],
  ['void f()', undefined, undefined],
];

describe('the table of kernel functions', () => {
  it('names each function once', () =>
    assert.equal(new Set(KERNEL_FUNCTION_NAMES).size, KERNEL_FUNCTION_NAMES.length));

  for (const [prototype, table, mm] of PROTOTYPES)
    it(`finds the table among the arguments of ${prototype}`, () => {
      const type = calleeType(prototype);
      assert.deepEqual([tableArgument(type), mmArgument(type)], [table, mm]);
    });
});

function calleeType(prototype: string) {
  const unit = unitOf(
    `struct page; struct ptdesc; struct mm_struct; typedef struct ptdesc *table_t; ${prototype} {}`,
  );
  const file = unit.sources.load('/main.c');
  assert.ok(file);
  const found = [...unit.fileLevel.in(file)].find(({ definition }) => definition);
  assert.ok(found?.definition);
  return found.definition.symbol.type;
}
