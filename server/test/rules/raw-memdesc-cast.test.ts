import assert from 'node:assert/strict';
import { rawMemdescCast } from '../../src/rules/raw-memdesc-cast.ts';
import { runRules } from '../../src/rules/run/run-rules.ts';
import { openWorkspace } from '../test-kit/workspace.ts';

/** Findings as `severity: cast text: message`. */
function findings(main: string): string[] {
  const workspace = openWorkspace(main);
  const lines = Buffer.from(workspace.file.bytes).toString().split('\n');
  return runRules(workspace, [rawMemdescCast]).map(({ severity, message, place }) => {
    const line = lines[place.line - 1] ?? '';
    return `${severity}: ${line.slice(place.column - 1, place.column - 1 + place.sizeBytes)}: ${message}`;
  });
}

const UNCHECKED = 'and the compiler checks nothing about it.';

describe('raw-memdesc-cast', () => {
  it('reports a cast between memdescs and names the conversion', () =>
    assert.deepEqual(
      findings('void f(struct page *p) { struct ptdesc *pt = (struct ptdesc *)p; }'),
      [
        `warning: (struct ptdesc *): This casts struct page * to struct ptdesc *, ${UNCHECKED} page_ptdesc() is the conversion from one to the other.`,
      ],
    ));

  it('says so when there is no conversion', () =>
    assert.match(
      findings('void *f(struct ptdesc *p) { return (struct folio *)p; }')[0] ?? '',
      /There is no conversion from one to the other/,
    ));

  it('sees through typedefs, const, void * and integers', () => {
    const count = (body: string) =>
      findings(`typedef struct page page_t; void *f(page_t *p) { return ${body}; }`).length;
    assert.equal(count('(void *)(struct ptdesc *)p'), 1);
    assert.equal(count('(struct ptdesc *)(void *)p'), 1);
    assert.equal(count('(struct ptdesc *)(unsigned long)p'), 1);
    assert.equal(count('(const struct ptdesc *)p'), 1);
    assert.equal(count('(struct ptdesc *)&p[1]'), 1);
    assert.equal(count('(typeof((struct ptdesc *)0))p'), 1);
    assert.equal(
      findings('typedef struct ptdesc *pt_t; void *f(struct page *p) { return (pt_t)p; }').length,
      1,
    );
  });

  it('reports a cast in the argument of a macro once', () =>
    assert.equal(
      findings(
        '#define TWICE(x) ((x) ? (x) : 0)\nvoid *f(struct page *p) { return TWICE((struct ptdesc *)p); }',
      ).length,
      1,
    ));

  it('is only a hint in the body of a conversion', () =>
    assert.match(
      findings(
        'static inline struct folio *page_folio(struct page *p) { return (struct folio *)p; }',
      )[0] ?? '',
      /^hint/,
    ));

  it('is quiet about conversions, other casts and other records', () =>
    assert.deepEqual(
      findings(`
struct other { int x; };
void *a(struct page *p) { return page_ptdesc(p); }
void *b(struct page *p) { return (struct page *)p; }
void *c(struct page *p) { return (struct other *)p; }
void *d(void *p) { return (struct page *)p; }
unsigned long e(struct page *p) { return (unsigned long)p; }
void *f(struct ptdesc *p) { return ptdesc_page_raw(p); }
`),
      [],
    ));
});
