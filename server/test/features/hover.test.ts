import assert from 'node:assert/strict';
import { findNear } from '../../src/features/find-near.ts';
import { hoverSubject } from '../../src/features/hover/hover.ts';
import { presentHover } from '../../src/features/hover/present-hover.ts';
import type { NumberStyle } from '../../src/settings/settings.ts';
import { MINI_MM } from '../test-kit/mini-mm.ts';
import { openWorkspace } from '../test-kit/workspace.ts';

/** The hover at `$0` as Markdown, its first line without the profile; undefined for none. */
function hoverText(main: string, header?: string, numbers: NumberStyle = 'decimal') {
  const { unit, file, model, cursor } = openWorkspace(main, header);
  const found = findNear(unit, file, cursor);
  const subject = found && hoverSubject(unit, model, found);
  if (!subject) return undefined;
  const context = { profile: 'test', via: null, searching: false };
  const link = ({ file, line }: { file: string; line: number }) => {
    const text = Buffer.from(unit.sources.load(file)?.bytes ?? []).toString();
    return `<${text.split('\n')[line - 1]?.trim().replaceAll('|', '/')}>`;
  };
  const text = presentHover({ subject, context }, { numbers, link });
  return withoutJoints(text.replace('  \n_test_', ''));
}

/** The table's ranges do not break; expectations are easier to write with plain characters. */
function withoutJoints(text: string): string {
  return text.replaceAll('\u00a0', ' ').replaceAll('\u2011', '–');
}

function checkHover(main: string, expected: string, header?: string): void {
  assert.equal(hoverText(main, header), expected.trim());
}

const LRU = `
**Shares bytes with \`struct ptdesc.pt_list\`, \`struct ptdesc.pt_rcu_head\` and \`struct folio.lru\`;** the compiler checks that.  
\`struct page.lru\` · \`struct list_head\` · bytes 8–23 of \`struct page\`

Use: Page cache pages

Where reclaim finds it, under lruvec->lru_lock.

| record | field | bytes | role | held by |
|---|---|---|---|---|
| \`struct ptdesc\` | \`pt_list\` | 8–23 |  | \`compound_head\` <TABLE_MATCH(compound_head, pt_list);> |
|  | \`pt_rcu_head\` | 8–23 |  | \`rcu_head\` <TABLE_MATCH(rcu_head, pt_rcu_head);> |
| \`struct folio\` | \`lru\` | 8–23 |  | \`lru\` <FOLIO_MATCH(lru, lru);> |
| \`struct net_thing\` | \`word\` | 8–15 | mirror | \`compound_head\` <static_assert(offsetof(struct page, compound_head) == offsetof(struct net_thing, word), "");> |
| \`struct page\` | \`buddy_list\` | 8–23 | free page |  |
|  | \`rcu_head\` | 8–23 | For freeing by RCU |  |
|  | \`compound_head\` | 8–15 | Tail pages of a compound page |  |`;

