import assert from 'node:assert/strict';
import { definition, type NamedPlace } from '../../src/features/definition.ts';
import { overlaysOf } from '../../src/features/implementation.ts';
import { references } from '../../src/features/references.ts';
import { openWorkspace, type Workspace } from '../test-kit/workspace.ts';

function lineOf({ unit }: Workspace, { name, place }: NamedPlace): string {
  const text = Buffer.from(unit.sources.load(place.file)?.bytes ?? []).toString();
  const line = text.split('\n')[place.line - 1] ?? '';
  assert.ok(line.slice(place.column - 1).startsWith(name), `${line} has ${name} elsewhere`);
  return line.trim();
}

function foundAt(workspace: Workspace) {
  const found = workspace.unit.find(workspace.file, workspace.cursor);
  assert.ok(found);
  return found;
}

function definitionAt(main: string): string | undefined {
  const w = openWorkspace(main);
  const place = definition(w.unit, w.model, foundAt(w));
  return place ? lineOf(w, place) : undefined;
}

describe('definition', () => {
  it('leads from a field to its declaration', () =>
    assert.equal(
      definitionAt('void *f(struct page *page) { return &page->lr$0u; }'),
      'struct list_head lru;',
    ));

  it('leads from a renamed field to the name as it is written', () =>
    assert.equal(
      definitionAt('void *f(struct page *page) { return &page->rcu_he$0ad; }'),
      'struct rcu_head rcu_head;',
    ));

  it('leads from a conversion to its definition', () =>
    assert.match(
      definitionAt('void *f(struct page *page) { return page_pt$0desc(page); }') ?? '',
      /^#define page_ptdesc/,
    ));

  it('leaves every other name to others', () =>
    assert.equal(definitionAt('void *f(struct list_head *l) { return l->ne$0xt; }'), undefined));
});

describe('go to overlay', () => {
  const overlaysAt = (main: string) => {
    const w = openWorkspace(main);
    return overlaysOf(w.model, foundAt(w)).map((place) => lineOf(w, place));
  };

  it('leads from struct page to the memdescs, the asserted first', () =>
    assert.deepEqual(overlaysAt('void *f(struct page *page) { return &page->l$0ru; }'), [
      'struct list_head lru;',
      'struct list_head pt_list;',
      'struct rcu_head pt_rcu_head;',
      'unsigned long word;',
    ]));

  it('leads from a memdesc to struct page first', () =>
    assert.equal(
      overlaysAt('void *f(struct ptdesc *pt) { return pt->pt_m$0m; }')[0],
      'struct mm_struct *mapping;',
    ));
});

describe('references', () => {
  it('finds the typed uses in the file and no others', () => {
    const w = openWorkspace(`
#define FIRST(p) ((p)->lru.next)
void *a(struct page *page) { return &page->l$0ru; }
void *b(struct folio *folio) { return &folio->lru; }
void *c(struct page *page) { return FIRST(page); }
unsigned long d = offsetof(struct page, lru);
`);
    const places = references(w.unit, w.model, w.file, foundAt(w), true);
    assert.deepEqual(
      places.map((place) => lineOf(w, place)),
      [
        'struct list_head lru;',
        'void *a(struct page *page) { return &page->lru; }',
        'unsigned long d = offsetof(struct page, lru);',
      ],
    );
  });
});
