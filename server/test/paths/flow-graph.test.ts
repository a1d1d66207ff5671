import assert from 'node:assert/strict';
import { buildFlowGraph } from '../../src/paths/build-flow-graph.ts';
import { ConstantFunctions } from '../../src/paths/constant-functions.ts';
import type { FlowGraph } from '../../src/paths/flow-graph.ts';
import { NoreturnFunctions } from '../../src/paths/noreturn.ts';
import { openWorkspace } from '../test-kit/workspace.ts';

const DECLARATIONS = `
int a, b, c;
void x(void); void y(void); void z(void); int v(int);
__attribute__((noreturn)) void panic(const char *, ...);
typedef struct { long entry; } p4d_t; p4d_t p4d;
static inline int none(p4d_t p4d) { return 0; }
static inline int present(const p4d_t p4d) { return 1; }
static inline int asks(p4d_t p4d) { return p4d.entry; }
static inline int highmem(void) { return 0; }
`;

/** Every way through `int f(int n) { … }` as the calls that it passes; a loop is taken at most once. */
function ways(body: string): string[] {
  const { unit } = openWorkspace(`${DECLARATIONS} int f(int n) { ${body} }`);
  const definition = unit.declarations.find((d) => d.definition?.symbol.name === 'f')?.definition;
  assert.ok(definition);
  const context = {
    constants: unit.parser,
    noreturn: new NoreturnFunctions(unit),
    constantFunctions: new ConstantFunctions(unit),
    text: (id: number) => unit.interner.text(id),
  };
  const graph = buildFlowGraph(context, unit.body(definition));
  const found = new Set<string>();
  walk(graph, graph.entry, [], new Map(), found, (token) =>
    unit.interner.text(unit.tokens.ids[token] as number),
  );
  return [...found].sort();
}

function walk(
  graph: FlowGraph,
  at: number,
  calls: string[],
  visits: Map<number, number>,
  found: Set<string>,
  text: (token: number) => string,
): void {
  const seen = visits.get(at) ?? 0;
  if (seen > 1) return;
  const block = graph.blocks[at];
  const here = [...calls];
  for (const step of block?.steps ?? []) {
    const e = step.kind === 'evaluate' ? step.expression : undefined;
    if (e?.kind === 'call') here.push(text(e.callee.token));
    if (step.kind === 'return') here.push('return');
  }
  if (at === graph.exit || block?.edges.length === 0) {
    found.add(`${here.join(' ')}${at === graph.exit ? '' : ' #'}`.trim());
    return;
  }
  const inner = new Map(visits).set(at, seen + 1);
  for (const edge of block?.edges ?? []) walk(graph, edge.to, here, inner, found, text);
}

describe('the flow graph', () => {
  it('goes one way where a function of an entry does nothing but return a number', () => {
    assert.deepEqual(ways('if (none(p4d)) x(); else y();'), ['none y']);
    assert.deepEqual(ways('if (!none(p4d) && present(p4d)) x(); else y();'), ['none present x']);
    for (const asked of ['asks(p4d)', 'highmem()'])
      assert.equal(ways(`if (${asked}) x(); else y();`).length, 2, asked);
  });

  it('splits && and || into edges', () => {
    assert.deepEqual(ways('if (a && b) x(); else y();'), ['x', 'y']);
    assert.deepEqual(ways('if (a || (x(), b)) y();'), ['x', 'x y', 'y']);
    assert.deepEqual(ways('if (!(a && !b)) x();'), ['', 'x']);
  });

  it('follows conditions that are known', () => {
    assert.deepEqual(ways('if (0) x(); if (sizeof(int) == 4) y();'), ['y']);
    assert.deepEqual(ways('do { x(); } while (0); y();'), ['x y']);
    assert.deepEqual(ways('for (;;) { x(); if (a) break; } y();'), ['x x y', 'x y']);
  });

  it('takes loops, break and continue', () => {
    assert.deepEqual(ways('while (a) { if (b) continue; x(); break; } y();'), ['x y', 'y']);
    assert.deepEqual(ways('do { if (b) continue; x(); } while (a); y();'), ['x x y', 'x y', 'y']);
  });

  it('takes switches with ranges, falling through, and without a default', () => {
    assert.deepEqual(ways('switch (n) { case 1 ... 3: x(); case 4: y(); break; default: z(); }'), [
      'x y',
      'y',
      'z',
    ]);
    assert.deepEqual(ways('switch (n) { case 1: x(); }'), ['', 'x']);
  });

  it('follows goto, computed goto and asm goto', () => {
    assert.deepEqual(ways('if (a) goto out; x(); out: y();'), ['x y', 'y']);
    assert.deepEqual(
      ways(
        'void *t[] = { &&one, &&two }; goto *(n ? &&one : &&two); one: x(); return 1; two: y();',
      ),
      ['x return', 'y'],
    );
    assert.deepEqual(ways('asm goto("" : : : : out); x(); out: y();'), ['x y', 'y']);
  });

  it('looks into conditional and statement expressions', () => {
    assert.deepEqual(ways('int k = ({ if (a) x(); v(1); }); y();'), ['x y', 'y']);
    assert.deepEqual(ways('int k = a ? ({ x(); 1; }) : ({ y(); 2; });'), ['x', 'y']);
    assert.deepEqual(ways('if (__builtin_expect(!!(({ x(); a; })), 0)) y();'), ['x', 'x y']);
  });

  it('ends where a call does not return', () => {
    assert.deepEqual(ways('if (a) panic("no"); x();'), ['panic #', 'x']);
    assert.deepEqual(ways('if (a) { x(); __builtin_unreachable(); } y();'), [
      'x __builtin_unreachable #',
      'y',
    ]);
  });

  it('returns from wherever it stands', () =>
    assert.deepEqual(ways('if (a) return 1; x(); return 2;'), ['return', 'x return']));
});
