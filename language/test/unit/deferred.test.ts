import assert from 'node:assert/strict';
import { unitOf, withMarkers } from '../kit.ts';

const HEADER = `#define FLAG 1UL
struct page { unsigned long flags; struct page *next; };
static inline unsigned long flags_of(struct page *p)
{
	return p->flags & FLAG;
}
#undef FLAG
#define FLAG p->next->flags
static inline unsigned long other(struct page *p)
{
	struct local { int own; } l = { .own = 1 };
	return FLAG + l.own;
}
struct array
{
	int a;
};
static inline int short_one(struct page *p) { return p != 0; }
`;
const MAIN = '#include "h.h"\nunsigned long f(struct page *p) { return flags_of(p) + other(p); }\n';

const files = { '/h.h': HEADER };

describe('bodies in headers that are passed over', () => {
  it('cost no tokens until they are asked for', () => {
    const read = unitOf(MAIN, { files, options: { deferBodies: false } });
    const deferred = unitOf(MAIN, { files });
    assert.deepEqual(deferred.problems, []);
    assert.ok(deferred.tokens.length < read.tokens.length - 20);
    assert.equal(deferred.declarations.length, read.declarations.length);
  });

  it('are the same bodies when they are, under the macros of their place', () => {
    const read = unitOf(MAIN, { files, options: { deferBodies: false } });
    const deferred = unitOf(MAIN, { files });
    const accesses = (unit: typeof read) => {
      const file = unit.sources.load('/h.h');
      assert.ok(file);
      return unit
        .accesses(file)
        .map((a) => `${a.loc - file.base} ${unit.interner.text(a.fieldId)} ${a.kind}`);
    };
    assert.deepEqual(accesses(deferred), accesses(read));
    assert.equal(accesses(read).length, 3);
  });

  it('are found by a hover', () => {
    const { text, offsets } = withMarkers(HEADER.replace('return p->flags', 'return p->$0flags'));
    const unit = unitOf(MAIN, { files: { '/h.h': text } });
    const file = unit.sources.load('/h.h');
    assert.ok(file);
    assert.equal(unit.find(file, offsets[0] as number)?.kind, 'memberUse');
    const local = text.indexOf('own;');
    assert.equal(unit.find(file, local)?.kind, 'memberDeclaration');
  });

  it('are passed over again after an edit', () => {
    const unit = unitOf(`${MAIN}int tail;\n`, { files });
    const file = unit.sources.load('/h.h');
    assert.ok(file);
    const before = unit.accesses(file).length;
    unit.sources.replace('/main.c', new TextEncoder().encode(`${MAIN}int tail = 1;\n`));
    assert.equal(unit.update().build(), unit);
    assert.equal(unit.accesses(file).length, before);
    assert.deepEqual(unit.problems, []);
  });
});
