import assert from 'node:assert/strict';
import { overlayRanges } from '../../src/memdesc/overlay-ranges.ts';
import { openWorkspace } from '../test-kit/workspace.ts';

/** The memdesc that some declarations add to the miniature. */
function memdesc(name: string, declarations: string) {
  const { model } = openWorkspace(declarations);
  return model.memdescs.find((m) => m.record === name);
}

describe('discovering memdescs', () => {
  it('finds overlays, their pages, and mirrors', () => {
    const { model } = openWorkspace('');
    assert.deepEqual(
      model.memdescs.map(({ record, kind, pages }) => ({ record, kind, pages })),
      [
        { record: 'struct folio', kind: 'overlay', pages: 2 },
        { record: 'struct ptdesc', kind: 'overlay', pages: 1 },
        { record: 'struct net_thing', kind: 'mirror', pages: 1 },
      ],
    );
  });

  it('takes a size held against an offset in struct page for an overlay', () => {
    const found = memdesc(
      'struct netmem_desc',
      `struct netmem_desc { unsigned long _flags; };
       static_assert(offsetof(struct netmem_desc, _flags) == offsetof(struct page, flags), "");
       static_assert(sizeof(struct netmem_desc) <= offsetof(struct page, _refcount), "");`,
    );
    assert.equal(found?.kind, 'overlay');
    assert.equal(found?.sizeAssertion?.limitBytes, 36);
  });

  it('takes a conversion for an overlay', () =>
    assert.equal(
      memdesc(
        'struct zpdesc',
        `struct zpdesc { unsigned long flags; };
         static_assert(offsetof(struct page, flags) == offsetof(struct zpdesc, flags), "");
         #define zpdesc_page(zp) (_Generic((zp), \\
           const struct zpdesc *: (const struct page *)(zp), struct zpdesc *: (struct page *)(zp)))`,
      )?.kind,
      'overlay',
    ));

  it('takes a record whose every word is asserted for an overlay', () =>
    assert.equal(
      memdesc(
        'struct all',
        `struct all { unsigned long a, b, c, d; int e, f; };
         #define M(pg, x) static_assert(offsetof(struct page, pg) == offsetof(struct all, x), "")
         M(flags, a); M(compound_head, b); M(lru.prev, c); M(mapping, d); M(page_type, e);`,
      )?.kind,
      'overlay',
    ));

  it('reads nested paths, reversed sides and several pages', () => {
    const found = memdesc(
      'struct far',
      `struct far { char pad[88]; struct list_head list; };
       static_assert(2 * sizeof(struct page) + offsetof(struct page, lru.next) == offsetof(struct far, list.next), "");`,
    );
    const { pagePath, path, pageIndex, holds } = found?.pairs[0] ?? {};
    assert.deepEqual(
      { pagePath, path, pageIndex, holds },
      { pagePath: 'lru.next', path: 'list.next', pageIndex: 2, holds: true },
    );
  });

  it('passes assertions of other shapes over', () =>
    assert.equal(
      openWorkspace(`
struct thing { long a; };
static_assert(sizeof(struct thing) == 8, "");
static_assert(offsetof(struct thing, a) == 0, "");
static_assert(offsetof(struct page, flags) != offsetof(struct thing, a) + 1, "");
static_assert(sizeof(struct thing) <= sizeof(struct page), "");
`).model.memdescs.length,
      3,
    ));

  it('lays records out by the target', () => {
    const { model } = openWorkspace('', undefined, 'i386');
    assert.equal(model.page.sizeBytes, 24);
    assert.equal(model.memdescs[0]?.sizeBytes, 48);
  });
});

describe('the ranges of struct page', () => {
  it('lists each range once, with every field over it and what holds it', () => {
    const { model } = openWorkspace('');
    const range = overlayRanges(model).find((r) => r.offsetBits === 64 && r.sizeBits === 128);
    assert.deepEqual(
      range?.fields.map(({ record, field, asserted }) => [
        record,
        field.path,
        asserted?.pagePath ?? null,
      ]),
      [
        ['struct page', 'lru', null],
        ['struct page', 'buddy_list', null],
        ['struct page', 'compound_head', null],
        ['struct page', 'callback_head', null],
        ['struct folio', 'lru', 'lru'],
        ['struct ptdesc', 'pt_list', 'compound_head'],
        ['struct ptdesc', 'pt_rcu_head', 'rcu_head'],
        ['struct net_thing', 'word', 'compound_head'],
      ],
    );
  });

  it('goes on in the pages behind the first', () =>
    assert.deepEqual(
      overlayRanges(openWorkspace('').model)
        .filter((r) => r.pageIndex === 1)
        .map((r) => r.offsetBits),
      [0, 64],
    ));
});
