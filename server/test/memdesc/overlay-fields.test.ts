import assert from 'node:assert/strict';
import { overlayFieldNames } from '../../src/memdesc/overlay-fields.ts';
import { openWorkspace } from '../test-kit/workspace.ts';

const RECORD = `
struct netmem_desc {
	unsigned long _flags;
#ifdef CONFIG_NEVER
	unsigned long not_here;
#endif
};
static_assert(offsetof(struct netmem_desc, _flags) == offsetof(struct page, flags), "");
static_assert(sizeof(struct netmem_desc) <= offsetof(struct page, _refcount), "");
struct other { int behind_it; };
`;

describe('the names of fields over struct page', () => {
  it('are those of this configuration, and with them what others may have', () => {
    const { unit, model } = openWorkspace(RECORD);
    const { present, possible } = overlayFieldNames(unit, model);
    const isIn = (names: ReadonlySet<number>) => (name: string) =>
      names.has(unit.interner.intern(name));
    const asked = ['_flags', 'mapping', 'not_here', 'behind_it'];
    assert.deepEqual(asked.map(isIn(present)), [true, true, false, false]);
    assert.deepEqual(asked.map(isIn(possible)), [true, true, true, false]);
    assert.equal(overlayFieldNames(unit, model), overlayFieldNames(unit, model));
  });
});
