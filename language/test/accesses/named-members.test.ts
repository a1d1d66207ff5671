import assert from 'node:assert/strict';
import { unitOf } from '../kit.ts';

const TEXT = `
struct list { struct list *next; };
struct page { unsigned long flags; struct list lru; union { int index; int share; }; };
#define old_index index
#define entry(p, type, member) ((type *)((char *)(p) - __builtin_offsetof(type, member)))
#define flags_of(p) ((p)->flags)
struct page first = { .index = 1 };
int index, lru;
int other(int flags) { return flags + index; }
unsigned long plain(struct page *p) { return p->flags + first.share; }
int renamed(struct page *p) { return p->old_index; }
struct page *from(struct list *l) { return entry(l, struct page, lru); }
unsigned long hidden(struct page *p) { return flags_of(p); }
int *address(struct page *p) { return &(*p).index; }
struct list *inner(struct page *p) { return p->lru.next; }
`;

const NAMES = ['flags', 'lru', 'index', 'next'];

describe('the accesses of members by name', () => {
  for (const name of NAMES)
    it(`are those of all that name ${name}`, () => {
      const unit = unitOf(TEXT);
      const file = unit.sources.load('/main.c');
      assert.ok(file);
      const id = unit.interner.intern(name);
      const named = unit.accesses(file, new Set([id])).map(({ loc, kind }) => `${loc} ${kind}`);
      const whole = unitOf(TEXT);
      const main = whole.sources.load('/main.c');
      assert.ok(main);
      const all = whole.accesses(main).filter((a) => whole.interner.text(a.fieldId) === name);
      assert.ok(all.length > 0);
      assert.deepEqual(
        named,
        all.map(({ loc, kind }) => `${loc} ${kind}`),
      );
    });

  it('leave bodies that name none unparsed', () => {
    const unit = unitOf(TEXT);
    const file = unit.sources.load('/main.c');
    assert.ok(file);
    unit.accesses(file, new Set([unit.interner.intern('next')]));
    const parsed = unit.declarations.flatMap(({ definition }) =>
      definition?.body ? [definition.symbol.name] : [],
    );
    assert.deepEqual(parsed, ['inner']);
  });
});
