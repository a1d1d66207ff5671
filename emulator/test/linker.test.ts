import assert from 'node:assert/strict';
import { unitOf } from '../../language/test/kit.ts';
import { ProgramUnit } from '../src/machine/run/program-unit.ts';
import type { Definition, Linker } from '../src/machine/watch/observer.ts';
import { runWatched } from './watch-kit.ts';

const unit = (text: string): ProgramUnit => new ProgramUnit(unitOf(text));

/** A linker that knows some names, and writes down what it is asked. */
function knowing(names: Readonly<Record<string, Definition>>): { linker: Linker; asked: string[] } {
  const asked: string[] = [];
  const define = (name: string): Definition | undefined => {
    asked.push(name);
    return names[name];
  };
  return { linker: { define }, asked };
}

describe('a linker', () => {
  it('finds functions and objects that a program only declares, once each', () => {
    const other = unit('int twice(int x) { return 2 * x; } int base = 5;');
    const definition: Definition = { kind: 'unit', unit: other };
    const { linker, asked } = knowing({ twice: definition, base: definition });
    const text =
      'int twice(int); extern int base; int f(void) { return twice(base) + twice(1) + base; }';
    assert.equal(runWatched(text, { linker }).result, 17);
    // Its unit is part of the program from then on, so the other name needs no question.
    assert.deepEqual(asked, ['base']);
  });

  it('gives a name what stands under another one', () => {
    const other = unit('struct hot { int x; } real = { 7 };');
    const { linker } = knowing({ alias: { kind: 'unit', unit: other, name: 'real' } });
    const text =
      'struct hot { int x; }; extern const struct hot alias; int f(void) { return alias.x; }';
    assert.equal(runWatched(text, { linker }).result, 7);
  });

  it('puts a boundary in the place of a function, also of an inline one', () => {
    const boundary = unit('int model_lock(int x) { return x + 100; }');
    const linker: Linker = {
      replacement: (name) =>
        name === 'lock' ? { kind: 'unit', unit: boundary, name: 'model_lock' } : undefined,
    };
    const text = `static inline int lock(int x) { return x; }
      int f(void) { int (*p)(int) = lock; return lock(1) + p(2); }`;
    assert.equal(runWatched(text, { linker }).result, 203);
  });

  it('puts a host function there, with its address', () => {
    const seen: unknown[] = [];
    const linker: Linker = {
      replacement: (name) =>
        name === 'note'
          ? { kind: 'native', native: (_, args) => 2 + Number(seen.push([...args]) > 0) }
          : undefined,
    };
    const text =
      'int note(int a, long b) { return 0; } int (*p)(int, long) = note; int f(void) { return note(1, 2) + p(3, 4); }';
    assert.equal(runWatched(text, { linker }).result, 6);
    assert.deepEqual(seen, [[1, 2], [3, 4]]); // biome-ignore format: short
  });

  it('prefers a definition that is not weak, wherever it is', () => {
    const weak = '__attribute__((weak)) int arch(void) { return 1; } int f(void) { return arch(); }';
    assert.equal(runWatched(weak).result, 1);
    const strong: Definition = { kind: 'unit', unit: unit('int arch(void) { return 2; }') };
    assert.equal(runWatched(weak, { linker: knowing({ arch: strong }).linker }).result, 2);
    const other: Definition = { kind: 'unit', unit: unit('int __attribute__((__weak__)) arch(void) { return 3; }') };
    const text = 'int arch(void) { return 4; } int f(void) { return arch(); }';
    assert.equal(runWatched(text, { linker: knowing({ arch: other }).linker }).result, 4);
  }); // biome-ignore format: a table

  it('leaves what no one defines to the run, which ends there by its name', () => {
    const { fault } = runWatched('int gone(void); int f(void) { return gone(); }', {
      linker: knowing({}).linker,
    });
    assert.equal(fault?.kind, 'unmodelled-function');
    assert.match(fault?.message ?? '', /gone\(\)/);
  });
});
