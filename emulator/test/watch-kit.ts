/** Runs C in a watched machine, with no library: what the tests of findings and traces share. */
import assert from 'node:assert/strict';
import type { Target } from '../../language/src/targets/target.ts';
import { unitOf } from '../../language/test/kit.ts';
import { compileFunction } from '../src/machine/compile/compile-function.ts';
import { libraryNatives } from '../src/machine/library/library.ts';
import { Fault } from '../src/machine/run/fault.ts';
import { DEFAULT_LIMITS, type MachineLimits } from '../src/machine/run/limits.ts';
import { Machine } from '../src/machine/run/machine.ts';
import { ProgramUnit } from '../src/machine/run/program-unit.ts';
import type { Value } from '../src/machine/values/scalar-kind.ts';
import type { Linker } from '../src/machine/watch/observer.ts';
import { Watch, type WatchOptions } from '../src/machine/watch/watch.ts';

export interface WatchedRun {
  readonly machine: Machine;
  readonly watch: Watch;
  readonly result: Value | undefined;
  readonly fault: Fault | undefined;
}

export interface RunSetup extends WatchOptions {
  readonly target?: Target;
  readonly limits?: Partial<MachineLimits>;
  readonly linker?: Linker;
}

/** A machine with one unit of text, ready to run. */
export function watchedMachine(
  text: string,
  setup: RunSetup = {},
): { machine: Machine; watch: Watch } {
  const watch = new Watch(setup);
  const unit = unitOf(text, setup.target ? { target: setup.target } : {});
  assert.deepEqual(unit.problems, []);
  const machine = new Machine(unit.target, {
    compile: compileFunction,
    natives: libraryNatives({ write: () => {} }),
    watch,
    limits: { ...DEFAULT_LIMITS, stackBytes: 1 << 20, ...setup.limits },
    ...(setup.linker && { linker: setup.linker }),
  });
  machine.units.push(new ProgramUnit(unit));
  return { machine, watch };
}

/** Calls a function of the machine's first unit. */
export function callFunction(machine: Machine, name: string, args: readonly Value[] = []): Value {
  const entry = machine.functionNamed(name, machine.units[0] as ProgramUnit);
  assert.ok(entry, `${name}() is not there`);
  return machine.call(entry, args);
}

/** Runs `f()` of a piece of C to its end. */
export function runWatched(text: string, setup: RunSetup = {}): WatchedRun {
  const { machine, watch } = watchedMachine(text, setup);
  try {
    return { machine, watch, result: callFunction(machine, 'f'), fault: undefined };
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    return { machine, watch, result: undefined, fault };
  }
}
