/** What a macro is that calls functions of the kernel: it is run. */
import { compileFunction } from '../../../emulator/src/machine/compile-function.ts';
import { Fault } from '../../../emulator/src/machine/fault.ts';
import { DEFAULT_LIMITS } from '../../../emulator/src/machine/limits.ts';
import { Machine } from '../../../emulator/src/machine/machine.ts';
import { ProgramUnit } from '../../../emulator/src/machine/program-unit.ts';
import type { TranslationUnit } from '../../../language/src/index.ts';

/** A macro that takes longer is no number. */
const MAX_STEPS = 10_000;

/** The result of a function without parameters; undefined when it cannot be run. */
export function runFunction(unit: TranslationUnit, name: string): bigint | undefined {
  const machine = new Machine(unit.target, {
    compile: compileFunction,
    limits: { ...DEFAULT_LIMITS, steps: MAX_STEPS },
  });
  const program = new ProgramUnit(unit);
  machine.units.push(program);
  try {
    const entry = machine.functionNamed(name, program);
    return entry && BigInt(machine.call(entry, []));
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}
