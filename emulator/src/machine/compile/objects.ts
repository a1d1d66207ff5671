import type { ObjectSym } from '../../../../language/src/syntax/symbols.ts';
import { resolve } from '../../../../language/src/types/types.ts';
import { Fault } from '../run/fault.ts';
import type { Machine } from '../run/machine.ts';
import type { ProgramUnit } from '../run/program-unit.ts';
import { constant } from './code.ts';
import { FunctionContext } from './function-context.ts';
import { globalRegisterKey, isGlobalRegister, registerName } from './global-registers.ts';
import { initializeRun, initializerEnd } from './initialize.ts';

/**
 * The address of an object with static storage. It is made and initialised when it is first named:
 * its initialiser holds constants only, so no one can tell when that happened.
 * @throws Fault when the program does not define it
 */
export function objectAddress(
  machine: Machine,
  from: ProgramUnit,
  symbol: ObjectSym,
  labels?: Map<number, number>,
): number {
  if (symbol.local && symbol.storage === 'static')
    return machine.objectAddress(symbol) ?? make(machine, from, symbol, symbol, labels);
  if (isGlobalRegister(symbol)) {
    const key = globalRegisterKey(registerName(from, symbol));
    return machine.objectAddress(key) ?? make(machine, from, symbol, key);
  }
  const found = machine.lookup(symbol.name, from);
  // An undefined weak symbol is address 0 (ELF).
  if (found === undefined && from.name(symbol.name)?.link.weak) return 0;
  if (found === undefined && machine.linker.isZeroObject?.(symbol.type)) {
    const key = `zeros ${symbol.name}`;
    return machine.objectAddress(key) ?? make(machine, from, symbol, key);
  }
  if (found === undefined)
    throw new Fault('unmodelled-function', `nothing defines the object ${symbol.name}`);
  const { owner, found: name } = found;
  return machine.objectAddress(name) ?? make(machine, owner, name.symbol, name);
}

function make(
  machine: Machine,
  owner: ProgramUnit,
  symbol: ObjectSym,
  key: Parameters<Machine['allocateObject']>[0],
  labels?: Map<number, number>,
): number {
  const c = new FunctionContext(machine, owner, labels);
  c.isFileLevel = true;
  const t = resolve(symbol.type);
  const { initializer } = symbol;
  const isOpen = t.kind === 'array' && t.length === undefined;
  const declared = isOpen ? (initializer ? 0 : c.sizeBytes(t.element)) : c.sizeBytes(symbol.type);
  const size = Math.max(declared, initializer ? initializerEnd(c, symbol.type, initializer) : 0);
  const align = Math.max(c.alignBytes(symbol.type), symbol.alignBytes, size >= 16 ? 16 : 1);
  const address = machine.allocateObject(key, size, align, symbol.name);
  if (initializer) {
    const run = initializeRun(c, symbol.type, constant(c.pointerKind, address), initializer);
    machine.initialise(address, size, () => run([]));
  }
  return address;
}
