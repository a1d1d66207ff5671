import assert from 'node:assert/strict';
import { inactiveBranchAt, unitWithBranches } from '../../src/unit/inactive.ts';
import { unitOf, withMarkers } from '../kit.ts';

/** What would have to be true at `$0`, and the member that stands there if they were true. */
function checkInactive(marked: string, conditions: string[], member: string | undefined): void {
  const { text, offsets } = withMarkers(marked);
  const unit = unitOf(text);
  const main = unit.sources.load('/main.c');
  assert.ok(main);
  const branch = inactiveBranchAt(unit, main, offsets[0] as number);
  assert.deepEqual(branch?.conditions ?? [], conditions);
  const other = branch ? unitWithBranches(unit, branch.branches).build() : unit;
  const found = other.find(main, offsets[0] as number);
  const path = found?.kind === 'memberUse' || found?.kind === 'memberDeclaration' ? found.path : [];
  assert.equal(path.at(-1)?.name, member);
}

const PAGE = 'struct page { unsigned long flags; void *mapping; };\n';

describe('inactive branches', () => {
  it('are read in place when their function is', () =>
    checkInactive(
      `${PAGE}#ifdef CONFIG_A\nvoid *f(struct page *p) { return p->$0mapping; }\n#endif\n`,
      ['CONFIG_A'],
      'mapping',
    ));
  it('may be the other half of an active one', () =>
    checkInactive(
      `${PAGE}void *f(struct page *p) {\n#if 1\nreturn 0;\n#else\nreturn p->$0mapping;\n#endif\n}\n`,
      ['!1'],
      'mapping',
    ));
  it('may be an #elif', () =>
    checkInactive(
      `${PAGE}void *f(struct page *p) {\n#if B\n#elif defined(CONFIG_A)\nreturn p->$0mapping;\n#endif\n}\n`,
      ['!B', 'defined(CONFIG_A)'],
      'mapping',
    ));
  it('may be nested', () =>
    checkInactive(
      `${PAGE}#if A\n#if 1\n#ifdef B\nvoid *f(struct page *p) { return p->$0mapping; }\n#endif\n#endif\n#endif\n`,
      ['A', 'B'],
      'mapping',
    ));
  it('may declare members', () =>
    checkInactive(
      'struct page { int a;\n#ifdef CONFIG_MEMCG\nlong $0memcg_data;\n#endif\n};\n',
      ['CONFIG_MEMCG'],
      'memcg_data',
    ));
  it('leave active text alone', () =>
    checkInactive(
      `#if 1\n${PAGE}void *f(struct page *p) { return p->$0mapping; }\n#endif\n`,
      [],
      'mapping',
    ));
  it('do not read a guarded file twice', () => {
    const header =
      '#ifndef GUARD\n#define GUARD\nstruct page { int a;\n#if A\nint b;\n#endif\n};\n#endif\n';
    const unit = unitOf('#include "h.h"\n#include "h.h"\n', { files: { '/h.h': header } });
    const file = unit.sources.load('/h.h');
    assert.ok(file);
    const branch = inactiveBranchAt(unit, file, header.indexOf('int b'));
    const other = unitWithBranches(unit, branch?.branches ?? []).build();
    assert.deepEqual(other.problems, []);
    assert.equal(other.records.find((r) => r.tag === 'page')?.members?.length, 2);
  });
});
