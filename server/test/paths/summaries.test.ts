import assert from 'node:assert/strict';
import { destructs, type Summary } from '../../src/paths/summary.ts';
import { UnitPaths } from '../../src/paths/unit-paths.ts';
import { openTables } from '../test-kit/mini-tables.ts';

function summary(main: string, name: string, late = false): Summary {
  const { unit, model } = openTables(main, { late });
  const found = new UnitPaths(unit, model).summaryOf(name);
  assert.ok(found, name);
  return found;
}

/** Each way as `if conditions: operations -> result`. */
function ways(main: string, name: string, late = false): string[] {
  return summary(main, name, late)
    .outcomes.map(({ assumed, trace, result }) => {
      const conditions = [...assumed].map(([index, truth]) => `${truth ? '' : '!'}${index}`);
      const operations = trace.map(({ argument, operation }) => `${operation.kind}(${argument})`);
      const value =
        result.kind === 'fresh'
          ? result.object.life
          : result.kind === 'argument'
            ? `argument ${result.index}`
            : result.value.kind === 'number'
              ? String(result.value.value)
              : '?';
      return `${conditions.length > 0 ? `if ${conditions}: ` : ''}${operations.join(' ')} -> ${value}`;
    })
    .sort();
}

describe('summaries', () => {
  it('follow a constructor that may fail', () =>
    assert.deepEqual(ways('', 'pmd_alloc_one'), [' -> 0', ' -> constructed']));

  it('see that kernel tables have no constructor', () =>
    assert.deepEqual(ways('', 'pte_alloc_one_kernel'), [' -> 0', ' -> raw']));

  it('say what happens to an argument, in order', () =>
    assert.deepEqual(ways('', 'pmd_free'), ['destruct(1) free(1) -> ?']));

  it('know an address in all its forms', () => {
    assert.deepEqual(ways('', 'virt_to_ptdesc'), [' -> argument 0']);
    assert.deepEqual(ways('', 'ptdesc_address'), ['address(0) -> argument 0']);
    assert.deepEqual(
      ways(
        'static void cb(struct rcu_head *h) { struct ptdesc *pt = container_of(h, struct ptdesc, pt_rcu_head); pagetable_free(pt); }',
        'cb',
      ),
      ['free(0) -> ?'],
    );
  });

  it('keep ways apart by what they ask of the arguments', () =>
    assert.deepEqual(
      ways('static void f(struct ptdesc *pt) { if (!pt) return; pagetable_free(pt); }', 'f'),
      ['if !0:  -> ?', 'if 0: free(0) -> ?'],
    ));

  it('pass orders through', () => {
    const { outcomes } = summary(
      'static void f(struct page *p, int order) { __free_pages(p, order); } static void g(struct page *p) { f(p, 2); }',
      'g',
    );
    assert.equal(outcomes[0]?.trace[0]?.operation.order, 2n);
  });

  it('find the destructor in the queue where the tree has it there', () => {
    assert.equal(destructs(summary('', 'tlb_remove_ptdesc', true), 1), true);
    assert.equal(destructs(summary('', 'tlb_remove_ptdesc', false), 1), false);
  });

  it('read the page type in what is stored to its word', () => {
    const marks = (body: string) =>
      summary(`static void f(struct page *page) { ${body} }`, 'f').outcomes.flatMap(({ trace }) =>
        trace.flatMap(({ operation: { kind, mark } }) => (mark ? `${kind} ${mark}` : [])),
      );
    assert.deepEqual(marks('page->page_type = 0xf2u << 24;'), ['mark typed']);
    assert.deepEqual(marks('page->page_type = ~0u;'), ['unmark typed']);
    assert.deepEqual(marks('page->index = 3;'), []);
  });

  it('pass the flags of an allocation through, and what marks it has', () => {
    const fresh = (main: string) =>
      summary(main, 'f').outcomes.flatMap(({ result }) =>
        result.kind === 'fresh' ? [result.object] : [],
      );
    const [given] = fresh('pmd_t *f(gfp_t gfp) { return (pmd_t *)__get_free_page(gfp); }');
    assert.deepEqual(given?.gfp, { argument: 0 });
    const [known] = fresh(
      'static pmd_t *g(gfp_t gfp) { return (pmd_t *)__get_free_page(gfp); } pmd_t *f(void) { return g(3u | 0x100u); }',
    );
    assert.equal(known?.gfp, 0x103n);
    const filled =
      'pmd_t *pmd = (pmd_t *)__get_free_page(1u); if (pmd) pmd[0].pmd = 0; return pmd;';
    assert.deepEqual(Object.keys(fresh(`pmd_t *f(void) { ${filled} }`)[0]?.marks ?? {}), [
      'filled',
    ]);
  });

  it('take a mark as gone when some way takes it back', () => {
    const body =
      'static void clear(struct page *page) { if (page->page_type != ~0u) page->page_type = ~0u; }';
    const { outcomes } = summary(
      `${body} struct page *f(void) { struct page *page = alloc_page(1u); if (!page) return NULL; page->page_type = 0; clear(page); return page; }`,
      'f',
    );
    const kept = outcomes.flatMap(({ result }) =>
      result.kind === 'fresh' ? Object.keys(result.object.marks) : [],
    );
    assert.ok(!kept.includes('typed'), kept.join(' '));
  });

  it('end recursion', () =>
    assert.deepEqual(
      ways(
        'static void f(struct ptdesc *pt, int n) { if (n) f(pt, n - 1); else pagetable_free(pt); }',
        'f',
      ),
      ['if !1: free(0) -> ?', 'if 1: escape(0) -> ?'],
    ));
});
