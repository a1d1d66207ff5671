import assert from 'node:assert/strict';
import { typeName } from '../../src/types/type-name.ts';
import { resolve } from '../../src/types/types.ts';
import { unitOf } from '../kit.ts';

/** The declared type of a file-level name. */
function typeOf(text: string, name: string): string {
  const unit = unitOf(text);
  assert.deepEqual(
    unit.problems.filter(({ isWarning }) => !isWarning),
    [],
  );
  const symbol = unit.declarations.flatMap((d) => d.symbols).find((s) => s.name === name);
  assert.ok(symbol?.kind === 'function');
  const type = resolve(symbol.type);
  assert.ok(type.kind === 'function' && !type.prototyped);
  return type.parameters.map((p) => typeName(p.type)).join(', ');
}

describe('old-style function definitions', () => {
  it('take the types of their parameters from the declaration list', () => {
    assert.equal(typeOf('f(a, b) char a; double *b; { return a; }', 'f'), 'char, double *');
    assert.equal(
      typeOf('struct s { int x; } *f(p, q) struct s *p, *q; { return p; }', 'f'),
      'struct s *, struct s *',
    );
  });

  it('follow the names, in whatever order they are declared; the others are int', () => {
    assert.equal(typeOf('int f(a, b, c) long c; short a; { return b; }', 'f'), 'short, int, long');
  });

  it('adjust arrays and functions as any parameter', () => {
    assert.equal(
      typeOf('int f(a, g) int a[3]; int g(); { return a[0]; }', 'f'),
      'int *, int (*)()',
    );
  });

  it('give the body its symbols', () => {
    const unit = unitOf('struct s { long m; }; int f(p) struct s *p; { return p->m; }');
    const definition = unit.declarations.find((d) => d.definition)?.definition;
    assert.ok(definition);
    unit.body(definition);
    const [access] = unit.accesses(unit.sources.load('/main.c') as never);
    assert.equal(access?.record?.tag, 's');
  });

  it('are told from functions that return a pointer to one, whose parameters are inside', () => {
    const unit = unitOf('void (*f(int n, void (*g)(int)))(int) { return n ? g : 0; }');
    const definition = unit.declarations[0]?.definition;
    assert.deepEqual(
      definition?.parameters.map((p) => p.name),
      ['n', 'g'],
    );
  });

  it('know the results of library functions that nothing declares', () => {
    const unit = unitOf('long f(void) { return sizeof(malloc(1)) + sizeof(*strchr("", 0)); }');
    const definition = unit.declarations[0]?.definition;
    assert.ok(definition);
    const [statement] = unit.body(definition).statements;
    assert.ok(statement?.kind === 'return' && statement.value?.kind === 'binary');
    const { left } = statement.value;
    assert.ok(left.kind === 'sizeof' && left.operand !== undefined);
    assert.equal(typeName(left.operand.type), 'void *');
  });
});
