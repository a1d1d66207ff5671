import assert from 'node:assert/strict';
import { unitOf } from '../../language/test/kit.ts';
import { compileFunction } from '../src/machine/compile/compile-function.ts';
import { Fault } from '../src/machine/run/fault.ts';
import { DEFAULT_LIMITS } from '../src/machine/run/limits.ts';
import { Machine } from '../src/machine/run/machine.ts';
import { ProgramUnit } from '../src/machine/run/program-unit.ts';
import type { Observer } from '../src/machine/watch/observer.ts';
import { Watch } from '../src/machine/watch/watch.ts';
import { callFunction, runWatched } from './watch-kit.ts';

function checkFault(text: string, kind: string, limits: Parameters<typeof runWatched>[1]): void {
  const { fault } = runWatched(text, limits);
  assert.equal(fault?.kind, kind, fault?.message);
  assert.equal(fault?.place?.file, '/main.c');
}

describe('the limits of a run', () => {
  it('end it by their names, with the place', () => {
    checkFault('int f(void) { for (;;); }', 'limit-steps', { limits: { steps: 5000 } });
    checkFault('int f(void) { a: goto a; }', 'limit-steps', { limits: { steps: 5000 } });
    checkFault('int f(void) { return f() + 1; }', 'limit-depth', { limits: { depth: 200 } });
    checkFault('int f(void) { char a[1 << 21]; a[0] = 1; return a[0]; }', 'limit-depth', {});
    checkFault('static char a[1 << 24]; int f(void) { for (int i = 0; i < 1 << 24; i += 4096) a[i] = 1; return 0; }', 'limit-memory', { limits: { memoryBytes: 1 << 20 } });
  }); // biome-ignore format: a table

  it('let someone else end it, every few thousand steps', () => {
    for (const watch of [undefined, new Watch()]) {
      let calls = 0;
      const machine = new Machine(unitOf('').target, {
        compile: compileFunction,
        limits: { ...DEFAULT_LIMITS, stackBytes: 1 << 20 },
        ...(watch && { watch }),
        interrupt: () => {
          if (++calls === 3) throw new Fault('cancelled', 'the run was cancelled');
        },
      });
      machine.units.push(new ProgramUnit(unitOf('int f(void) { for (;;); }')));
      assert.throws(() => callFunction(machine, 'f'), { kind: 'cancelled' });
      assert.equal(calls, 3);
    }
  });

  it('do not count the length of a body', () => {
    const body = Array.from({ length: 20_000 }, (_, i) => `x += ${i % 7};`).join(' ');
    const { result } = runWatched(`int f(void) { int x = 0; ${body} return x; }`);
    assert.equal(result, 59_997);
  });

  it('leave an observer in step with the calls', () => {
    const told: string[] = [];
    const observer: Observer = {
      enterCall: (entry, args) => told.push(`>${entry.name}(${args.join()})`),
      leaveCall: (entry, result) => told.push(`<${entry.name}=${result}`),
      store: (_, sizeBytes, site) => {
        const name = site.view?.path.map((m) => m.name).join('.');
        if (name) told.push(`${name}:${sizeBytes}`);
      },
    };
    const text = `struct s { struct { short b; } a; int c : 5; } v;
      int g(struct s *p, int n) { p->a.b = n; p->c = n; return n - 1; }
      int f(void) { return g(&v, 4); }`;
    runWatched(text, { observer });
    assert.deepEqual(told.map((t) => t.replace(/\(\d{6,},/, '(v,')), ['>f()', '>g(v,4)', 'a.b:2', 'c:1', '<g=3', '<f=3']);
  }); // biome-ignore format: a list
});
