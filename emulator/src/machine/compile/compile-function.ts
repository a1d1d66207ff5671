import type { FunctionDefinition, ObjectSym } from '../../../../language/src/syntax/symbols.ts';
import { type FunctionType, resolve } from '../../../../language/src/types/types.ts';
import type { FunctionEntry } from '../run/function-entry.ts';
import type { Machine } from '../run/machine.ts';
import type { ProgramUnit } from '../run/program-unit.ts';
import { conversion } from '../values/kind-conversion.ts';
import { isFloat, isScalar, type Kind } from '../values/scalar-kind.ts';
import { parameterStore } from '../watch/local-access.ts';
import { storeValue } from './access.ts';
import { FIRST_PARAMETER, R_FRAME, type Regs } from './code.ts';
import { slotFor } from './declarations.ts';
import { valueCode } from './expressions.ts';
import { bodyRun } from './function-body.ts';
import { FunctionContext } from './function-context.ts';
import { fixSizes } from './sizes.ts';
import { statementCode } from './statements.ts';
import { VariableUses } from './variable-uses.ts';

/** Compiles a function's body once; its calls then run closures. */
export function compileFunction(machine: Machine, entry: FunctionEntry): void {
  const definition = entry.definition as FunctionDefinition;
  const owner = entry.owner as ProgramUnit;
  const body = owner.unit.body(definition);
  const c = new FunctionContext(machine, owner);
  c.functionName = entry.name;
  const type = resolve(definition.symbol.type) as FunctionType;
  c.returnType = type.returnType;
  c.uses = new VariableUses(c.parser, body);
  const prologue = parameterRuns(c, definition, type);
  const run = bodyRun(c, statementCode(c, body));
  if (c.unwritten.length > 0) prologue.push(clearing(c.unwritten));
  entry.frameBytes = Math.ceil(c.frameBytes / 16) * 16;
  if (entry.frameBytes > 0)
    entry.frame = machine.watch?.objects.frameMap(entry.frameBytes, c.locals);
  entry.frameAlignBytes = c.frameAlignBytes;
  entry.argumentCount = type.parameters.length;
  if (machine.watch) entry.slots = c.slots;
  entry.body = withPrologue(prologue, run);
}

function clearing(registers: readonly number[]): (r: Regs) => void {
  return (r) => {
    for (const reg of registers) r[reg] = 0;
  };
}

/** Most functions have few parameters: a loop over them would cost more than they do. */
function withPrologue(steps: readonly ((r: Regs) => void)[], run: (r: Regs) => void) {
  const [a, b, c] = steps;
  switch (steps.length) {
    case 0: return run;
    case 1: return (r: Regs) => { a(r); run(r); };
    case 2: return (r: Regs) => { a(r); b(r); run(r); };
    case 3: return (r: Regs) => { a(r); b(r); c(r); run(r); };
    default: return (r: Regs) => { for (const step of steps) step(r); run(r); };
  } // biome-ignore format: a table
}

/** What an old-style parameter may arrive as: its caller knew nothing of its type. */
function passedKind(kind: Kind): Kind {
  if (!isScalar(kind)) return kind;
  return isFloat(kind) ? 'f64' : kind === 'i128' || kind === 'u128' ? kind : 'i128';
}

/** Parameters arrive in registers; records and those with an address move to the frame. */
function parameterRuns(
  c: FunctionContext,
  definition: FunctionDefinition,
  type: FunctionType,
): ((r: Regs) => void)[] {
  const runs: ((r: Regs) => void)[] = [];
  const named = definition.parameters;
  const count = type.parameters.length;
  const { watch } = c.machine;
  const site = c.site(definition.symbol.token);
  if (watch && site) runs.push(() => { watch.site = site; }); // biome-ignore format: short
  c.registers = FIRST_PARAMETER + count;
  let next = 0;
  const symbols = type.parameters.map((p) => (p.name === undefined ? undefined : named[next++]));
  for (const [i, symbol] of symbols.entries()) {
    if (symbol) placeParameter(c, symbol, FIRST_PARAMETER + i, !type.prototyped, runs);
  }
  for (const [i, symbol] of symbols.entries()) {
    const { variableLength } = type.parameters[i];
    if (variableLength) runs.push(valueCode(c, variableLength).run);
    if (symbol) fixSizes(c, symbol.type, runs);
  }
  return runs;
}

function placeParameter(
  c: FunctionContext,
  symbol: ObjectSym,
  reg: number,
  oldStyle: boolean,
  runs: ((r: Regs) => void)[],
): void {
  const kind = c.kind(symbol.type);
  const { memory } = c.machine;
  const convert = oldStyle ? conversion(passedKind(kind), kind) : undefined;
  if (convert) runs.push((r) => { r[reg] = convert(r[reg] ?? 0); }); // biome-ignore format: short
  if (!c.isInMemory(symbol)) {
    c.slots.set(symbol, { where: 'register', reg });
    return;
  }
  const slot = slotFor(c, symbol);
  c.slots.set(symbol, slot);
  if (slot.where !== 'frame') return;
  const { offset } = slot;
  if (isScalar(kind)) runs.push(parameterRun(c, kind, reg, offset));
  else {
    const size = c.sizeBytes(symbol.type);
    runs.push((r) => memory.copy((r[R_FRAME] as number) + offset, r[reg] as number, size));
  }
}

/** Moves a scalar argument to the frame. */
function parameterRun(
  c: FunctionContext,
  kind: Kind,
  reg: number,
  offset: number,
): (r: Regs) => void {
  const { memory, watch } = c.machine;
  const quick = watch && parameterStore(watch, kind, reg, offset);
  return quick ?? ((r) => storeValue(memory, kind, (r[R_FRAME] as number) + offset, r[reg] ?? 0));
}