describe('hover', () => {
  it('names every owner at a use', () =>
    checkHover('void f(struct page *page) { void *p = &page->l$0ru; }', LRU));

  it('says the same at the declaration', () =>
    checkHover('', LRU, MINI_MM.replace('list_head lru;', 'list_head l$0ru;')));

  it('says the same in the argument of a macro', () =>
    checkHover(
      `#define ADDRESS(p, member) (&(p)->member)
       void *f(struct page *p) { return ADDRESS(p, lr$0u); }`,
      LRU,
    ));

  it('says the same as a designator of offsetof', () =>
    checkHover('unsigned long o = offsetof(struct page, lru$0);', LRU));

  it('takes a member of a member for a part of the field', () =>
    checkHover(
      'void *f(struct page *page) { return page->lru.ne$0xt; }',
      `
**Shares bytes with \`struct ptdesc.pt_list.next\`, \`struct ptdesc.pt_rcu_head.next\` and \`struct folio.lru.next\`;** the compiler checks that.  
\`struct page.lru.next\` · \`struct list_head *\` · bytes 8–15 of \`struct page\`

Use: Page cache pages

Where reclaim finds it, under lruvec->lru_lock.

| record | field | bytes | role | held by |
|---|---|---|---|---|
| \`struct ptdesc\` | \`pt_list.next\` | 8–15 |  | \`compound_head\` <TABLE_MATCH(compound_head, pt_list);> |
|  | \`pt_rcu_head.next\` | 8–15 |  | \`rcu_head\` <TABLE_MATCH(rcu_head, pt_rcu_head);> |
| \`struct folio\` | \`lru.next\` | 8–15 |  | \`lru\` <FOLIO_MATCH(lru, lru);> |
| \`struct net_thing\` | \`word\` | 8–15 | mirror | \`compound_head\` <static_assert(offsetof(struct page, compound_head) == offsetof(struct net_thing, word), "");> |
| \`struct page\` | \`buddy_list.next\` | 8–15 | free page |  |
|  | \`compound_head\` | 8–15 | Tail pages of a compound page |  |
|  | \`rcu_head.next\` | 8–15 | For freeing by RCU |  |`,
    ));

  it('names a whole field where only a part of it lies over the bytes', () => {
    const hover = hoverText('int f(struct ptdesc *pt) { return pt->in$0use; }') ?? '';
    assert.match(hover, /`struct page` \| `page_type` \| 32–35/);
    const narrow = hoverText(
      `struct tiny { char pad[36]; unsigned short half; };
       static_assert(offsetof(struct page, _refcount) == offsetof(struct tiny, half), "");
       int f(struct tiny *t) { return t->ha$0lf; }`,
    );
    assert.match(narrow ?? '', /`struct page` \| `_refcount` \| 36–39/);
    assert.doesNotMatch(narrow ?? '', /counter/);
  });

  it('quotes the kernel-doc of the field', () =>
    checkHover(
      'void *f(struct ptdesc *pt) { return pt->pt_$0mm; }',
      `
**Shares bytes with \`struct page.mapping\`;** nothing checks that.  
\`struct ptdesc.pt_mm\` · \`struct mm_struct *\` · bytes 24–31 of \`struct page\`

The owner of a top-level table, protected by nothing.

| record | field | bytes | role | held by |
|---|---|---|---|---|
| \`struct ptdesc\` | \`pt_mm\` | 24–31 |  | not asserted |
| \`struct page\` | \`mapping\` | 24–31 | Page cache pages |  |
| \`struct folio\` | \`mapping\` | 24–31 |  | \`mapping\` <FOLIO_MATCH(mapping, mapping);> |`,
    ));

  it('places bit-fields', () =>
    checkHover(
      'int f(struct ptdesc *pt) { return pt->ki$0nd; }',
      `
**Shares bytes with \`struct page.page_type\`;** nothing checks that.  
\`struct ptdesc.kind\` · \`unsigned int\` · bytes 34–35 of \`struct page\`

| record | field | bytes | role | held by |
|---|---|---|---|---|
| \`struct ptdesc\` | \`kind\` | 34–35 |  | not asserted |
| \`struct page\` | \`page_type\` | 32–35 |  |  |
| \`struct folio\` | \`page_type\` | 32–35 |  | \`page_type\` <FOLIO_MATCH(page_type, page_type);> |`,
    ));

  it('counts the pages of a folio', () =>
    checkHover(
      'unsigned long f(struct folio *folio) { return folio->_head$0_1; }',
      `
**Shares bytes with \`struct page.compound_head\`;** the compiler checks that (<FOLIO_MATCH(compound_head, _head_1);>).  
\`struct folio._head_1\` · \`unsigned long\` · bytes 8–15 of \`struct page[1]\`

| record | field | bytes | role | held by |
|---|---|---|---|---|
| \`struct folio\` | \`_head_1\` | 8–15 |  | \`compound_head\` <FOLIO_MATCH(compound_head, _head_1);> |
| \`struct page\` | \`lru.next\` | 8–15 | Page cache pages |  |
|  | \`buddy_list.next\` | 8–15 | free page |  |
|  | \`compound_head\` | 8–15 | Tail pages of a compound page |  |
|  | \`rcu_head.next\` | 8–15 | For freeing by RCU |  |`,
    ));

  it('looks through a folio to the page in it', () =>
    assert.match(
      hoverText('void *f(struct folio *folio) { return &folio->page.lr$0u; }') ?? '',
      /^`struct page\.lru`/m,
    ));

  it('names the struct page in a folio for what it is', () =>
    checkHover(
      'void *f(struct folio *folio) { return &folio->__page$0_1; }',
      `
\`struct folio.__page_1\` · \`struct page\` · bytes 0–39 of \`struct page[1]\`  
The struct page as a whole: the same bytes as the fields beside it.`,
    ));

  it('shows both offsets of an assertion and whether it holds', () =>
    checkHover(
      '',
      `
\`struct page.compound_head\` at byte 8  
\`struct ptdesc.pt_list\` at byte 8  
The two are the same place: the assertion holds.`,
      MINI_MM.replace('TABLE_MATCH(compound_head', 'TABLE_M$0ATCH(compound_head'),
    ));

  it('says when an assertion does not hold', () =>
    assert.match(
      hoverText(
        '',
        MINI_MM.replace('TABLE_MATCH(compound_head, pt_list)', 'TABLE$0_MATCH(mapping, pt_list)'),
      ) ?? '',
      /The assertion does not hold/,
    ));

  it('counts whole struct pages in an assertion', () =>
    assert.match(
      hoverText(
        '',
        MINI_MM.replace('FOLIO_MATCH(flags, _flags_1)', 'FOLIO_MA$0TCH(flags, _flags_1)'),
      ) ?? '',
      /`struct page.flags` at byte 0 \+ 1 × `sizeof\(struct page\)`/,
    ));

  it('says what a checked conversion does', () =>
    checkHover(
      'struct ptdesc *f(struct page *page) { return page_pt$0desc(page); }',
      `
\`page_ptdesc\` converts \`struct page *\` to \`struct ptdesc *\`. The compiler checks the argument by \`_Generic\`, which keeps const.  
Defined at <#define page_ptdesc(p) (_Generic((p), \\>.`,
    ));

  it('says that nothing checks a plain cast', () =>
    assert.match(
      hoverText('void *f(struct ptdesc *pt) { return ptdesc_page$0_raw(pt); }') ?? '',
      /converts any pointer to `struct page \*`\. A plain cast: the compiler checks nothing\./,
    ));

  it('knows functions whose whole job is a cast', () =>
    assert.match(
      hoverText('void *f(struct folio *folio) { return folio_$0page(folio); }') ?? '',
      /`struct folio \*` to `struct page \*`\. .* by the type of the parameter/,
    ));

  it('sums a memdesc up at its name', () =>
    assert.match(
      hoverText('struct ptde$0sc *pt;') ?? '',
      /^`struct ptdesc` · 40 bytes · lies over `struct page` of 40 bytes\n\nIts size is asserted <.*>\.\n\n4 of 7 fields asserted; not asserted: `pt_mm`, `inuse`, `kind`\./,
    ));

  it('lists the memdescs at the name of struct page', () =>
    assert.match(
      hoverText('struct pa$0ge *page;') ?? '',
      /- `struct folio` lies over it, 80 bytes.*\n- `struct ptdesc` lies over it, 40 bytes.*\n- `struct net_thing` mirrors some words/,
    ));

  it('writes numbers as the reader chose', () =>
    assert.match(
      hoverText('void *f(struct page *page) { return page->map$0ping; }', MINI_MM, 'hexadecimal') ??
        '',
      /bytes 0x18–0x1f/,
    ));

  it('says what would enable a field that is left out', () =>
    checkHover(
      '',
      '`struct ptdesc.pt_memcg_data` is not compiled in this configuration (requires `CONFIG_MEMCG`).',
      MINI_MM.replace(
        'atomic_t __page_refcount;',
        '$&\n#ifdef CONFIG_MEMCG\n\tunsigned long pt_memcg$0_data;\n#endif',
      ),
    ));

  it('adds nothing about fields of other records', () =>
    assert.equal(hoverText('void *f(struct list_head *list) { return list->ne$0xt; }'), undefined));

  it('adds nothing about variables and other functions', () => {
    assert.equal(hoverText('void *f(struct page *pa$0ge) { return page; }'), undefined);
    assert.equal(hoverText('void f$0oo(struct page *page);'), undefined);
  });

  it('answers in a file that does not parse elsewhere', () =>
    checkHover(
      'int broken = = struct ) ;\nvoid f(struct page *page) { void *p = &page->l$0ru; }',
      LRU,
    ));
});
