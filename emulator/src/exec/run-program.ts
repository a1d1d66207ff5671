import type { TranslationUnit } from '../../../language/src/unit/translation-unit.ts';
import { compileFunction } from '../machine/compile/compile-function.ts';
import { type Host, libraryNatives } from '../machine/library/library.ts';
import { Exit, Fault } from '../machine/run/fault.ts';
import type { MachineLimits } from '../machine/run/limits.ts';
import { Machine } from '../machine/run/machine.ts';
import { ProgramUnit } from '../machine/run/program-unit.ts';
import type { Watch } from '../machine/watch/watch.ts';

/** How a program ended. */
export type ProgramEnd =
  | { readonly kind: 'exit'; readonly status: number; readonly steps: number }
  | { readonly kind: 'fault'; readonly fault: Fault; readonly steps: number };

/**
 * Runs `main()` of a program to its end. `units` are its translation units, the library's last; all
 * are read for one target. With a watch, every access is checked. Nothing is thrown for what the
 * program does.
 */
export function runProgram(
  units: readonly TranslationUnit[],
  args: readonly string[],
  host: Host,
  limits?: MachineLimits,
  watch?: Watch,
): ProgramEnd {
  const machine = new Machine(units[0].target, {
    compile: compileFunction,
    natives: libraryNatives(host),
    ...(limits && { limits }),
    ...(watch && { watch }),
  });
  for (const unit of units) machine.units.push(new ProgramUnit(unit));
  try {
    for (const unit of machine.units) refuseDuplicates(unit);
    return { kind: 'exit', status: runMain(machine, args), steps: machine.steps };
  } catch (error) {
    if (error instanceof Exit) return { kind: 'exit', status: error.status, steps: machine.steps };
    if (error instanceof Fault) return { kind: 'fault', fault: error, steps: machine.steps };
    throw error;
  }
}

/** @throws Fault for a function that one file defines twice */
function refuseDuplicates(unit: ProgramUnit): void {
  const [duplicate] = unit.duplicates;
  if (duplicate === undefined) return;
  const first = unit.place(duplicate.first);
  const where = first ? `, first at ${first.file}:${first.line}` : '';
  const message = `${duplicate.name}() is defined twice${where}`;
  throw new Fault('unsupported', message, unit.place(duplicate.token));
}

function runMain(machine: Machine, args: readonly string[]): number {
  const main = machine.functionNamed('main', machine.units[0]);
  if (main === undefined) throw new Fault('unmodelled-function', 'the program has no main()');
  runConstructors(machine);
  const status = machine.call(main, [args.length, argumentVector(machine, args), 0]);
  const exit = machine.functionNamed('exit', machine.units[0]);
  // What atexit() registered runs as after exit().
  if (exit) machine.call(exit, [Number(BigInt.asIntN(32, BigInt(status ?? 0)))]);
  return Number(status ?? 0) & 255;
}

interface Marked {
  readonly owner: ProgramUnit;
  readonly name: string;
  readonly priority: number;
}

/** Runs what is marked so, by priority; destructors are registered first, so that they run last. */
function runConstructors(machine: Machine): void {
  const atExit = machine.functionNamed('atexit', machine.units[0]);
  for (const { name, owner } of marked(machine, 'runsAfter'))
    if (atExit) machine.call(atExit, [machine.functionAddress(name, owner)]);
  for (const { name, owner } of marked(machine, 'runsBefore')) {
    const entry = machine.functionNamed(name, owner);
    if (entry) machine.call(entry, []);
  }
}

function marked(machine: Machine, which: 'runsBefore' | 'runsAfter'): Marked[] {
  const found = machine.units.flatMap((owner) =>
    owner.unit.declarations.flatMap(({ definition }) => {
      if (definition === undefined) return [];
      const { name } = definition.symbol;
      const priority = owner.name(name)?.link[which];
      return priority === undefined ? [] : [{ owner, name, priority }];
    }),
  );
  return found.sort((a, b) => a.priority - b.priority);
}

/** `argv`: pointers to the texts, then a null pointer. */
function argumentVector(machine: Machine, args: readonly string[]): number {
  const { memory, target } = machine;
  const step = target.pointerSizeBytes;
  const size = (args.length + 1) * step;
  const vector = machine.allocateObject(undefined, size, 16, 'argv');
  machine.initialise(vector, size, () => {
    for (const [i, text] of args.entries()) {
      const at = argumentText(machine, text);
      if (step === 8) memory.setU64(vector + i * step, at);
      else memory.setU32(vector + i * step, at);
    }
  });
  return vector;
}

function argumentText(machine: Machine, text: string): number {
  const bytes = new TextEncoder().encode(`${text}\0`);
  const at = machine.allocateObject(undefined, bytes.length, 1, 'an argument');
  machine.initialise(at, bytes.length, () => machine.memory.write(at, bytes));
  return at;
}
